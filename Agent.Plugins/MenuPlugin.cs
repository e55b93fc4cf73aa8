using System.ComponentModel;
using Agent.Plugins.Menu;
using Agent.Plugins.Menu.Search;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;

namespace Agent.Plugins;

/// <summary>Finds items and stores over all platforms. Reads only.</summary>
public sealed class MenuPlugin(TurnContext turn, MenuIndex index, PlatformDirectory platforms, IDatabase database)
{
    private const int UsualLimit = 10;
    private const int MostHits = 50;
    private const int MostAnswers = 200;

    [Description("Finds dishes, drinks and products that can be had where the person is. Returns items best first, with their options and on which platforms they are sold.")]
    public async Task<Outcome<MenuSearchResult>> SearchMenu(
        [Description("What to look for, in the person's own words; empty to list everything that passes the filters.")] string query,
        [Description("milk_tea, coffee, meal, fresh, supermarket or new_year.")] string? category = null,
        [Description("Highest price of the item before options, in minor units (fen).")] long? maxPriceMinor = null,
        [Description("Each one of vegetarian, vegan, halal, caffeine_free, sugar_free, spicy, or no_ with an allergen: no_milk, no_egg, no_gluten, no_soy, no_peanut, no_nuts, no_sesame, no_fish, no_shellfish, no_celery, no_mustard.")] string[]? dietary = null,
        [Description("Only stores that are open now.")] bool? openNow = null,
        [Description("The order of the results.")] MenuSort? sort = null,
        [Description("Most results, 1 to 50; 10 when absent.")] int? limit = null,
        [Description("Only items of this store.")] string? storeId = null,
        CancellationToken cancellationToken = default)
    {
        if (MenuWords.CheckCategory(category) is { } badCategory) return badCategory;
        if (MenuWords.ReadDietary(dietary, out var marks) is { } badMark) return badMark;
        var filters = new MenuFilters(category, maxPriceMinor, marks, openNow ?? false, storeId);
        while (true)
        {
            var (snapshot, unread) = await index.GetAsync(cancellationToken);
            var scope = await ReadScopeAsync(cancellationToken);
            var search = new MenuSearch(snapshot, scope, turn.Now);
            var parsed = search.Parse(query);
            var (answers, silent) = await AskAsync(parsed, scope, category, cancellationToken);
            if (NothingAnswered(snapshot, unread.Count + silent.Count)) return NobodyAnswers();
            if (search.Run(parsed, filters, sort ?? MenuSort.Relevance, Math.Clamp(limit ?? UsualLimit, 1, MostHits), answers) is not { } outcome) continue;
            var hits = outcome.Found.Select(f => MenuViews.Hit(f, turn.Language, turn.Now)).ToArray();
            return new MenuSearchResult(parsed.Text, hits, outcome.Total, [.. unread.Concat(silent).Order(StringComparer.Ordinal)], outcome.Dropped);
        }
    }

    [Description("One item as it is now: its options, allergens, and its price and stock on each platform.")]
    public async Task<Outcome<ItemDetails>> GetItem([Description("The id of an item that a search returned.")] string itemId, CancellationToken cancellationToken = default)
    {
        var unknown = new Refusal(RefusalCode.ItemUnknown) { Subject = Words.Clean(itemId, MenuQuery.LongestText) };
        if (await index.FindStoreIdAsync(itemId, cancellationToken) is not { } storeId)
        {
            var (snapshot, unread) = await index.GetAsync(cancellationToken);
            return snapshot.Items.Count == 0 && unread.Count > 0 ? NobodyAnswers() : unknown;
        }

        var answers = await platforms.AskAsync(_ => true, (p, ct) => p.GetStoreAsync(storeId, ct), cancellationToken);
        var listings = answers.Where(a => a.Value is not null).SelectMany(a => Listing.Of(a.Platform, [a.Value!])).Where(l => l.Item.Id == itemId).OrderBy(l => l.Item.Price.Minor).ThenBy(l => l.Platform.Id, StringComparer.Ordinal).ToArray();
        if (listings.Length == 0) return answers.Any(a => a.Answered) ? unknown : NobodyAnswers();
        var found = new Found(new IndexedItem(listings, [], [], [], new Vocabulary()), listings, MatchQuality.Exact, 0);
        var allergens = listings.Select(l => l.Item.Allergens).FirstOrDefault(a => !a.Complete) ?? listings[0].Item.Allergens;
        return new ItemDetails(MenuViews.Hit(found, turn.Language, turn.Now), allergens, [.. listings.OrderBy(l => l.Platform.Id, StringComparer.Ordinal).Select(l => MenuViews.Offer(l, turn.Now))]);
    }

