using Agent.Host.Terminal;
using Agent.Plugins.Orders;

namespace Agent.Host.Cards;

/// <summary>News of an order as one or two lines, and the list of orders.</summary>
internal static class OrderCard
{
    /// <returns>The line itself, and what stands below it; null when there is no more to say.</returns>
    public static (string Line, string? More) News(OrderChanged news, Words words)
    {
        var order = news.Order;
        var since = order.History.Count > 0 ? order.History[^1].At : news.At;
        var state = Happening(news, words);
        var line = $"{words.Clock(since)}  {words.Say("news.order", ("number", order.Number), ("store", PlainText.Line(order.Quote.StoreName)), ("state", state))}";
        List<string> more = [];
        if (order.MinutesLate is > 0 and var late && IsOpen(order)) more.Add(Late(order, late, news.FreeToCancel, words));
        more.AddRange(Unsettled(order, words));
        return (line, more.Count == 0 ? null : string.Join(' ', more));
    }

    public static Card List(OrderList list, Words words, int width)
    {
        var card = new Card(words["orders.title"], width);
        if (list.Orders.Count == 0) return card.Text(words["orders.none"], 0, Tone.Dim);
        foreach (var order in list.Orders)
        {
            var items = string.Join(words["list.comma"], order.Quote.Lines.Select(l => words.Say("line", ("quantity", l.Quantity), ("item", l.Name))));
            card.Amount($"{order.Number}  {words.Day(order.PlacedAt)}  {order.Quote.StoreName}", words.Amount(order.Quote.Total), IsOpen(order) ? Tone.Strong : Tone.Plain);
            card.Text($"{State(order, words)} · {items}", 8, Tone.Dim);
            foreach (var open in Unsettled(order, words)) card.Text(open, 8);
        }

        return card;
    }

    public static string State(OrderView order, Words words)
    {
        var key = "state." + Words.Key(order.State);
        if (order.State is OrderState.PickedUp && order.Courier is null) key += ".unknown";
        if (order.State is OrderState.Ready or OrderState.Delivered && order.Quote.Delivery.Pickup) key += ".pickup";
        return words.Say(key, ("courier", order.Courier is { } courier ? PlainText.Line(courier) : ""), ("at", words.Clock(order.ExpectedAt)));
    }

    /// <summary>A change of state is told by the state; what else has happened, by itself.</summary>
    private static string Happening(OrderChanged news, Words words)
    {
        var state = State(news.Order, words);
        return news.What is OrderHappening.Refunded or OrderHappening.PartCancelled or OrderHappening.NotCancelled or OrderHappening.ProblemSettled
            ? words.Say("news." + Words.Key(news.What), ("amount", words.Amount(news.Order.Refunded)), ("state", state))
            : state;
    }

    /// <summary>What is not known yet, or not there yet.</summary>
    private static IEnumerable<string> Unsettled(OrderView order, Words words)
    {
        if (order.Waiting is { } waiting) yield return words.Say("waiting." + Words.Key(waiting), ("platform", PlainText.Line(order.Quote.PlatformName)));
        if (order.Refunding is { } refund) yield return words.Say("refunding", ("amount", words.Amount(refund)));
    }

    private static string Late(OrderView order, int minutes, bool free, Words words)
    {
        var said = order.LateReason is { } reason
            ? words.Say("news.late_because", ("minutes", words.Minutes(minutes)), ("at", words.Clock(order.ExpectedAt)), ("reason", PlainText.Line(reason).TrimEnd('.', '。')))
            : words.Say("news.late", ("minutes", words.Minutes(minutes)), ("at", words.Clock(order.ExpectedAt)));
        return $"{said} {words[free ? "news.late_free" : "news.late_next"]}";
    }

    private static bool IsOpen(OrderView order) => order.State is not (OrderState.Delivered or OrderState.Cancelled);
}
