using System.Collections.Frozen;

namespace Agent.Plugins.Menu;

/// <summary>What stores, platforms and items are called in every language, sorted, so that whether a text goes on with a name takes one binary search a character and no memory. Immutable.</summary>
public sealed class MenuNames
{
    /// <summary>Of a longer name this much is told from other words.</summary>
    private const int Longest = 36;

    private readonly ListedName[] _names;
    private readonly FrozenDictionary<char, (int From, int To)> _starts;

    private MenuNames(ListedName[] names)
    {
        _names = names;
        var starts = new Dictionary<char, (int From, int To)>();
        for (var i = 0; i < names.Length; i++)
        {
            var first = names[i].Name[0];
            starts[first] = starts.TryGetValue(first, out var range) ? (range.From, i + 1) : (i, i + 1);
        }

        _starts = starts.ToFrozenDictionary();
    }

    public static MenuNames None { get; } = new([]);

    /// <param name="stores">And platforms.</param>
    public static MenuNames Of(IEnumerable<LocalizedText> stores, IEnumerable<LocalizedText> items)
    {
        var found = new Dictionary<string, ListedName>(StringComparer.Ordinal);
        foreach (var (name, isStore) in stores.Distinct().Select(s => (s, true)).Concat(items.Distinct().Select(i => (i, false))))
        {
            string[] all = [name.English, name.Chinese, name.German];
            foreach (var one in all.Distinct(StringComparer.Ordinal).Where(n => n.Length > 1))
            {
                var key = one.Length <= Longest ? one : one[..Longest];
                found[key] = found.TryGetValue(key, out var same)
                    ? same with { IsStore = same.IsStore || isStore, Alike = [.. same.Alike.Union(all, StringComparer.Ordinal)] }
                    : new ListedName(key, isStore, all);
            }
        }

        return found.Count == 0 ? None : new MenuNames([.. found.Values.OrderBy(n => n.Name, StringComparer.Ordinal)]);
    }

    /// <summary>The longest name that the text starts with.</summary>
    /// <param name="grows">The whole text is the beginning of a name, or a name whose last word may go on.</param>
    public ListedName? Match(ReadOnlySpan<char> text, out bool grows)
    {
        grows = false;
        if (text.IsEmpty || !_starts.TryGetValue(text[0], out var range)) return null;
        var (from, to) = range;
        ListedName? best = null;
        for (var at = 0; at < text.Length; at++)
        {
            (from, to) = (First(from, to, at, text[at]), First(from, to, at, text[at] + 1));
            if (from == to) return best;
            if (_names[from].Name.Length == at + 1 && EndsWord(text, at)) best = _names[from];
        }

        // Of those that the text agrees with so far, the first may be the text itself.
        grows = to - from > 1 || _names[from].Name.Length > text.Length || IsLatin(text[^1]);
        return best;
    }

    /// <summary>The first name from which on the character at this place is no less.</summary>
    private int First(int from, int to, int at, int least)
    {
        while (from < to)
        {
            var middle = (from + to) / 2;
            var name = _names[middle].Name;
            if (at >= name.Length || name[at] < least) from = middle + 1;
            else to = middle;
        }

        return from;
    }

    private static bool EndsWord(ReadOnlySpan<char> text, int last) =>
        last + 1 == Longest || last + 1 == text.Length || !IsLatin(text[last]) || !IsLatin(text[last + 1]);

    private static bool IsLatin(char c) => c < '\u2e80' && char.IsLetterOrDigit(c);
}

/// <param name="IsStore">A store, or a platform that lists them.</param>
/// <param name="Alike">Its names in all languages, and those of what else is called the same.</param>
public sealed record ListedName(string Name, bool IsStore, IReadOnlyList<string> Alike);
