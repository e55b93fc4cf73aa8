using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Wording;

namespace Agent.Host.Cards;

/// <summary>What came of a yes: paid, still pending, or cancelled.</summary>
internal static class ReceiptCard
{
    public static Card? Draw(ConsentOutcome outcome, Words words, int width) => outcome switch
    {
        ConsentOutcome.Paid paid => Receipt(paid.Order, isPaid: true, words, width),
        ConsentOutcome.Pending pending => Receipt(pending.Order, isPaid: false, words, width),
        ConsentOutcome.Cancelled cancelled => Cancelled(cancelled, words, width),
        _ => null,
    };

    /// <summary>The question before cancelling: what is given up and what flows back.</summary>
    public static Card Draw(CancellationAsked asked, Words words, int width) =>
        QuoteCard.AddChanges(Amounts(new Card(words.Say("cancel.title", ("number", asked.Order.Number)), width), asked.Order, asked.Lines, asked.Fee, asked.Refund, words), asked.Changes, words);

    private static Card Receipt(OrderView order, bool isPaid, Words words, int width)
    {
        var card = new Card($"{words[isPaid ? "receipt.title" : "receipt.pending"]} · {order.Number}", width);
        var quote = order.Quote;
        foreach (var line in quote.Lines) card.Amount(words.Say("line", ("quantity", line.Quantity), ("item", line.Name)), words.Amount(line.Total));
        if (!quote.FeeTotal.IsZero) card.Amount(words["compare.fees"], words.Amount(quote.FeeTotal));
        if (!quote.DiscountTotal.IsZero) card.Amount(words["compare.vouchers"], words.Off(quote.DiscountTotal), Tone.Good);
        List<(string, string)> fields = [(words["receipt.order"], $"{order.Number} · {quote.PlatformName}, {quote.StoreName}")];
        if (isPaid)
        {
            fields.Add((words["receipt.paid_to"], $"{quote.Payee} · {words.SayOr("method." + order.PaymentMethod, order.PaymentMethod)}"));
            fields.Add((words["receipt.at"], $"{words.Day(order.PlacedAt)}, {words.Clock(order.PlacedAt)}"));
            fields.Add((words[quote.Delivery.Pickup ? "receipt.ready" : "receipt.arrives"], words.Window(quote.Delivery.From, order.PromisedBy)));
        }

        return card.Rule().Amount(words["total"], words.Amount(quote.Total), Tone.Strong).Gap().Fields(fields);
    }

    private static Card Cancelled(ConsentOutcome.Cancelled cancelled, Words words, int width) =>
        Amounts(new Card(words.Say("cancelled.title", ("number", cancelled.Order.Number)), width), cancelled.Order, cancelled.Lines, cancelled.Fee, cancelled.Refund, words);

    /// <summary>Of the units that are named, what was paid for them; of the whole, what was paid and has not come back.</summary>
    private static Card Amounts(Card card, OrderView order, IReadOnlyList<LineUnits>? lines, Money fee, Money refund, Words words)
    {
        card.Text($"{order.Quote.PlatformName}, {order.Quote.StoreName}", 0, Tone.Dim);
        if (lines is not null) card.Text(Phrases.Units(order.Quote, lines, words.Language));
        return card
            .Amount(words["cancel.paid"], words.Amount(fee + refund))
            .Amount(words["cancel.fee"], words.Off(fee))
            .Rule()
            .Amount(words["cancel.refund"], words.Amount(refund), Tone.Strong);
    }
}
