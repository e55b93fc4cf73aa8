using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins.Menu;

namespace Agent.Express.Scripts;

/// <summary>What there is: by words and filters; and what a bare name may mean.</summary>
internal static class SearchScript
{
    private const int Shown = 6;

    public static async Task Run(ExpressTurn turn)
    {
        var said = turn.Utterance;
        var query = string.Join(' ', said.Wishes.Select(w => w.FullWords).Where(w => w.Length > 0));
        if (query.Length == 0 && said.Wishes.Any(w => w.Quantity is not null))
        {
            // A question about numbers.
            await TalkScript.Run(turn);
            return;
        }

        // Who asks for vegetarian things and names none means something to eat.
        var category = query.Length == 0 && said.Dietary.Any(d => d is "vegetarian" or "vegan" or "halal") ? said.Category ?? Category.Meal : said.Category;
        var found = await Find(turn, category is not null && OnlyCategory(said) ? "" : query, OnlyCategory(said) ? category : null);
        if (!found.Ok) turn.Refuse(found.Refusal);
        else if (query.Length > 0 && !OnlyCategory(said) && found.Value.Dropped.Count == 0 && found.Value.Hits.All(h => h.Match == MatchQuality.Partial)) await Unknown(turn, query, found.Value);
        else Show(turn, found.Value);
    }

    /// <summary>Only a name was written: offered where there is such an item; otherwise the answer says what can be done here.</summary>
    public static async Task Mention(ExpressTurn turn)
    {
        var words = string.Join(' ', turn.Utterance.Wishes.Select(w => w.FullWords).Where(w => w.Length > 0));
        if (turn.Utterance.Category is not null && OnlyCategory(turn.Utterance))
        {
            await Run(turn);
            return;
        }

        if (words.Length is 0 or > 60)
        {
            await TalkScript.Run(turn);
            return;
        }

        var found = await Find(turn, words, null);
        if (!found.Ok)
        {
            turn.Refuse(found.Refusal);
            return;
        }

        if (found.Value.Hits.Any(h => h.Match != MatchQuality.Partial)) Show(turn, found.Value);
        else await TalkScript.Run(turn);
    }

    /// <summary>Some of the words of a short name are shown as such; of a long sentence they mean nothing.</summary>
    private static async Task Unknown(ExpressTurn turn, string query, MenuSearchResult result)
    {
        if (result.Hits.Count == 0) Show(turn, result);
        else if (Unit.Split(query).FindAll(u => u.Kind == UnitKind.Word).Count > 3) await TalkScript.Run(turn);
        else Choose(turn, result.Hits, turn.Word("item.near", ("item", query)));
    }

    /// <summary>Other items like one that cannot be had.</summary>
    public static async Task Similar(ExpressTurn turn, string? name)
    {
        var item = turn.State.Search?.Hits.FirstOrDefault(h => h.Name == name);
        if (item is null) return;
        var hits = await Instead(turn, item);
        if (hits.Count > 0) Choose(turn, hits, turn.Word("item.similar", ("item", item.Name)));
    }

    /// <summary>What the same store has of the same category now, otherwise what others have.</summary>
    public static async Task<List<MenuHit>> Instead(ExpressTurn turn, MenuHit item)
    {
        foreach (var store in new[] { item.StoreId, null })
        {
            var found = await turn.Call<MenuSearchResult>("search_menu", ("query", ""), ("category", item.Category), ("open_now", true), ("store_id", store), ("dietary", turn.Utterance.Dietary.Count == 0 ? null : turn.Utterance.Dietary), ("limit", Shown));
            if (!found.Ok) return [];
            List<MenuHit> hits = [.. found.Value.Hits.Where(h => !h.SoldOut && h.OpenNow && h.ItemId != item.ItemId)];
            if (hits.Count > 0 && found.Value.Dropped.Count == 0) return hits;
        }

        return [];
    }

    /// <summary>By all words and, where they name nothing, without those that may be options; never what was asked to be without.</summary>
    private static async Task<Reply<MenuSearchResult>> Find(ExpressTurn turn, string query, string? category)
    {
        var found = await Search(turn, query, category);
        var bare = string.Join(' ', turn.Utterance.Wishes.Select(w => w.Words).Where(w => w.Length > 0));
        if (found.Ok && query.Length > 0 && bare.Length > 0 && bare != query && found.Value.Hits.All(h => h.Match == MatchQuality.Partial)) found = await Search(turn, bare, category);
        if (!found.Ok || turn.Utterance.Excluded is not { } excluded) return found;
        List<MenuHit> hits = [.. found.Value.Hits.Where(h => !Names.Holds(h.Name, excluded))];
        return new Reply<MenuSearchResult>(found.Value with { Hits = hits, Total = found.Value.Total - found.Value.Hits.Count + hits.Count }, null);
    }

    private static Task<Reply<MenuSearchResult>> Search(ExpressTurn turn, string query, string? category) =>
        turn.Call<MenuSearchResult>(
            "search_menu",
            ("query", query),
            ("category", category),
            ("max_price_minor", turn.Utterance.MaxPriceMinor),
            ("dietary", turn.Utterance.Dietary.Count == 0 ? null : turn.Utterance.Dietary),
            ("sort", turn.Utterance.Prefer switch { Plugins.Pricing.Preference.Cheapest => "price", Plugins.Pricing.Preference.Fastest => "time", Plugins.Pricing.Preference.BestRated => "rating", _ => null }),
            ("limit", Shown));

    private static void Show(ExpressTurn turn, MenuSearchResult result)
    {
        if (result.Hits.Count == 0)
        {
            turn.Say("search.none");
            turn.Say("search.none_next");
        }
        else
        {
            Choose(turn, result.Hits, result.Dropped.Count > 0 ? turn.Word("search.near") : turn.Count("search.found", result.Total));
        }

        if (result.Unreachable.Count > 0) turn.SayText("\n" + turn.Word("search.unreachable", ("platforms", Wording.Phrases.And(result.Unreachable, turn.Language))));
        if (Script.NamesAllergen(turn) && result.Dropped.Count == 0) turn.SayText("\n" + turn.Word("search.allergen"));
    }

    /// <summary>Lists the hits so that "the second one" orders it.</summary>
    private static void Choose(ExpressTurn turn, IReadOnlyList<MenuHit> hits, string text)
    {
        List<QuestionChoice> choices = [.. hits.Take(Shown).Select(h => new QuestionChoice(h.ItemId, ItemChoice.Label(turn, h)))];
        var wish = new Wish(WishKind.Add, hits[0].Name, hits[0].Name, null, [], [], [], null, null);
        if (turn.Utterance.Wishes is [var said])
        {
            // How it was asked for holds for what is chosen.
            var loose = hits.Any(h => Names.Covers(h.Name, said.FullWords)) ? [] : said.Loose;
            wish = wish with { Choices = [.. said.Choices, .. loose], Without = said.Without };
        }

        var order = new Utterance { Intent = Intent.Order, Wishes = [wish], Prefer = turn.Utterance.Prefer };
        turn.Ask("item:0", choices, text, order);
    }

    private static bool OnlyCategory(Utterance said) => said.Wishes.All(w => w.FullWords.Length == 0 || w.OnlyCategory);
}
