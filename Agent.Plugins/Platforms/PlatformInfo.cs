namespace Agent.Plugins.Platforms;

/// <summary>Who a platform is and what it can do.</summary>
/// <param name="HasFeed">It gives its whole catalogue, which our index then searches. Otherwise we ask its search.</param>
/// <param name="PublishesVoucherTerms">The best stack can be predicted. Otherwise vouchers are tried in quotes.</param>
public sealed record PlatformInfo(string Id, string Name, string Currency, bool HasFeed, bool PublishesVoucherTerms);
