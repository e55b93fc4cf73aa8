namespace Agent.Plugins.Menu.Search;

/// <summary>One item of one store over all platforms that list it, with its terms.</summary>
internal sealed class IndexedItem
{
    /// <summary>How much a term counts in each column, in the order of <see cref="Columns"/>: name, other, store, category, description.</summary>
    public static IReadOnlyList<float> Weights { get; } = [10, 6, 3, 2, 1];

    private readonly int[] _terms;
    private readonly Columns[] _columns;
    private readonly float[] _frequencies;
    private readonly int[][] _names;

    public IndexedItem(IReadOnlyList<Listing> listings, IReadOnlyList<string>[] words, IReadOnlyList<IReadOnlyList<string>> names, IReadOnlyList<string> keys, Vocabulary vocabulary)
    {
        Listings = listings;
        Keys = keys;
        var found = new SortedDictionary<int, (Columns Columns, float Frequency)>();
        for (var column = 0; column < words.Length; column++)
        {
            var flag = (Columns)(1 << column);
            Length += words[column].Count;
            foreach (var word in words[column])
            {
                var id = vocabulary.Add(word, flag);
                var (columns, frequency) = found.GetValueOrDefault(id);
                found[id] = (columns | flag, frequency + Weights[column]);
            }
        }

        _terms = [.. found.Keys];
        _columns = [.. found.Values.Select(f => f.Columns)];
        _frequencies = [.. found.Values.Select(f => f.Frequency)];
        _names = [.. names.Select(n => n.Select(t => vocabulary.Find(t)!.Value).ToArray())];
    }

    /// <summary>In the order of the platforms' ids.</summary>
    public IReadOnlyList<Listing> Listings { get; private init; }

    public string ItemId => Listings[0].Item.Id;

    public string StoreId => Listings[0].Store.Id;

    /// <summary>Each name and other name as one string, to be compared with a query's.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Terms in all columns together.</summary>
    public int Length { get; }

    public IReadOnlyList<int> Terms => _terms;

    /// <summary>Where the term stands, and how often, weighted.</summary>
    public (Columns Columns, float Frequency) Find(int term)
    {
        var at = Array.BinarySearch(_terms, term);
        return at < 0 ? default : (_columns[at], _frequencies[at]);
    }

    /// <summary>The largest share of one of its names that these terms are.</summary>
    public double Fit(ReadOnlySpan<int> terms)
    {
        var best = 0.0;
        foreach (var name in _names)
        {
            var hits = 0;
            foreach (var term in name)
                if (terms.Contains(term)) hits++;
            if (name.Length > 0) best = Math.Max(best, (double)hits / name.Length);
        }

        return best;
    }

    /// <summary>The same item with what a platform says just now in the place of what it said before.</summary>
    public IndexedItem With(IReadOnlyList<Listing> listings) => new(this, listings);

    private IndexedItem(IndexedItem same, IReadOnlyList<Listing> listings)
    {
        (_terms, _columns, _frequencies, _names, Keys, Length) = (same._terms, same._columns, same._frequencies, same._names, same.Keys, same.Length);
        Listings = [.. listings, .. same.Listings.Where(l => listings.All(n => n.Platform.Id != l.Platform.Id))];
        Listings = [.. Listings.OrderBy(l => l.Platform.Id, StringComparer.Ordinal)];
    }
}
