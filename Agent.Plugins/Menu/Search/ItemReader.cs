namespace Agent.Plugins.Menu.Search;

/// <summary>Turns listings into indexed items. Not thread-safe.</summary>
internal sealed class ItemReader(Vocabulary vocabulary, Lexicon lexicon, Func<string, bool> isWord)
{
    private const int MostJoined = 4;

    private readonly Dictionary<string, string[]> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _parts = new(StringComparer.Ordinal);

    public static IEnumerable<string> NamesOf(Listing listing) => Texts(listing.Item.Name).Concat(listing.Item.Aliases);

    /// <param name="words">The terms of each column, for FTS5.</param>
    public IndexedItem Read(IReadOnlyList<Listing> listings, out IReadOnlyList<string>[] words)
    {
        var names = Distinct(listings, l => Texts(l.Item.Name));
        var aliases = Distinct(listings, l => l.Item.Aliases);
        var tokens = names.Concat(aliases).Select(n => Words.Split(n).Where(t => !lexicon.IsIgnored(t)).ToArray()).Where(t => t.Length > 0).ToArray();
        var other = new List<string>();
        foreach (var alias in aliases) other.AddRange(TermsOf(alias));
        foreach (var kind in Distinct(listings, l => [l.Item.Kind])) other.AddRange(TermsOf(kind));
        foreach (var name in tokens)
        {
            foreach (var token in name.Where(t => !t.IsRun)) other.AddRange(PartsOf(token.Text));
            if (name.Length is > 1 and <= MostJoined && name.All(t => !t.IsRun)) other.Add(Words.Stem(string.Concat(name.Select(t => t.Text))));
        }

        words =
        [
            Terms(names),
            other,
            Terms(Distinct(listings, l => Texts(l.Store.Name))),
            Terms(Distinct(listings, l => [l.Item.Category, lexicon.CategoryWords(l.Item.Category)])),
            Terms(Distinct(listings, l => Texts(l.Item.Description))),
        ];
        var shown = tokens.Select(n => (IReadOnlyList<string>)[.. n.SelectMany(t => t.IsRun ? Words.Pairs(t.Text) : [Words.Stem(t.Text)])]).ToArray();
        return new IndexedItem(listings, words, shown, [.. tokens.Select(Words.Key).Distinct(StringComparer.Ordinal)], vocabulary);
    }

    private static string[] Texts(LocalizedText text) => [text.English, text.Chinese, text.German];

    private static string[] Distinct(IReadOnlyList<Listing> listings, Func<Listing, IEnumerable<string>> texts) => [.. listings.SelectMany(texts).Distinct(StringComparer.Ordinal)];

    /// <summary>Kept, as stores, kinds and categories say the same again and again.</summary>
    private string[] TermsOf(string text)
    {
        if (!_terms.TryGetValue(text, out var terms)) _terms.Add(text, terms = [.. Words.Split(text).SelectMany(Words.Terms)]);
        return terms;
    }

    private List<string> Terms(string[] texts) => [.. texts.SelectMany(TermsOf)];

    private IReadOnlyList<string> PartsOf(string word)
    {
        if (!_parts.TryGetValue(word, out var parts)) _parts.Add(word, parts = Compounds.Split(word, isWord));
        return parts;
    }
}
