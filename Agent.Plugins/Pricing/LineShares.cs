using Agent.Plugins.Orders;

namespace Agent.Plugins.Pricing;

/// <summary>What each unit of a quote's lines was worth, and who paid how much of it. Discounts lie on the lines as <see cref="DiscountShares"/> says, and on a line's units by what earlier ones left of them.</summary>
/// <remarks>Units of a line count in order, the cancelled ones first, so that parts that are given back one after the other add up to the whole exactly, and none is ever negative.</remarks>
public sealed class LineShares
{
    private readonly Quote _quote;

    /// <summary>By line, then by unit, then by discount.</summary>
    private readonly long[][][] _discounts;

    private LineShares(Quote quote, long[][][] discounts) => (_quote, _discounts) = (quote, discounts);

    public static LineShares Of(Quote quote)
    {
        var splits = DiscountShares.Of(quote);
        var left = quote.Lines.Select(l => Enumerable.Repeat(l.UnitPrice.Minor, l.Quantity).ToArray()).ToArray();
        var shares = quote.Lines.Select(l => Enumerable.Range(0, l.Quantity).Select(_ => new long[quote.Discounts.Count]).ToArray()).ToArray();
        for (var discount = 0; discount < splits.Count; discount++)
        {
            for (var line = 0; line < left.Length; line++)
            {
                var byUnit = Apportion.Split(splits[discount].Lines[line].Minor, left[line]);
                for (var unit = 0; unit < byUnit.Length; unit++)
                {
                    shares[line][unit][discount] = byUnit[unit];
                    left[line][unit] -= byUnit[unit];
                }
            }
        }

        return new LineShares(quote, shares);
    }

    /// <summary>The quote's discounts less what lies on the units that are gone: what fees bear is in it.</summary>
    public IReadOnlyList<Discount> Rest(IReadOnlyList<LineUnits> gone) =>
        [.. _quote.Discounts.Zip(Share([], gone).Discounts, (all, part) => all with { Amount = all.Amount - part.Amount })];

    /// <summary>Of those units, which follow the ones that are gone.</summary>
    public UnitsShare Share(IReadOnlyList<LineUnits> gone, IReadOnlyList<LineUnits> units)
    {
        var goods = Money.Zero(_quote.Total.Currency);
        var discounts = new long[_quote.Discounts.Count];
        foreach (var part in units)
        {
            var before = gone.Where(g => g.Line == part.Line).Sum(g => g.Units);
            goods += _quote.Lines[part.Line - 1].UnitPrice * part.Units;
            for (var unit = before; unit < before + part.Units; unit++)
            {
                for (var i = 0; i < discounts.Length; i++) discounts[i] += _discounts[part.Line - 1][unit][i];
            }
        }

        return new UnitsShare(goods, [.. _quote.Discounts.Select((d, i) => d with { Amount = d.Amount with { Minor = discounts[i] } })]);
    }
}

/// <param name="Goods">At list price.</param>
/// <param name="Discounts">The quote's, each with the part of it that lies on these units.</param>
public sealed record UnitsShare(Money Goods, IReadOnlyList<Discount> Discounts)
{
    /// <summary>What the person paid for them.</summary>
    public Money Paid => Discounts.Aggregate(Goods, (left, d) => left - d.Amount);
}
