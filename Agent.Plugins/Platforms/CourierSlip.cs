using Agent.Plugins.Orders;
using Agent.Plugins.Pricing;

namespace Agent.Plugins.Platforms;

/// <summary>What is printed on the bag, and so read by whoever receives it.</summary>
/// <param name="Recipient">Of a gift.</param>
/// <param name="Total">Null on a gift, as is the price of every line.</param>
public sealed record CourierSlip(string StoreName, string? Recipient, IReadOnlyList<SlipLine> Lines, Money? Total)
{
    /// <param name="gone">Units that are not in the bag any more.</param>
    public static CourierSlip Of(Quote quote, IReadOnlyList<LineUnits> gone)
    {
        var shown = quote.Delivery.Gift is null;
        return new CourierSlip(
            quote.StoreName,
            quote.Delivery.Gift?.Recipient,
            [.. LineUnits.Left(quote, gone).Select(u => (Line: quote.Lines[u.Line - 1], u.Units)).Select(l => new SlipLine(l.Line.Name, l.Line.Choices, l.Units, shown ? l.Line.UnitPrice : null))],
            shown ? quote.Total : null);
    }
}

public sealed record SlipLine(string Name, IReadOnlyList<string> Choices, int Quantity, Money? UnitPrice);
