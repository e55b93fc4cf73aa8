using Agent.Express.Understanding;
using Agent.Plugins.Menu;

namespace Agent.Express.Scripts;

/// <summary>The search for one wish: by all of its words and, where some may be options, without them.</summary>
internal sealed class ItemSearch
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

    public static ItemSearch Start(ExpressTurn turn, int number, Wish wish)
    {
        var search = new ItemSearch { Number = number, Wish = wish };
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
