using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;

namespace Agent.Host.Cards;

/// <summary>What came of a yes: paid, still pending, or cancelled.</summary>
internal static class ReceiptCard
{
    public static Card? Draw(ConsentOutcome outcome, Words words, int width) => outcome switch
    {
        ConsentOutcome.Paid paid => Paid(paid.Order, words["receipt.title"], words, width),
        ConsentOutcome.Pending pending => Paid(pending.Order, words["receipt.pending"], words, width).Text(words.Say("receipt.waits", ("name", pending.WaitsFor)), 0, Tone.Dim),
        ConsentOutcome.Cancelled cancelled => Cancelled(cancelled, words, width),
        _ => null,
    };

    /// <summary>The question before cancelling: what is given up and what flows back.</summary>
    public static Card Draw(CancellationAsked asked, Words words, int width) =>
        Amounts(new Card(words.Say("cancel.title", ("number", asked.Order.Number)), width), asked.Order, asked.Fee, asked.Refund, words);

    private static Card Paid(OrderView order, string title, Words words, int width)
    {
        var card = new Card($"{title} · {order.Number}", width);
        var quote = order.Quote;
        foreach (var line in quote.Lines) card.Amount(words.Say("line", ("quantity", line.Quantity), ("item", line.Name)), words.Amount(line.Total));
        if (!quote.FeeTotal.IsZero) card.Amount(words["compare.fees"], words.Amount(quote.FeeTotal));
        if (!quote.DiscountTotal.IsZero) card.Amount(words["compare.vouchers"], words.Off(quote.DiscountTotal), Tone.Good);
        return card.Rule().Amount(words["total"], words.Amount(quote.Total), Tone.Strong).Gap().Fields(
            (words["receipt.order"], $"{order.Number} · {order.Quote.PlatformName}, {order.Quote.StoreName}"),
            (words["receipt.paid_to"], $"{order.Quote.Payee} · {words.SayOr("method." + order.PaymentMethod, order.PaymentMethod)}"),
            (words["receipt.at"], $"{words.Day(order.PlacedAt)}, {words.Clock(order.PlacedAt)}"),
            (words[order.Quote.Delivery.Pickup ? "receipt.ready" : "receipt.arrives"], words.Window(order.Quote.Delivery.From, order.PromisedBy)));
    }

    private static Card Cancelled(ConsentOutcome.Cancelled cancelled, Words words, int width) =>
        Amounts(new Card(words.Say("cancelled.title", ("number", cancelled.Order.Number)), width), cancelled.Order, cancelled.Fee, cancelled.Refund, words);

    private static Card Amounts(Card card, OrderView order, Money fee, Money refund, Words words) =>
        card.Text($"{order.Quote.PlatformName}, {order.Quote.StoreName}", 0, Tone.Dim)
            .Amount(words["cancel.paid"], words.Amount(order.Quote.Total))
            .Amount(words["cancel.fee"], words.Off(fee))
            .Rule()
            .Amount(words["cancel.refund"], words.Amount(refund), Tone.Strong);
}
