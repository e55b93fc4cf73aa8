namespace Agent.Plugins.People;

/// <summary>What save_address returns.</summary>
/// <param name="Recipient">The friend who lives there; null for an address of the person's own.</param>
/// <param name="Replaced">There was another place by this label, which is gone.</param>
public sealed record AddressSaved(string AddressId, string Label, string Street, string Zone, string? Recipient, bool Replaced);
