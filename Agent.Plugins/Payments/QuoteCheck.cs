using Agent.Plugins.Pricing;

namespace Agent.Plugins.Payments;

internal static class QuoteCheck
{
    /// <summary>Why a quote cannot be paid any more, or never could; null when it can.</summary>
    public static Refusal? Refuses(Quote quote, DateTimeOffset now)
    {
        if (now >= quote.ExpiresAt) return new Refusal(RefusalCode.QuoteExpired) { Platform = quote.PlatformName, At = quote.ExpiresAt };
        return quote.AddsUp ? null : new Refusal(RefusalCode.PriceChanged) { Platform = quote.PlatformName };
    }
}
