using Agent.Plugins;
using Agent.Plugins.Baskets;

namespace Agent.Express.Scripts;

/// <summary>Shows and empties the basket.</summary>
internal static class BasketScript
{
    public static async Task View(ExpressTurn turn)
    {
        var viewed = await turn.Call<BasketView>("view_basket");
        if (!viewed.Ok) turn.Refuse(viewed.Refusal);
        else if (viewed.Value.Lines.Count == 0) turn.Say("basket.empty");
        else Show(turn, viewed.Value, "basket.is");
    }

    public static async Task Clear(ExpressTurn turn)
    {
        IReadOnlyList<BasketChange> changes = [new(BasketAction.Clear)];
        var cleared = await turn.Call<BasketView>("update_basket", ("changes", changes));
        if (cleared.Ok) turn.Say("basket.now_empty");
        else turn.Refuse(cleared.Refusal);
    }

    public static void Show(ExpressTurn turn, BasketView basket, string key)
    {
        turn.Say(key, ("store", basket.StoreName));
        Lines(turn, basket);
        if (basket.Estimate is { } estimate) turn.SayText("\n" + turn.Word("basket.estimate", ("amount", turn.Amount(estimate))));
        turn.Say("basket.next");
    }

    public static void Lines(ExpressTurn turn, BasketView basket)
    {
        foreach (var line in basket.Lines) turn.SayText("\n– " + Line(turn, line));
    }

    public static string Line(ExpressTurn turn, BasketViewLine line) =>
        line.Choices.Count == 0
            ? turn.Word("line", ("count", line.Quantity), ("item", line.Name))
            : turn.Word("line.options", ("count", line.Quantity), ("item", line.Name), ("options", string.Join(turn.Language == Language.Chinese ? "、" : ", ", line.Choices)));
}
