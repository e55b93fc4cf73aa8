using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins.Menu;

namespace Agent.Express.Scripts;

/// <summary>From a person's words to exactly one item with its options. Where the words fit several, or none, it asks; it never takes one that was not named.</summary>
internal static class ItemChoice
{
    private const int Shown = 6;

    /// <returns>Null where a question or an answer was said instead.</returns>
    public static async Task<List<(int Number, MenuHit Item, IReadOnlyList<string> Choices)>?> Resolve(ExpressTurn turn, IReadOnlyList<(int Number, Wish Wish)> wishes)
    {
        // All searches go out together.
        var searches = new List<ItemSearch>(wishes.Count);
        foreach (var (number, wish) in wishes) searches.Add(ItemSearch.Start(turn, number, wish));
        foreach (var search in searches)
            if (!await search.Finish(turn)) return null;

        var store = turn.Answers["store"] == "new" ? null : turn.State.Basket is { Lines.Count: > 0 } basket ? basket.StoreId : searches.Count > 1 ? CommonStore(searches) : null;
        var found = new List<(int, MenuHit, IReadOnlyList<string>)>();
        foreach (var search in searches)
        {
            var item = await Pick(turn, search, store, searches.Count == 1);
            if (item is null) return null;
            if (OptionChoice.Of(turn, search.Number, search.Wish, item, search.BareOnly) is not { } choices) return null;
            if (choices.Dropped) continue;
            found.Add((search.Number, item, choices.Ids));
        }

        return found;
    }

    /// <summary>The hit to take; null after asking.</summary>
    private static async Task<MenuHit?> Pick(ExpressTurn turn, ItemSearch search, string? store, bool alone)
    {
        if (search.Answered is { } answered) return answered;
        var result = search.Result;
        if (result.Hits.Count == 0)
        {
            turn.Say(result.Unreachable.Count > 0 ? "item.none_unreachable" : "item.none", ("item", search.Wish.FullWords), ("platforms", Wording.Phrases.And(result.Unreachable, turn.Language)));
            turn.Say("item.none_next");
            return null;
        }

        var best = result.Hits[0].Match;
        foreach (var hit in result.Hits)
            if (hit.Match < best) best = hit.Match;

        // What only resembles the words, or fails a filter that was asked for, is shown as such and never taken.
        if (best == MatchQuality.Partial || result.Dropped.Count > 0)
        {
            Ask(turn, search, result.Hits, result.Dropped.Count > 0 ? "item.filter_dropped" : "item.near");
            return null;
        }

        // What was asked to be without it is not offered with it in its name.
        var with = turn.Utterance.Excluded is { } excluded ? result.Hits.Where(h => Names.Holds(h.Name, excluded)).ToHashSet() : [];
        if (with.Count == result.Hits.Count)
        {
            Ask(turn, search, result.Hits, "item.filter_dropped");
            return null;
        }

        // Mended words are only taken where they name the item after all.
        List<MenuHit> pool = [.. result.Hits.Where(h => h.Match == best && !with.Contains(h) && (best != MatchQuality.Close || Names.Covers(h.Name, search.Query)))];
        if (pool.Count == 0)
        {
            Ask(turn, search, [.. result.Hits.Where(h => !with.Contains(h))], "item.near");
            return null;
        }

        Narrow(pool, h => Folding.Mentions(turn.Utterance.Text, h.StoreName));
        Narrow(pool, h => Names.Same(h.Name, search.Query));
        Narrow(pool, h => OptionChoice.HasAll(h, search.Wish));
        Narrow(pool, h => h.OpenNow && !h.SoldOut);
        if (store is not null) Narrow(pool, h => h.StoreId == store);
        if (pool.Count == 1 && pool[0].SoldOut)
        {
            await SoldOut(turn, search, pool[0]);
            return null;
        }

        if (pool.Count == 1) return pool[0];

        // The same thing at several stores, with a wish for what comes first: what each would really cost decides.
        if (alone && turn.Utterance.Prefer is not null && pool.TrueForAll(h => h.Kind == pool[0].Kind && Names.Same(h.Name, pool[0].Name)) && await StoreChoice.Best(turn, search, pool) is { } chosen) return chosen;
        Ask(turn, search, pool, "item.which");
        return null;
    }

    private static async Task SoldOut(ExpressTurn turn, ItemSearch search, MenuHit item)
    {
        List<MenuHit> others = [.. search.Result.Hits.Where(h => !h.SoldOut && h.OpenNow && h.Match != MatchQuality.Partial)];
        if (others.Count == 0) others = await SearchScript.Instead(turn, item);
        if (others.Count > 0) Ask(turn, search, others, "item.sold_out");
        else turn.Say("item.sold_out_all", ("item", search.Wish.FullWords));
    }

    private static void Ask(ExpressTurn turn, ItemSearch search, IReadOnlyList<MenuHit> hits, string key)
    {
        List<QuestionChoice> choices = [.. hits.Take(Shown).Select(h => new QuestionChoice(h.ItemId, Label(turn, h)))];
        var text = turn.Word(key, ("item", search.Wish.FullWords));
        if (choices.Count == 0) turn.SayText(text);
        else turn.Ask($"item:{search.Number}", choices, text);
    }

    public static string Label(ExpressTurn turn, MenuHit hit) =>
        turn.Word(hit.SoldOut ? "item.label_sold_out" : hit.OpenNow ? "item.label" : "item.label_closed", ("item", hit.Name), ("store", hit.StoreName), ("price", turn.Amount(hit.From)));

    private static void Narrow(List<MenuHit> pool, Predicate<MenuHit> keeps)
    {
        if (pool.Count > 1 && pool.Exists(keeps)) pool.RemoveAll(h => !keeps(h));
    }

    /// <summary>The only store that has a good match for each of several items.</summary>
    private static string? CommonStore(List<ItemSearch> searches)
    {
        HashSet<string>? common = null;
        foreach (var search in searches)
        {
            if (search.Answered is { } answered)
            {
                common = common is null || common.Contains(answered.StoreId) ? [answered.StoreId] : [];
                continue;
            }

            var stores = search.Result.Hits.Where(h => h.Match != MatchQuality.Partial && h.OpenNow && !h.SoldOut).Select(h => h.StoreId).ToHashSet(StringComparer.Ordinal);
            if (common is null) common = stores;
            else common.IntersectWith(stores);
        }

        return common is { Count: 1 } ? common.First() : null;
    }
}
