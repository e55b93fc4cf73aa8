using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Platforms;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Pricing;

/// <summary>The best quote of one platform for one basket.</summary>
internal sealed class PlatformPricer(TurnContext turn, QuoteDesk desk, HeldVouchers held)
{
    /// <param name="menu">The store as this platform lists it.</param>
    /// <param name="request">Without vouchers.</param>
    /// <param name="codes">Null for the best stack, empty for none, else exactly these where this platform takes them.</param>
    public async Task<Outcome<PricedQuote>> PriceAsync(IPlatform platform, StoreMenu menu, QuoteRequest request, IReadOnlyList<string>? codes, CancellationToken cancellationToken)
    {
        Voucher[] asked = [];
        if (codes is not null)
        {
            if (FirstLost(codes, platform.Info) is { } lost) return lost;
            asked = [.. held.On(platform.Info.Id).Where(v => codes.Contains(v.Code, StringComparer.Ordinal))];
        }

        var answer = await desk.AskAsync(platform, request with { Vouchers = asked }, cancellationToken);
        if (!answer.Succeeded) return answer.Refusal;
        var quoted = new PricedQuote(answer.Value, asked, menu.Store.Rating, BestFound: false);
        return codes is null ? await ImproveAsync(platform, menu, quoted, request, cancellationToken) : quoted;
    }

    private async Task<PricedQuote> ImproveAsync(IPlatform platform, StoreMenu menu, PricedQuote without, QuoteRequest request, CancellationToken cancellationToken)
    {
        var subject = Subject(without.Quote, menu, request);
        Voucher[] vouchers = [.. held.On(platform.Info.Id)];
        if (platform.Info.PublishesVoucherTerms)
        {
            var improved = await new VoucherPredictor(desk, turn.Language).ImproveAsync(platform, without, request, vouchers, subject, cancellationToken);
            return improved with { Near = NearVoucher.Find(vouchers, subject, turn.Language) };
        }

        // Those whose worth only a quote tells come first: the others can be had on any platform.
        Voucher[] candidates = [.. vouchers.Where(v => Fits(v, subject)).OrderBy(v => v.Terms is null ? 0 : 1).ThenBy(v => v.Code, StringComparer.Ordinal)];
        return await new VoucherTrials(desk, platform, request, without).ImproveAsync(candidates, cancellationToken);
    }

    /// <summary>What the platform's own quote says the goods and fees are.</summary>
    private VoucherSubject Subject(Quote quote, StoreMenu menu, QuoteRequest request) => new()
    {
        PlatformId = quote.PlatformId,
        StoreId = quote.StoreId,
        Lines = [.. quote.Lines.Select(l => StoreListing.FindItem(menu, l.ItemId) is { } item ? VoucherLine.Of(item, l.UnitPrice, l.Quantity) : new VoucherLine(l.ItemId, "", "", l.Quantity, l.UnitPrice, l.UnitPrice))],
        Fees = quote.Fees,
        Currency = quote.Total.Currency,
        At = turn.Now,
        WantedAt = VoucherFit.Wanted(turn, request.At),
        Zone = request.Address?.Zone,
        FirstOnPlatform = held.History.IsFirstOn(quote.PlatformId),
        FirstAtAll = !held.History.Any,
        Method = request.Method,
    };

    private bool Fits(Voucher voucher, VoucherSubject subject) =>
        voucher.Terms is null ? subject.At >= voucher.ValidFrom : VoucherArithmetic.Check(voucher, subject, turn.Language) is null;

    /// <summary>A chosen code that can no longer be used; quoting without it would not be what the person asked for.</summary>
    private Refusal? FirstLost(IReadOnlyList<string> codes, PlatformInfo platform)
    {
        foreach (var code in codes.Where(c => held.Free.All(v => v.Code != c)))
        {
            if (held.InUse.FirstOrDefault(v => v.Code == code) is { } used) return new Refusal(RefusalCode.VoucherUsed) { Subject = used.Title.In(turn.Language), Platform = platform.Name };
            if (held.Unreachable.Contains(platform)) return QuoteDesk.Unavailable(platform);
            // Of a platform that cannot be asked now, it would not have counted here anyway.
            if (held.Unreachable.Count == 0) return new Refusal(RefusalCode.VoucherNotUsable) { Subject = code, Platform = platform.Name };
        }

        return null;
    }
}
