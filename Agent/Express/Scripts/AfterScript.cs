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

        var orderId = turn.Answers["order"];
        if (orderId is null)
        {
            var open = await turn.Call<OrderList>("list_orders", ("open_only", true));
            if (!open.Ok)
            {
                turn.Refuse(open.Refusal);
                return;
            }

            if (open.Value.Orders.Count == 0)
            {
                turn.Say(turn.State.Basket is { Lines.Count: > 0 } ? "cancel.none_basket" : "cancel.none");
                return;
            }

            if (open.Value.Orders.Count > 1)
            {
                turn.Ask("order", [.. open.Value.Orders.Select(o => new QuestionChoice(o.OrderId, Label(turn, o)))], turn.Word("cancel.which"));
                return;
            }

            orderId = open.Value.Orders[0].OrderId;
        }

        var asked = await turn.Call<CancellationAsked>("request_cancellation", ("order_id", orderId));
        if (asked.Ok) Ask(turn, asked.Value);
        else turn.Refuse(asked.Refusal);
    }

    public static void Ask(ExpressTurn turn, CancellationAsked asked)
    {
        if (asked.Fee.IsZero) turn.Say("cancel.ask_free", ("number", asked.Order.Number), ("refund", turn.Amount(asked.Refund)));
        else turn.Say("cancel.ask", ("number", asked.Order.Number), ("fee", turn.Amount(asked.Fee)), ("refund", turn.Amount(asked.Refund)));
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
        ("state", turn.Word("state." + Explanation.Snake(order.State))));

    private static void Tell(ExpressTurn turn, OrderView order)
    {
        turn.Say("track." + Explanation.Snake(order.State), ("number", order.Number), ("store", order.Quote.StoreName), ("platform", order.Quote.PlatformName), ("courier", order.Courier ?? turn.Word("track.the_courier")));
        if (order.State == OrderState.Pending) return;
        if (order.Minutes is { } minutes) turn.Say("track.eta", ("time", Phrases.Clock(Explanation.Local(turn, order.ExpectedAt))), ("minutes", minutes));
        if (order.MinutesLate is { } late)
        {
            turn.Say("track.late", ("minutes", late));
            if (order.LateReason is { } reason) turn.Say("track.late_reason", ("reason", reason));
        }

        if (!order.Refunded.IsZero) turn.Say("track.refunded", ("amount", turn.Amount(order.Refunded)));
        turn.Say(order.State is OrderState.Delivered or OrderState.Cancelled ? "track.next_ended" : "track.next");
    }
}
