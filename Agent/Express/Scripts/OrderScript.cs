using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;

namespace Agent.Express.Scripts;

/// <summary>Puts items into the basket, changes and removes them; then delivery, then the quote.</summary>
internal static class OrderScript
{
    public static async Task Run(ExpressTurn turn)
    {
        var wishes = turn.Utterance.Wishes;

        if (turn.Utterance.Unclear)
        {
            turn.Say("order.unclear");
            return;
        }

        if (turn.Utterance.Partly)
        {
            AskWhole(turn);
            return;
        }

        if (turn.Answers["store"] == "keep")
        {
            turn.Say("store.kept");
            return;
        }

        if (Impossible(wishes) is { } impossible)
        {
            turn.Refuse(new Refusal(wishes[impossible].Quantity <= 0 ? RefusalCode.QuantityInvalid : RefusalCode.QuantityTooLarge));
            turn.Expect($"count:{impossible}", turn.Utterance);
            return;
        }

        // Where it goes to decides which stores there are.
        var delivering = turn.Utterance.TouchesDelivery ? DeliveryScript.Set(turn) : null;
        BasketView? basket = null;
        if (NeedsBasket(wishes))
        {
            var viewed = await turn.Call<BasketView>("view_basket");
            if (!viewed.Ok)
            {
                turn.Refuse(viewed.Refusal);
                return;
            }

            basket = viewed.Value;
            if (basket.Lines.Count == 0 && wishes is [{ Kind: WishKind.Add, Quantity: { } count, Reference: null, Ordinal: null, FullWords.Length: 0 }])
            {
                turn.Say("order.of_what", ("count", count));
                turn.Expect("what", turn.Utterance);
                return;
            }
        }

        // What a model has begun is measured against the basket that the person spoke of.
        var isBegun = turn.Takeover is { Basket: not null };
        var changes = await Changes(turn, wishes, isBegun ? turn.State.Basket ?? basket : basket);
        if (changes is null) return;
        if (isBegun && !turn.Takeover!.TryGoOn(turn.State.Basket, changes))
        {
            TakeoverScript.Basket(turn);
            return;
        }

        if (changes.Count == 0 && !isBegun && !turn.Utterance.TouchesDelivery)
        {
            turn.Say("order.what");
            return;
        }

        var updating = changes.Count > 0 ? turn.Call<BasketView>("update_basket", ("changes", changes)) : null;
        var updated = updating is null ? default : await updating;
        if (updating is not null && !updated.Ok)
        {
            await Refused(turn, updated.Refusal);
            return;
        }

        var delivered = delivering is null ? default : await delivering;
        if (delivering is not null && !delivered.Ok)
        {
            await DeliveryScript.Refused(turn, delivered.Refusal);
            return;
        }

        var view = turn.Basket!;
        if (view.Lines.Count == 0)
        {
            turn.Say("basket.now_empty");
            return;
        }

        // A step on the way ("add…", "without…") shows the basket; what sets out to order, or changes what was priced, is priced.
        if (basket is null || turn.State.Withdrawn is not null || turn.State.Comparison is not null || delivering is not null || turn.Utterance.Prefer is not null) await QuoteScript.Quote(turn, view);
        else BasketScript.Show(turn, view, "basket.changed");
    }

    /// <summary>A count that no search is needed to refuse.</summary>
    private static int? Impossible(IReadOnlyList<Wish> wishes)
    {
        for (var i = 0; i < wishes.Count; i++)
            if (wishes[i] is { Kind: WishKind.Add, FullWords.Length: > 0, Quantity: <= 0 or >= 1000 }) return i;
        return null;
    }

    /// <summary>One order comes from one store: of what several have, the person says what comes first.</summary>
    private static bool OneStore(ExpressTurn turn, List<(int Number, MenuHit Item, IReadOnlyList<string> Choices)> found)
    {
        var stores = found.GroupBy(f => f.Item.StoreId, StringComparer.Ordinal).ToList();
        if (stores.Count < 2) return true;
        if (turn.Answers["stores"] is { } chosen)
        {
            found.RemoveAll(f => f.Item.StoreId != chosen);
            return true;
        }

        turn.Ask("stores", [.. stores.Select(s => new QuestionChoice(s.Key, turn.Word("store.part", ("items", Wording.Phrases.And([.. s.Select(f => f.Item.Name)], turn.Language)), ("store", s.First().Item.StoreName))))], turn.Word("store.several"));
        return false;
    }

