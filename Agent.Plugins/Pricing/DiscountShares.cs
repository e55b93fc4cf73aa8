namespace Agent.Plugins.Pricing;

/// <summary>Which part of each discount falls on which line and fee of a quote.</summary>
public static class DiscountShares
{
    /// <summary>One split a discount, in their order. Where a platform gives none, it is in proportion to what earlier discounts leave of all lines, and once the lines give no more, of the fees. Each sums to its discount, and no line or fee bears more than it is.</summary>
    public static IReadOnlyList<DiscountSplit> Of(Quote quote)
    {
        var lines = quote.Lines.Select(l => l.Total.Minor).ToArray();
        var fees = quote.Fees.Select(f => f.Amount.Minor).ToArray();
        // Those that the platform has split hold whatever order they stand in.
        foreach (var split in quote.Discounts.Select(d => d.Split).OfType<DiscountSplit>())
        {
            Subtract(lines, split.Lines);
            Subtract(fees, split.Fees);
        }

        return [.. quote.Discounts.Select(d => d.Split ?? Proportional(d, lines, fees))];
    }

    /// <summary>Who bears how much of the discounts on each line.</summary>
    public static IReadOnlyList<Bearers> OnLines(Quote quote) => Borne(quote, quote.Lines.Count, split => split.Lines);

    /// <summary>Who bears how much of the discounts on each fee.</summary>
    public static IReadOnlyList<Bearers> OnFees(Quote quote) => Borne(quote, quote.Fees.Count, split => split.Fees);

    /// <summary>Whether what the platform says of its discounts, where it does, fits the quote: each comes to its amount and is split to it.</summary>
    internal static bool AddUp(Quote quote)
    {
        var splits = quote.Discounts.Where(d => d.Split is not null).ToArray();
        return quote.Discounts.All(d => d.How is null || d.How.ComesTo(d.Amount))
            && splits.All(d => d.Split!.Lines.Count == quote.Lines.Count && d.Split.Fees.Count == quote.Fees.Count
                && d.Split.Lines.Concat(d.Split.Fees).All(m => m.Minor >= 0)
                && d.Split.Lines.Concat(d.Split.Fees).Aggregate(Money.Zero(d.Amount.Currency), (sum, m) => sum + m) == d.Amount)
            && quote.Lines.Select((l, i) => splits.Aggregate(l.Total, (left, d) => left - d.Split!.Lines[i])).All(left => left.Minor >= 0)
            && quote.Fees.Select((f, i) => splits.Aggregate(f.Amount, (left, d) => left - d.Split!.Fees[i])).All(left => left.Minor >= 0);
    }

    private static Bearers[] Borne(Quote quote, int count, Func<DiscountSplit, IReadOnlyList<Money>> part)
    {
        var splits = Of(quote);
        return
        [
            .. Enumerable.Range(0, count).Select(i => quote.Discounts.Zip(splits, (discount, split) => Bearers.Of(discount.Funder, part(split)[i])).Aggregate(Bearers.None(quote.Total.Currency), (sum, one) => sum + one)),
        ];
    }

    private static DiscountSplit Proportional(Discount discount, long[] lines, long[] fees)
    {
        Money Of(long minor) => discount.Amount with { Minor = minor };
        var onLines = Apportion.Split(Math.Min(discount.Amount.Minor, lines.Sum()), lines);
        var onFees = Apportion.Split(discount.Amount.Minor - onLines.Sum(), fees);
        var split = new DiscountSplit([.. onLines.Select(Of)], [.. onFees.Select(Of)]);
        Subtract(lines, split.Lines);
        Subtract(fees, split.Fees);
        return split;
    }

    private static void Subtract(long[] left, IReadOnlyList<Money> parts)
    {
        for (var i = 0; i < left.Length; i++) left[i] -= parts[i].Minor;
    }
}
