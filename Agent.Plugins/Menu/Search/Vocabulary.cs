using System.Numerics;

namespace Agent.Plugins.Menu.Search;

/// <summary>Every term of the index with how often it occurs, and the terms that resemble one. Filled by one thread, then read by many.</summary>
/// <param name="parent">What this one adds to, for items that only one search has seen.</param>
internal sealed class Vocabulary(Vocabulary? parent = null)
{
    private const int MostResembling = 8;
    private const int ShortestPrefix = 3;
    private const char FirstRunCharacter = '\u3040';

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _terms = [];
    private readonly List<int> _documents = [];
    private readonly List<Columns> _columns = [];
    private readonly List<uint> _letters = [];

    /// <summary>Named terms in letters: what a mistyped word may have been meant to be.</summary>
    private readonly List<int> _mendable = [];
    private readonly int _first = parent?.Count ?? 0;

    public int Count => _first + _terms.Count;

    public int? Find(string term) => _ids.TryGetValue(term, out var id) ? id : parent?.Find(term);

    /// <summary>How many indexed items have the term anywhere.</summary>
    public int Documents(int id) => id < _first ? parent!.Documents(id) : _documents[id - _first];

    /// <summary>Whether people would use it as a word for a thing: it stands elsewhere than in descriptions.</summary>
    public bool IsNamed(string term) =>
        (_ids.TryGetValue(term, out var id) && (_columns[id - _first] & Columns.Findable) != 0) || (parent?.IsNamed(term) ?? false);

    public int Add(string term, Columns columns)
    {
        if (Find(term) is not { } id)
        {
            id = Count;
            _ids.Add(term, id);
            _terms.Add(term);
            _documents.Add(0);
            _columns.Add(Columns.None);
            _letters.Add(Letters(term));
        }

        if (id < _first) return id;
        var before = _columns[id - _first];
        _columns[id - _first] |= columns;
        if ((before & Columns.Findable) == 0 && (columns & Columns.Findable) != 0 && term[0] < FirstRunCharacter) _mendable.Add(id - _first);
        return id;
    }

    public void CountDocument(int id) => _documents[id - _first]++;

    /// <summary>Named terms that the word begins, and those fewest slips of the keyboard away; the commonest first.</summary>
    public IReadOnlyList<string> Resembling(string stem)
    {
        var slips = MostSlips(stem.Length);
        var letters = Letters(stem);
        var nearest = slips + 1;
        var found = new List<(string Term, int Slips, int Documents)>();
        for (var vocabulary = this; vocabulary is not null; vocabulary = vocabulary.Parent)
        {
            foreach (var i in vocabulary._mendable)
            {
                var term = vocabulary._terms[i];
                if (stem.Length >= ShortestPrefix && term.Length > stem.Length && term.StartsWith(stem, StringComparison.Ordinal))
                {
                    found.Add((term, 0, vocabulary._documents[i]));
                    continue;
                }

                // One slip changes at most two kinds of letters.
                if (Math.Abs(term.Length - stem.Length) > slips || BitOperations.PopCount(letters ^ vocabulary._letters[i]) > 2 * slips) continue;
                if (stem.Length <= 4 && term[0] != stem[0]) continue;
                var distance = Distance(stem, term, slips);
                if (distance > slips) continue;
                nearest = Math.Min(nearest, distance);
                found.Add((term, distance, vocabulary._documents[i]));
            }
        }

        return [.. found.Where(f => f.Slips == 0 || f.Slips == nearest).OrderByDescending(f => f.Documents).ThenBy(f => f.Term, StringComparer.Ordinal).Take(MostResembling).Select(f => f.Term)];
    }

    /// <summary>Insertions, deletions, changes and swaps of neighbours (optimal string alignment); anything above <paramref name="most"/> counts as one more than that.</summary>
    public static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost = Math.Min(cost, before[j - 2] + 1);
                row[j] = cost;
                least = Math.Min(least, cost);
            }

            if (least > most) return most + 1;
            var oldest = before;
            before = last;
            last = row;
            row = oldest;
        }

        return Math.Min(last[b.Length], most + 1);
    }

    private Vocabulary? Parent => parent;

    private static int MostSlips(int length) => length switch
    {
        < 3 => 0,
        < 8 => 1,
        _ => 2,
    };

    private static uint Letters(string term)
    {
        var letters = 0u;
        foreach (var c in term) letters |= 1u << (c & 31);
        return letters;
    }
}
