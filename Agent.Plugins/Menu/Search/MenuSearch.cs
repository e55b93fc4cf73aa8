namespace Agent.Plugins.Menu.Search;

/// <summary>One search over the index and what the platforms without a feed answered.</summary>
internal sealed class MenuSearch(MenuSnapshot snapshot, DeliveryScope scope, DateTimeOffset local)
{
    public MenuQuery Parse(string? text) => MenuQuery.Parse(text, snapshot.Vocabulary, MenuSnapshot.Lexicon);

    /// <param name="answers">From platforms' own searches; an item that the index has too is merged with it.</param>
    /// <returns>Null where the snapshot has been replaced meanwhile.</returns>
    public SearchOutcome? Run(MenuQuery query, MenuFilters filters, MenuSort sort, int limit, IReadOnlyList<Listing> answers)
    {
        var vocabulary = snapshot.Vocabulary;
        Dictionary<(string StoreId, string ItemId), IndexedItem> fresh = [];
        if (answers.Count > 0)
        {
            // What only these answers hold can mend a word too.
            vocabulary = new Vocabulary(snapshot.Vocabulary);
            fresh = Merge(answers, vocabulary);
            query = MenuQuery.Parse(query.Text, vocabulary, MenuSnapshot.Lexicon);
        }

        if (query.Text.Length == 0) return Relax(All(fresh), filters, sort, limit);
        var ranking = new Ranking(query, vocabulary, snapshot.Items.Count, snapshot.AverageLength);
        if (snapshot.Candidates(query, every: true, scope) is not { } every) return null;
        var outcome = Relax(Judge(every.Concat(snapshot.Named(query.Key)), fresh, ranking, partial: false), filters, sort, limit);
        if (outcome.Total > 0) return outcome;

        // Near misses in some of the words are worth showing only where nothing fits better.
        if (snapshot.Candidates(query, every: false, scope) is not { } some) return null;
        return Relax(Judge(some, fresh, ranking, partial: true), filters, sort, limit);
    }

    private SearchOutcome Relax(IReadOnlyList<Found> found, MenuFilters filters, MenuSort sort, int limit)
    {
        if (found.Count == 0) return SearchOutcome.Nothing;
        foreach (var (relaxed, dropped) in filters.Relaxations())
        {
            var passed = found.Where(f => relaxed.Pass(f.Listings, local)).ToArray();
            if (passed.Length > 0) return new SearchOutcome([.. Found.Order(passed, sort).Take(limit)], passed.Length, dropped);
        }

        return SearchOutcome.Nothing;
    }

    private IReadOnlyList<Found> All(Dictionary<(string StoreId, string ItemId), IndexedItem> fresh) =>
        [.. snapshot.In(scope).Where(i => fresh.Count == 0 || !fresh.ContainsKey((i.StoreId, i.ItemId))).Concat(fresh.Values).Select(i => Place(new Ranked(i, MatchQuality.All, 0))).OfType<Found>()];

    private List<Found> Judge(IEnumerable<IndexedItem> candidates, Dictionary<(string StoreId, string ItemId), IndexedItem> fresh, Ranking ranking, bool partial)
    {
        var found = new List<Found>();
        foreach (var item in candidates.Distinct())
            if (fresh.Count == 0 || !fresh.ContainsKey((item.StoreId, item.ItemId))) Add(item, MatchQuality.Partial);

        // A platform's own search may understand more than words.
        foreach (var item in fresh.Values) Add(item, partial ? MatchQuality.Partial : null);
        return found;

        void Add(IndexedItem item, MatchQuality? otherwise)
        {
            var ranked = ranking.Judge(item) ?? (otherwise is { } match ? new Ranked(item, match, 0) : null);
            if (ranked is { } judged && (partial || judged.Match < MatchQuality.Partial) && Place(judged) is { } placed) found.Add(placed);
        }
    }

    private Found? Place(Ranked ranked)
    {
        var listings = new List<Listing>(ranked.Item.Listings.Count);
        foreach (var listing in ranked.Item.Listings)
        {
            if (!scope.Has(listing.Store)) continue;

            // They come in the order of the platforms' ids, which stays among equal prices.
            var at = listings.Count;
            while (at > 0 && listings[at - 1].Item.Price.Minor > listing.Item.Price.Minor) at--;
            listings.Insert(at, listing);
        }

        return listings.Count == 0 ? null : new Found(ranked.Item, listings, ranked.Match, ranked.Score + Found.Bonus(listings, scope, local));
    }

    private Dictionary<(string StoreId, string ItemId), IndexedItem> Merge(IReadOnlyList<Listing> answers, Vocabulary vocabulary)
    {
        var merged = new Dictionary<(string StoreId, string ItemId), IndexedItem>();
        var reader = new ItemReader(vocabulary, MenuSnapshot.Lexicon, snapshot.IsWord);
        foreach (var group in answers.GroupBy(l => (l.Store.Id, l.Item.Id)))
        {
            IReadOnlyList<Listing> listings = [.. group.OrderBy(l => l.Platform.Id, StringComparer.Ordinal)];
            var known = snapshot.Find(group.Key.Item2).FirstOrDefault(i => i.StoreId == group.Key.Item1);
            merged.Add((group.Key.Item1, group.Key.Item2), known?.With(listings) ?? reader.Read(listings, out _));
        }

        return merged;
    }
}

/// <param name="Total">Before the limit.</param>
internal sealed record SearchOutcome(IReadOnlyList<Found> Found, int Total, IReadOnlyList<string> Dropped)
{
    public static SearchOutcome Nothing { get; } = new([], 0, []);
}
