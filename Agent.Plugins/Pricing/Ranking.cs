namespace Agent.Plugins.Pricing;

/// <summary>Which quote is first, and why each stands where it does.</summary>
internal static class Ranking
{
    public static IReadOnlyList<ComparedQuote> Rank(IEnumerable<PricedQuote> quotes, Preference prefer, DateTimeOffset now)
    {
        ComparedQuote[] ordered = [.. quotes.Select(q => Compared(q, now)).Order(Comparer<ComparedQuote>.Create((a, b) => Compare(a, b, prefer)))];
        return [.. ordered.Select((quote, i) => quote with { Why = i == 0 ? First(ordered, prefer) : Behind(quote, ordered[0], prefer) })];
    }

    /// <summary>Cheapest first, each held against the best quote for what was asked for itself.</summary>
    public static IReadOnlyList<ComparedQuote> RankSimilar(IEnumerable<PricedQuote> quotes, int most, ComparedQuote? asked, DateTimeOffset now)
    {
        ComparedQuote[] ordered = [.. Rank(quotes, Preference.Cheapest, now).Take(most)];
        return asked is null ? ordered : [.. ordered.Select(q => q with { Why = q.Quote.Total < asked.Quote.Total ? Lead(WhyCode.Cheapest, asked, q) : Behind(q, asked, Preference.Cheapest) })];
    }

    private static ComparedQuote Compared(PricedQuote priced, DateTimeOffset now) =>
        new(priced.Quote, (int)Math.Max(0, Math.Ceiling((priced.Quote.Delivery.Until - now).TotalMinutes)), priced.Rating, new Why(WhyCode.OnlyOne, null, null, []), priced.BestFound) { Near = priced.Near };

    private static int Compare(ComparedQuote a, ComparedQuote b, Preference prefer)
    {
        var order = prefer switch
        {
            Preference.Fastest => a.Minutes.CompareTo(b.Minutes),
            Preference.BestRated => b.Rating.CompareTo(a.Rating),
            _ => 0,
        };
        if (order == 0) order = a.Quote.Total.CompareTo(b.Quote.Total);
        if (order == 0) order = a.Minutes.CompareTo(b.Minutes);
        if (order == 0) order = string.CompareOrdinal(a.Quote.PlatformId, b.Quote.PlatformId);
        return order != 0 ? order : string.CompareOrdinal(a.Quote.StoreId, b.Quote.StoreId);
    }

    private static Why First(ComparedQuote[] ordered, Preference prefer)
    {
        if (ordered.Length == 1) return new Why(WhyCode.OnlyOne, null, null, []);
        var (first, next) = (ordered[0], ordered[1]);
        return prefer switch
        {
            Preference.Fastest when first.Minutes < next.Minutes => Lead(WhyCode.Fastest, next, first),
            Preference.BestRated when first.Rating > next.Rating => new Why(WhyCode.BestRated, null, null, []),
            Preference.Cheapest when first.Quote.Total < next.Quote.Total => Lead(WhyCode.Cheapest, next, first),
            _ => Tie(next, first, prefer),
        };
    }

    private static Why Lead(WhyCode code, ComparedQuote behind, ComparedQuote ahead) =>
        code == WhyCode.Fastest ? new Why(code, null, behind.Minutes - ahead.Minutes, []) : new Why(code, behind.Quote.Total - ahead.Quote.Total, null, []);

    private static Why Behind(ComparedQuote quote, ComparedQuote first, Preference prefer) => prefer switch
    {
        Preference.Fastest when quote.Minutes > first.Minutes => new Why(WhyCode.Slower, null, quote.Minutes - first.Minutes, []),
        Preference.BestRated when quote.Rating < first.Rating => new Why(WhyCode.LowerRated, null, null, []),
        Preference.Cheapest when quote.Quote.Total > first.Quote.Total => Dearer(quote.Quote, first.Quote),
        _ => Tie(quote, first, prefer),
    };

    /// <summary>Equal in what was asked for; the figures say by what they are told apart, if by anything.</summary>
    private static Why Tie(ComparedQuote behind, ComparedQuote ahead, Preference prefer)
    {
        var amount = behind.Quote.Total - ahead.Quote.Total;
        var minutes = behind.Minutes - ahead.Minutes;
        if (prefer != Preference.Cheapest && amount.Minor > 0) return new Why(WhyCode.Tie, amount, null, []);
        return new Why(WhyCode.Tie, null, minutes > 0 ? minutes : null, []);
    }

    private static Why Dearer(Quote quote, Quote first)
    {
        (PricePart Part, Money Amount)[] parts =
        [
            (PricePart.Items, quote.Subtotal - first.Subtotal),
            .. Enum.GetValues<FeeKind>().Select(kind => (PartOf(kind), FeeOf(quote, kind) - FeeOf(first, kind))),
            (PricePart.Vouchers, first.DiscountTotal - quote.DiscountTotal),
        ];
        return new Why(WhyCode.Dearer, quote.Total - first.Total, null, Largest(parts.Where(p => p.Amount.Minor > 0)))
        {
            Offsets = Largest(parts.Where(p => p.Amount.Minor < 0).Select(p => (p.Part, -p.Amount))),
        };
    }

    private static PriceCause[] Largest(IEnumerable<(PricePart Part, Money Amount)> parts) => [.. parts.OrderByDescending(p => p.Amount).ThenBy(p => p.Part).Select(p => new PriceCause(p.Part, p.Amount))];

    private static Money FeeOf(Quote quote, FeeKind kind) => quote.Fees.Where(f => f.Kind == kind).Aggregate(Money.Zero(quote.Total.Currency), (sum, fee) => sum + fee.Amount);

    private static PricePart PartOf(FeeKind kind) => kind switch
    {
        FeeKind.Delivery => PricePart.Delivery,
        FeeKind.Packaging => PricePart.Packaging,
        FeeKind.Service => PricePart.Service,
        _ => PricePart.SmallOrder,
    };
}
