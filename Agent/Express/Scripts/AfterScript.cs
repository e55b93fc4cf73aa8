using Agent.Conversations;
using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Wording;

namespace Agent.Express.Scripts;

/// <summary>What comes after paying: where it is, the orders, cancelling, repeating; and the wallet.</summary>
internal static class AfterScript
{
    public static async Task Track(ExpressTurn turn)
    {
        var order = await turn.Call<OrderView>("track_order");
        if (order.Ok) Tell(turn, order.Value);
        else turn.Refuse(order.Refusal);
    }

    public static async Task List(ExpressTurn turn)
    {
        var orders = await turn.Call<OrderList>("list_orders");
        if (!orders.Ok)
        {
            turn.Refuse(orders.Refusal);
            return;
        }

        if (orders.Value.Orders.Count == 0)
        {
            turn.Say("orders.none");
            return;
        }

        turn.Say("orders.are");
        foreach (var order in orders.Value.Orders.Take(8)) turn.SayText("\n– " + Label(turn, order));
        turn.SayText("\n" + turn.Word("orders.next"));
    }

    public static async Task Cancel(ExpressTurn turn)
    {
        // "Cancel the latte" speaks of the basket while the latte is in it.
        if (turn.Utterance.Wishes.Any(w => w.FullWords.Length > 0 && turn.State.Basket is { } b && LineChanges.Named(b, w).Count > 0))
        {
            await OrderScript.Run(turn.With(turn.Utterance with { Wishes = [.. turn.Utterance.Wishes.Select(w => w with { Kind = Understanding.WishKind.Remove })] }));
            return;
        }

        // An order that was just said to be late is the one that is meant.
        var order = turn.Answers["order"] is null && turn.State.Late is { } late ? late : await Open(turn);
        if (order is not null) await Cancel(turn, order);
    }

    /// <summary>Asks on the platform's terms, for the lines that were named or for all of it.</summary>
    public static async Task Cancel(ExpressTurn turn, OrderView order)
    {
        var asked = await turn.Call<CancellationAsked>("request_cancellation", ("order_id", order.OrderId), ("lines", Lines(turn, order)));
        if (asked.Ok) Ask(turn, asked.Value);
        else turn.Refuse(asked.Refusal);
    }

    /// <summary>"Cancel the latte": removing what is in no basket, and is in the order that was spoken of last.</summary>
    public static bool CancelsLines(ExpressTurn turn) =>
        turn.State is { Order: { State: not (OrderState.Delivered or OrderState.Cancelled) } order } && turn.State.Basket is not { Lines.Count: > 0 }
        && turn.Utterance.Wishes is { Count: > 0 } wishes && wishes.All(w => w.Kind == Understanding.WishKind.Remove && w.FullWords.Length > 0)
        && Lines(turn, order) is not null;

    public static void Ask(ExpressTurn turn, CancellationAsked asked)
    {
        var key = (asked.Lines is null ? "cancel.ask" : "cancel.ask_part") + (asked.Fee.IsZero ? "_free" : "");
        turn.Say(key, ("number", asked.Order.Number), ("items", Phrases.Units(asked.Order.Quote, asked.Lines ?? [], turn.Language)), ("fee", turn.Amount(asked.Fee)), ("refund", turn.Amount(asked.Refund)));
        if (asked.VouchersBack is { } back) turn.Say("cancel.vouchers_back", ("vouchers", Phrases.And(back, turn.Language)));
        if (asked.VouchersEnded is { } ended) turn.Say("cancel.vouchers_ended", ("vouchers", Phrases.And(ended, turn.Language)));
    }

    /// <summary>The open order that is meant; null where it must be asked, or there is none.</summary>
    private static async Task<OrderView?> Open(ExpressTurn turn)
    {
        var open = await turn.Call<OrderList>("list_orders", ("open_only", true));
        if (!open.Ok)
        {
            turn.Refuse(open.Refusal);
            return null;
        }

        IReadOnlyList<OrderView> orders = turn.Answers["order"] is { } answered ? [.. open.Value.Orders.Where(o => o.OrderId == answered)] : open.Value.Orders;
        if (orders.Count == 0) turn.Say(turn.State.Basket is { Lines.Count: > 0 } ? "cancel.none_basket" : "cancel.none");
        if (orders.Count > 1) turn.Ask("order", [.. orders.Select(o => new QuestionChoice(o.OrderId, Label(turn, o)))], turn.Word("cancel.which"));
        return orders.Count == 1 ? orders[0] : null;
    }

