namespace Agent.Plugins.Menu.Search;

/// <summary>An item, how well the words fit it, and its order among those that fit as well.</summary>
internal readonly record struct Ranked(IndexedItem Item, MatchQuality Match, double Score);

/// <summary>
/// Judges items, indexed or just given by a platform's own search, by one measure. Within a quality the score is
/// BM25 (k1 = 1.2, b = 0.75, columns weighted as in <see cref="IndexedItem.Weights"/>) + 4 × the share of a name that the words make up. Among exact names both are the same for all and left out.
/// </summary>
internal sealed class Ranking(MenuQuery query, Vocabulary vocabulary, int documents, double averageLength)
{
    private const double FitWeight = 4;

    private readonly int?[] _terms = [.. query.Terms.Select(vocabulary.Find)];
    private readonly double[] _rarity = [.. query.Terms.Select(t => Rarity(vocabulary.Find(t) is { } id ? vocabulary.Documents(id) : 0, documents))];

    /// <returns>Null where no word fits.</returns>
    public Ranked? Judge(IndexedItem item)
    {
        if (query.Slots.Count == 0) return null;
        if (item.Keys.Contains(query.Key)) return new Ranked(item, MatchQuality.Exact, 0);
        Span<Columns> found = stackalloc Columns[_terms.Length];
        Span<int> hits = stackalloc int[_terms.Length];
        var (score, hit) = (0.0, 0);
        for (var i = 0; i < _terms.Length; i++)
        {
            if (_terms[i] is not { } term) continue;
            var (columns, frequency) = item.Find(term);
            if (columns == Columns.None) continue;
            found[i] = columns;
            hits[hit++] = term;
            score += Bm25(_rarity[i], frequency, item.Length);
        }

        var match = Quality(found);
        return match is null ? null : new Ranked(item, match.Value, score + (FitWeight * item.Fit(hits[..hit])));
    }

    public double Bm25(IndexedItem item) =>
        _terms.Select((term, i) => term is { } id ? Bm25(_rarity[i], item.Find(id).Frequency, item.Length) : 0).Sum();

    private static double Rarity(int with, int documents) => Math.Max(1e-6, Math.Log((documents - with + 0.5) / (with + 0.5)));

    private double Bm25(double rarity, float frequency, int length) => rarity * (frequency * 2.2 / (frequency + (1.2 * (0.25 + (0.75 * length / averageLength)))));

    private MatchQuality? Quality(ReadOnlySpan<Columns> found)
    {
        var (direct, close, any) = (true, true, false);
        foreach (var slot in query.Slots)
        {
            direct = direct && slot.Direct.Holds(found, Columns.Named);
            close = close && slot.Close.Holds(found, Columns.Findable);
            any = any || slot.Close.Holds(found, Columns.Any);
        }

        if (direct) return MatchQuality.All;
        if (close) return MatchQuality.Close;
        return any ? MatchQuality.Partial : null;
    }
}
