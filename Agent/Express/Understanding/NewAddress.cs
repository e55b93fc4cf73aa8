namespace Agent.Express.Understanding;

/// <param name="Label">What it shall be called; null where that was not said.</param>
/// <param name="Street">In the person's words, the zone included.</param>
/// <param name="OfFriend">A friend of that name lives there.</param>
/// <param name="Send">The order goes there, too.</param>
internal sealed record NewAddress(string? Label, string? Street, bool OfFriend, bool Send);
