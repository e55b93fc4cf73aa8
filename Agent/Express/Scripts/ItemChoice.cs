using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;

namespace Agent.Express.Scripts;

/// <summary>From a person's words to exactly one item with its options. Where the words fit several, or none, it asks; it never takes one that was not named.</summary>
internal static class ItemChoice
{
    private const int Shown = 6;

    /// <returns>Null where a question or an answer was said instead.</returns>
    public static async Task<List<(int Number, MenuHit Item, IReadOnlyList<string> Choices)>?> Resolve(ExpressTurn turn, IReadOnlyList<(int Number, Wish Wish)> wishes)
    {
        // All searches go out together.
        var searches = new List<Search>(wishes.Count);
        foreach (var (number, wish) in wishes) searches.Add(Search.Start(turn, number, wish));
        foreach (var search in searches)
            if (!await search.Finish(turn)) return null;

        var store = turn.Answers["store"] == "new" ? null : turn.State.Basket is { Lines.Count: > 0 } basket ? basket.StoreId : searches.Count > 1 ? CommonStore(searches) : null;
        var found = new List<(int, MenuHit, IReadOnlyList<string>)>();
        foreach (var search in searches)
        {
            var item = Pick(turn, search, store);
            if (item is null) return null;
            if (OptionChoice.Of(turn, search.Number, search.Wish, item, search.BareOnly) is not { } choices) return null;
            if (choices.Dropped) continue;
            found.Add((search.Number, item, choices.Ids));
        }

        return found;
    }

    /// <summary>The hit to take; null after asking.</summary>
    private static MenuHit? Pick(ExpressTurn turn, Search search, string? store)
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

        List<MenuHit> pool = [.. result.Hits.Where(h => h.Match == best)];
        Narrow(pool, h => Folding.Mentions(turn.Utterance.Text, h.StoreName));
        Narrow(pool, h => Names.Same(h.Name, search.Query));
        Narrow(pool, h => OptionChoice.HasAll(h, search.Wish));
        Narrow(pool, h => h.OpenNow && !h.SoldOut);
        if (store is not null) Narrow(pool, h => h.StoreId == store);
        if (pool.Count > 1 && turn.Utterance.Prefer == Preference.Cheapest && pool.TrueForAll(h => h.Kind == pool[0].Kind && Names.Same(h.Name, pool[0].Name)))
        {
            // The same thing at several stores, wanted as cheap as possible.
            var least = pool.Min(h => h.From);
            Narrow(pool, h => h.From == least);
        }

        if (pool.Count == 1 && !pool[0].SoldOut) return pool[0];
        Ask(turn, search, pool.Count == 1 ? [.. result.Hits.Where(h => !h.SoldOut)] : pool, pool.Count == 1 ? "item.sold_out" : "item.which");
        return null;
    }

    private static void Ask(ExpressTurn turn, Search search, IReadOnlyList<MenuHit> hits, string key)
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
    private static string? CommonStore(List<Search> searches)
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

    /// <summary>The search for one wish: by all of its words and, where some may be options, without them.</summary>
    private sealed class Search
    {
        private Task<Reply<ItemDetails>>? _item;
        private Task<Reply<MenuSearchResult>>? _full;
        private Task<Reply<MenuSearchResult>>? _bare;

        public required int Number { get; init; }

        public required Wish Wish { get; init; }

        public MenuHit? Answered { get; private set; }

        public MenuSearchResult Result { get; private set; } = null!;

        public string Query { get; private set; } = "";

        /// <summary>The loose words were not part of the name, so they are options.</summary>
        public bool BareOnly { get; private set; }

        public static Search Start(ExpressTurn turn, int number, Wish wish)
        {
            var search = new Search { Number = number, Wish = wish };
            if (turn.Answers[$"item:{number}"] is { } itemId) search._item = turn.Call<ItemDetails>("get_item", ("item_id", itemId));
            else
            {
                search._full = Find(turn, wish.FullWords);
                if (wish.Words.Length > 0 && wish.Words != wish.FullWords) search._bare = Find(turn, wish.Words);
            }

            return search;
        }

        /// <returns>False where a refusal was said.</returns>
        public async Task<bool> Finish(ExpressTurn turn)
        {
            if (_item is not null)
            {
                var item = await _item;
                if (!item.Ok)
                {
                    turn.Refuse(item.Refusal);
                    return false;
                }

                Answered = item.Value.Item;
                BareOnly = !Names.Covers(item.Value.Item.Name, Wish.FullWords);
                return true;
            }

            var full = await _full!;
            var bare = _bare is null ? full : await _bare;
            if (!full.Ok || !bare.Ok)
            {
                turn.Refuse((full.Refusal ?? bare.Refusal)!);
                return false;
            }

            BareOnly = _bare is not null && Best(full.Value) == MatchQuality.Partial && Best(bare.Value) != MatchQuality.Partial;
            (Result, Query) = BareOnly ? (bare.Value, Wish.Words) : (full.Value, Wish.FullWords);
            return true;
        }

        private static Task<Reply<MenuSearchResult>> Find(ExpressTurn turn, string query) =>
            turn.Call<MenuSearchResult>("search_menu", ("query", query), ("dietary", turn.Utterance.Dietary.Count == 0 ? null : turn.Utterance.Dietary), ("max_price_minor", turn.Utterance.MaxPriceMinor), ("limit", 12));

        private static MatchQuality Best(MenuSearchResult result) => result.Hits.Count == 0 || result.Dropped.Count > 0 ? MatchQuality.Partial : result.Hits.Min(h => h.Match);
    }
}