    [Description("The stores that deliver to the person or offer pick-up: open ones first, then by rating.")]
    public async Task<Outcome<StoreList>> ListStores(
        [Description("milk_tea, coffee, meal, fresh, supermarket or new_year.")] string? category = null,
        [Description("Only stores that are open now.")] bool? openNow = null,
        CancellationToken cancellationToken = default)
    {
        if (MenuWords.CheckCategory(category) is { } badCategory) return badCategory;
        var (snapshot, unread) = await index.GetAsync(cancellationToken);
        var scope = await ReadScopeAsync(cancellationToken);
        var (answers, silent) = await AskAsync(new MenuSearch(snapshot, scope, turn.Now).Parse(""), scope, category, cancellationToken);
        if (NothingAnswered(snapshot, unread.Count + silent.Count)) return NobodyAnswers();
        var stores = snapshot.Listings.Concat(answers)
            .DistinctBy(l => (l.Platform.Id, l.Store.Id))
            .Where(l => scope.Has(l.Store) && (category is null || l.Store.Category == category))
            .GroupBy(l => l.Store.Id, StringComparer.Ordinal)
            .Select(g => MenuViews.Store([.. g.OrderBy(l => l.Platform.Id, StringComparer.Ordinal)], scope, turn.Language, turn.Now))
            .Where(s => s.OpenNow || openNow != true)
            .OrderByDescending(s => s.OpenNow).ThenByDescending(s => s.Rating).ThenBy(s => s.StoreId, StringComparer.Ordinal);
        return new StoreList([.. stores], [.. unread.Concat(silent).Order(StringComparer.Ordinal)]);
    }

    private Refusal NobodyAnswers() => new(RefusalCode.Unavailable) { Choices = [.. platforms.All.Select(p => p.Info.Name)] };

    private Task<DeliveryScope> ReadScopeAsync(CancellationToken cancellationToken) => database.ReadAsync(tx => DeliveryScope.Of(tx, turn), cancellationToken);

    private bool NothingAnswered(MenuSnapshot snapshot, int unreachable) => snapshot.Items.Count == 0 && platforms.All.Count <= unreachable;

    /// <summary>Asks the platforms that have no feed, in the person's words and, where some were not known, in mended ones.</summary>
    private async Task<(IReadOnlyList<Listing> Listings, IReadOnlyList<string> Unreachable)> AskAsync(MenuQuery query, DeliveryScope scope, string? category, CancellationToken cancellationToken)
    {
        var zone = scope.Zones is [var only] ? only : null;
        var answers = await platforms.AskAsync(
            p => !p.Info.HasFeed,
            async (p, ct) =>
            {
                var menus = await p.SearchAsync(new PlatformQuery(query.Text, zone, category, MostAnswers), ct);
                if (query.Mended is { } mended) menus = [.. menus, .. await p.SearchAsync(new PlatformQuery(mended, zone, category, MostAnswers), ct)];
                return menus;
            },
            cancellationToken);
        foreach (var answer in answers.Where(a => a.Answered)) index.Remember(answer.Value!);
        var listings = answers.Where(a => a.Answered).SelectMany(a => Listing.Of(a.Platform, a.Value!)).DistinctBy(l => (l.Platform.Id, l.Store.Id, l.Item.Id));
        return ([.. listings], [.. answers.Where(a => !a.Answered).Select(a => a.Platform.Name)]);
    }
}
