namespace Agent.Plugins.Baskets;

/// <summary>What set_delivery was given; null for what was not said.</summary>
internal sealed record DeliverySaid(string? Address, bool? Pickup, string? Time, string? Note, bool? Gift, string? Recipient);