    private static bool NeedsBasket(IReadOnlyList<Wish> wishes)
    {
        foreach (var wish in wishes)
            if (wish.Kind != WishKind.Add || wish.Onto || wish.FullWords.Length == 0 || wish.Reference is not null) return true;
        return false;
    }

    /// <returns>Null where something had to be asked or said first.</returns>
    private static async Task<List<BasketChange>?> Changes(ExpressTurn turn, IReadOnlyList<Wish> wishes, BasketView? basket)
    {
        var adds = new List<(int Number, Wish Wish)>();
        var others = new List<(int Number, Wish Wish)>();
        for (var i = 0; i < wishes.Count; i++) (IsNew(wishes[i], basket) ? adds : others).Add((i, wishes[i]));

        var changes = new List<BasketChange>();
        if (turn.Answers["store"] == "new") changes.Add(new(BasketAction.Clear));
        foreach (var (number, wish) in others)
        {
            if (!LineChanges.Of(turn, number, wish, basket!, changes)) return null;
        }

        // What replaces a line takes over its count.
        var found = await ItemChoice.Resolve(turn, adds);
        if (found is null || !OneStore(turn, found)) return null;
        foreach (var (number, item, choices) in found)
        {
            var wish = wishes[number];
            var quantity = wish.Quantity ?? Replaced(wishes, number, turn, basket);
            changes.Add(new(BasketAction.Add, ItemId: item.ItemId, Choices: choices.Count == 0 ? null : choices, Quantity: quantity is null ? null : (int)Math.Clamp(quantity.Value, int.MinValue, int.MaxValue)));
        }

        return changes;
    }

    private static bool IsNew(Wish wish, BasketView? basket) =>
        wish.Kind == WishKind.Add && wish.FullWords.Length > 0 && (wish.Words.Length > 0 || wish.Quantity is not null)
        && !((wish.Reference == "more" || wish.Onto) && basket is not null && LineChanges.Named(basket, wish).Count > 0);

    private static long? Replaced(IReadOnlyList<Wish> wishes, int number, ExpressTurn turn, BasketView? basket)
    {
        if (basket is null) return null;
        var swap = wishes.FirstOrDefault(w => w.Kind == WishKind.Swap);
        return swap is null || wishes.Count(w => w.Kind == WishKind.Add) != 1 ? null : LineChanges.Find(turn, number, swap, basket) is [var line] ? line.Quantity : null;
    }

    /// <summary>Half a cup is not sold; how many whole ones is not for the agent to say.</summary>
    private static void AskWhole(ExpressTurn turn)
    {
        var wishes = turn.Utterance.Wishes;
        for (var i = 0; i < wishes.Count; i++)
        {
            if (wishes[i] is not { FullWords.Length: > 0, Quantity: null }) continue;
            turn.Say("order.whole", ("item", wishes[i].FullWords));
            turn.Expect($"count:{i}", turn.Utterance with { Intent = Intent.Order, Partly = false });
            return;
        }

        turn.Say("order.unclear");
    }

    private static async Task Refused(ExpressTurn turn, Refusal refusal)
    {
        turn.Refuse(refusal);
        switch (refusal.Code)
        {
            case RefusalCode.BasketOtherStore:
                turn.Ask("store", [new QuestionChoice("new", refusal.Subject is { } store ? turn.Word("store.new_with", ("store", store)) : turn.Word("store.new")), new QuestionChoice("keep", turn.Word("store.keep"))], turn.Word("store.ask"));
                break;
            case RefusalCode.SoldOut:
                await SearchScript.Similar(turn, refusal.Subject);
                break;
            case RefusalCode.QuantityInvalid or RefusalCode.QuantityTooLarge when turn.Utterance.Wishes is [{ Quantity: not null }]:
                turn.Expect("count:0", turn.Utterance);
                break;
        }
    }
}
