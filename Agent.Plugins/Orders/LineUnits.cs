using Agent.Plugins.Pricing;

namespace Agent.Plugins.Orders;

/// <summary>Some units of one line of an order.</summary>
/// <param name="Line">1 for the first line of its quote.</param>
/// <param name="Units">At least 1.</param>
public sealed record LineUnits(int Line, int Units)
{
    /// <summary>Both together, by line.</summary>
    public static IReadOnlyList<LineUnits> Sum(IEnumerable<LineUnits> one, IEnumerable<LineUnits> other) =>
        [.. one.Concat(other).GroupBy(u => u.Line).Select(g => new LineUnits(g.Key, checked(g.Sum(u => u.Units)))).OrderBy(u => u.Line)];

    /// <summary>What a quote's lines still hold without the units that are gone.</summary>
    public static IReadOnlyList<LineUnits> Left(Quote quote, IReadOnlyList<LineUnits> gone) =>
        [.. quote.Lines.Select((l, i) => new LineUnits(i + 1, l.Quantity - gone.Where(g => g.Line == i + 1).Sum(g => g.Units))).Where(u => u.Units > 0)];

    /// <summary>Why the units cannot be taken from what is left; null when they can.</summary>
    public static Refusal? Check(Quote quote, IReadOnlyList<LineUnits> gone, IReadOnlyList<LineUnits> units)
    {
        var left = Left(quote, gone);
        foreach (var wanted in units)
        {
            if (wanted.Line < 1 || wanted.Line > quote.Lines.Count || left.All(l => l.Line != wanted.Line)) return new Refusal(RefusalCode.OrderLineUnknown) { Choices = [.. left.Select(l => quote.Lines[l.Line - 1].Name)] };
            var name = quote.Lines[wanted.Line - 1].Name;
            if (wanted.Units <= 0) return new Refusal(RefusalCode.QuantityInvalid) { Subject = name };
            var there = left.First(l => l.Line == wanted.Line).Units;
            if (units.Where(u => u.Line == wanted.Line).Sum(u => (long)u.Units) > there) return new Refusal(RefusalCode.OrderLineUnknown) { Subject = name, Count = there };
        }

        return null;
    }
}
