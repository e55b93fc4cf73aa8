namespace Agent.Plugins.People;

/// <param name="Label">What the person calls it: home, office…</param>
/// <param name="Street">What is printed for the courier.</param>
/// <param name="Zone">The delivery zone that it lies in.</param>
public sealed record Address(string Id, LocalizedText Label, string Street, string Zone)
{
    /// <summary>Who lives there, where that is a friend: what is sent there is a gift unless the person says otherwise. Null for the person's own.</summary>
    public string? Recipient { get; init; }
}
