using Agent.Plugins.Platforms;

namespace Agent.Plugins.Pricing;

/// <summary>Asks a platform for a quote and lets only a sound one pass.</summary>
internal sealed class QuoteDesk(TurnContext turn, PlatformDirectory platforms)
{
    /// <summary>An unreachable platform, and one whose answer does not hold together, are both <see cref="RefusalCode.Unavailable"/>. Every refusal names the platform.</summary>
    public async Task<Outcome<Quote>> AskAsync(IPlatform platform, QuoteRequest request, CancellationToken cancellationToken)
    {
        var answer = await platforms.AskAsync(platform, (p, token) => p.QuoteAsync(request, token), cancellationToken);
        if (!answer.Answered) return Unavailable(platform.Info);
        if (answer.Value.Refusal is { } refusal) return refusal with { Platform = platform.Info.Name };
        return answer.Value.Value is { } quote && IsSound(quote, request, platform.Info) ? quote : Unavailable(platform.Info);
    }

    public static Refusal Unavailable(PlatformInfo platform) => new(RefusalCode.Unavailable) { Platform = platform.Name };

    private bool IsSound(Quote quote, QuoteRequest request, PlatformInfo platform)
    {
        try
        {
            return quote.AddsUp && quote.Total.Currency == platform.Currency && quote.ExpiresAt > turn.Now && IsAnswerTo(quote, request, platform);
        }
        catch (Exception e) when (e is OverflowException or ShopException { Code: "currency_differs" })
        {
            return false;
        }
    }

    private static bool IsAnswerTo(Quote quote, QuoteRequest request, PlatformInfo platform)
    {
        var asked = request.Vouchers.DistinctBy(v => v.Code, StringComparer.Ordinal).ToDictionary(v => v.Code, StringComparer.Ordinal);
        return quote.PlatformId == platform.Id && quote.StoreId == request.StoreId
            && quote.Delivery.Pickup == request.Address is null && quote.Delivery.AddressId == request.Address?.Id && quote.Delivery.Gift == request.Gift
            && quote.IsFor(request.Lines)
            // Each code once, none that was not asked for, and borne by whom it says.
            && quote.Discounts.All(d => asked.Remove(d.VoucherCode, out var voucher) && voucher.Funder == d.Funder);
    }
}
