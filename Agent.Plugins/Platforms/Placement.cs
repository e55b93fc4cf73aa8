namespace Agent.Plugins.Platforms;

/// <param name="Key">Idempotency key; made by the checkout, never seen by a model.</param>
/// <param name="Total">What the person agreed to pay; the platform refuses another total than its quote's.</param>
public sealed record PlaceRequest(string Key, string QuoteId, string PersonId, Money Total);

/// <param name="PromisedBy">End of the promised window.</param>
public sealed record Placement(string PlatformOrderId, DateTimeOffset PromisedBy);
