namespace Agent.Plugins.Baskets;

/// <summary>An order that is a gift: whoever receives it sees no price.</summary>
/// <param name="Recipient">As the person calls them; null where that was not said.</param>
public sealed record GiftTo(string? Recipient);
