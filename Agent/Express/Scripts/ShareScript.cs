using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Wording;

namespace Agent.Express.Scripts;

/// <summary>A text for whoever receives an order. No amount is in it.</summary>
internal static class ShareScript
{
    public static async Task Run(ExpressTurn turn)
    {
        var shared = await turn.Call<SharedOrder>("share_order");
        if (shared.Ok) Tell(turn, shared.Value);
        else turn.Refuse(shared.Refusal);
    }

    private static void Tell(ExpressTurn turn, SharedOrder order)
    {
        turn.Say(order.Recipient is null ? "share.intro" : "share.intro_for", ("recipient", order.Recipient));
        var key = "share." + Explanation.Snake(order.State);
        if (order is { Pickup: true, State: OrderState.Ready }) key += "_pickup";
        var lines = order.Lines.Select(l => l.Choices.Count == 0
            ? turn.Word("line", ("count", l.Quantity), ("item", l.Name))
            : turn.Word("line.options", ("count", l.Quantity), ("item", l.Name), ("options", string.Join(turn.Language == Language.Chinese ? "、" : ", ", l.Choices))));
        List<string> said = [turn.Word(key, ("store", order.StoreName), ("items", Phrases.And([.. lines], turn.Language)), ("courier", order.Courier ?? turn.Word("track.the_courier")))];
        if (order.Minutes is not null) said.Add(turn.Word(order.Pickup ? "share.eta_pickup" : "share.eta", ("time", Phrases.Clock(Explanation.Local(turn, order.ExpectedAt)))));
        if (order.LateReason is { } reason) said.Add(turn.Word("share.late", ("reason", reason)));
        turn.SayText("\n" + string.Join(turn.Language == Language.Chinese ? "" : " ", said));
    }
}
