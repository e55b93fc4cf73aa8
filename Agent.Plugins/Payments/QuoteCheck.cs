using Agent.Plugins.Pricing;

namespace Agent.Plugins.Payments;

internal static class QuoteCheck
{
    /// <summary>Why a quote cannot be paid any more, or never could; null when it can.</summary>
    public static Refusal? Refuses(Quote quote, string method, DateTimeOffset now)
    {
        if (now >= quote.ExpiresAt) return new Refusal(RefusalCode.QuoteExpired) { Platform = quote.PlatformName, At = quote.ExpiresAt };
        if (quote.Discounts.FirstOrDefault(d => !PaymentMethods.Allows(d, method)) is { } bound)
            return new Refusal(RefusalCode.VoucherMethod) { Subject = bound.Title, Choices = [.. bound.Methods] };
        return quote.AddsUp ? null : new Refusal(RefusalCode.PriceChanged) { Platform = quote.PlatformName };
    }
}