    /// <summary>The lines of the order that the person named, with how many; null for none.</summary>
    private static LineChoice[]? Lines(ExpressTurn turn, OrderView order)
    {
        LineChoice[] named = [.. turn.Utterance.Wishes
            .Where(w => w.FullWords.Length > 0)
            .SelectMany(w => order.Quote.Lines.Select((l, i) => (Line: l, Number: i + 1)).Where(l => Names.Covers(l.Line.Name, w.FullWords)).Select(l => new LineChoice(l.Number, w.Quantity is { } units ? (int)Math.Clamp(units, 0, int.MaxValue) : null)))
            .DistinctBy(l => l.Line)];
        return named.Length == 0 ? null : named;
    }

    public static async Task Repeat(ExpressTurn turn)
    {
        var basket = await turn.Call<BasketView>("reorder");
        if (!basket.Ok)
        {
            turn.Refuse(basket.Refusal);
            return;
        }

        if (!turn.Utterance.TouchesDelivery)
        {
            await QuoteScript.Quote(turn, basket.Value);
            return;
        }

        var delivered = await DeliveryScript.Set(turn);
        if (delivered.Ok) await QuoteScript.Quote(turn, delivered.Value);
        else await DeliveryScript.Refused(turn, delivered.Refusal);
    }

    public static async Task Wallet(ExpressTurn turn)
    {
        var wallet = await turn.Call<WalletView>("get_wallet");
        if (!wallet.Ok)
        {
            turn.Refuse(wallet.Refusal);
            return;
        }

        turn.Say("wallet.balance", ("amount", turn.Amount(wallet.Value.Balance)));
        if (wallet.Value.Methods.Count > 0) turn.Say("wallet.methods", ("methods", Phrases.Or([.. wallet.Value.Methods.Select(m => m.Name)], turn.Language)));
    }

    public static string Label(ExpressTurn turn, OrderView order) => turn.Word(
        "orders.line",
        ("number", order.Number),
        ("day", Phrases.Day(Explanation.Local(turn, order.PlacedAt), turn.Language)),
        ("items", Phrases.And([.. order.Quote.Lines.Select(l => turn.Word("line", ("count", l.Quantity), ("item", l.Name)))], turn.Language)),
        ("platform", order.Quote.PlatformName),
        ("total", turn.Amount(order.Quote.Total)),
        ("state", Phrases.And([turn.Word("state." + Explanation.Snake(order.State)), .. Unsettled(turn, order, "orders")], turn.Language)));

    private static void Tell(ExpressTurn turn, OrderView order)
    {
        turn.Say("track." + Explanation.Snake(order.State), ("number", order.Number), ("store", order.Quote.StoreName), ("platform", order.Quote.PlatformName), ("courier", order.Courier ?? turn.Word("track.the_courier")));
        if (order.State == OrderState.Pending) return;
        if (order.Minutes is { } minutes) turn.Say("track.eta", ("time", Phrases.Clock(Explanation.Local(turn, order.ExpectedAt))), ("minutes", minutes));
        if (order.MinutesLate is { } late)
        {
            turn.Say("track.late", ("minutes", late));
            if (order.LateReason is { } reason) turn.Say("track.late_reason", ("reason", reason.TrimEnd('.', '。')));
        }

        if (order.Gone is { } gone) turn.Say("track.gone", ("items", Phrases.Units(order.Quote, gone, turn.Language)));
        if (order.RemakeOf is { } first) turn.Say("track.remake", ("number", first));
        if (!order.Refunded.IsZero) turn.Say("track.refunded", ("amount", turn.Amount(order.Refunded)));
        foreach (var open in Unsettled(turn, order, "track")) turn.SayText(open);
        turn.Say(order.State is OrderState.Delivered or OrderState.Cancelled ? "track.next_ended" : "track.next");
    }

    /// <summary>What is not known yet, or not there yet, in words.</summary>
    private static IEnumerable<string> Unsettled(ExpressTurn turn, OrderView order, string where)
    {
        if (order.Waiting is { } waiting) yield return turn.Word($"{where}.waiting_{Explanation.Snake(waiting)}", ("platform", order.Quote.PlatformName));
        if (order.Refunding is { } refund) yield return turn.Word($"{where}.refunding", ("amount", turn.Amount(refund)));
    }
}
