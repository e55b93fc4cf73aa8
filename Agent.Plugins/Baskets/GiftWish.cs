namespace Agent.Plugins.Baskets;

/// <summary>What the person said about its being a gift.</summary>
/// <param name="Wanted">False where a gift is what it shall not be, although it goes to a friend.</param>
public sealed record GiftWish(bool Wanted, string? Recipient);
