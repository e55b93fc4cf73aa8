using System.Collections.Frozen;

namespace Agent.Plugins.Menu.Search;

/// <summary>What the language files say: names of the same thing, words that say nothing, and the words for each category.</summary>
/// <remarks>
/// A line of a file is one of <c>boba = bubble tea = …</c>, <c>ignore: the, a, …</c>, <c>category milk_tea: …</c>; # starts a remark.
/// </remarks>
internal sealed class Lexicon
{
    private static readonly string[] Files = ["en", "zh", "de"];

    private readonly FrozenSet<string> _ignored;
    private readonly FrozenDictionary<string, Phrase[]> _byFirst;
    private readonly FrozenSet<string> _runs;
    private readonly FrozenDictionary<string, string> _categories;
    private readonly int _longestRun;

    private Lexicon(IEnumerable<string> lines)
    {
        var ignored = new HashSet<string>(StringComparer.Ordinal);
        var categories = new Dictionary<string, string>(StringComparer.Ordinal);
        var phrases = new List<Phrase>();
        foreach (var line in lines.Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line.StartsWith("ignore:", StringComparison.Ordinal))
            {
                foreach (var word in line["ignore:".Length..].Split(',')) ignored.UnionWith(Words.Split(word).Select(t => t.Text));
            }
            else if (line.StartsWith("category ", StringComparison.Ordinal))
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                var category = line["category ".Length..colon].Trim();
                categories[category] = categories.GetValueOrDefault(category) + " " + line[(colon + 1)..];
            }
            else
            {
                var names = line.Split('=').Select(Words.Split).ToArray();
                phrases.AddRange(names.Select((name, i) => new Phrase(name, [.. names.Where((_, j) => i != j)])));
            }
        }

        // A name may stand in the files of several languages, each adding others.
        phrases = [.. phrases.GroupBy(p => string.Join(' ', p.Tokens.Select(First)), StringComparer.Ordinal).Select(g => new Phrase(g.First().Tokens, [.. g.SelectMany(p => p.Others)]))];
        _ignored = ignored.ToFrozenSet(StringComparer.Ordinal);
        _categories = categories.ToFrozenDictionary(StringComparer.Ordinal);
        _byFirst = phrases.GroupBy(p => First(p.Tokens[0]), StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(p => p.Tokens.Count).ToArray(), StringComparer.Ordinal);
        _runs = phrases.Where(p => p.Tokens is [{ IsRun: true }]).Select(p => p.Tokens[0].Text).ToFrozenSet(StringComparer.Ordinal);
        _longestRun = _runs.Max(r => r.Length);
    }

    public static Lexicon Default { get; } = new(Files.SelectMany(Read));

    public bool IsIgnored(Token token) => _ignored.Contains(token.Text);

    public string CategoryWords(string category) => _categories.GetValueOrDefault(category, "");

    /// <summary>The longest phrase that begins here, and its other names.</summary>
    public Phrase? PhraseAt(IReadOnlyList<Token> tokens, int at) =>
        _byFirst.TryGetValue(First(tokens[at]), out var phrases) ? phrases.FirstOrDefault(p => Fits(p, tokens, at)) : null;

    /// <summary>A run cut where a phrase begins or ends, and where an ignored word stands, which is left out.</summary>
    public IEnumerable<Token> Cut(string run)
    {
        var begin = 0;
        for (var at = 0; at < run.Length;)
        {
            var length = Math.Min(_longestRun, run.Length - at);
            while (length > 0 && !_runs.Contains(run.Substring(at, length))) length--;
            var ignored = length == 0 && run.Length > 1 && _ignored.Contains(run.Substring(at, 1));
            if (length == 0 && !ignored)
            {
                at++;
                continue;
            }

            if (at > begin) yield return new Token(run[begin..at], true);
            if (length > 0) yield return new Token(run.Substring(at, length), true);
            at += Math.Max(length, 1);
            begin = at;
        }

        if (begin < run.Length) yield return new Token(run[begin..], true);
    }

    private static string First(Token token) => token.IsRun ? token.Text : Words.Stem(token.Text);

    private static bool Fits(Phrase phrase, IReadOnlyList<Token> tokens, int at)
    {
        if (at + phrase.Tokens.Count > tokens.Count) return false;
        for (var i = 0; i < phrase.Tokens.Count; i++)
            if (First(phrase.Tokens[i]) != First(tokens[at + i])) return false;
        return true;
    }

    private static IEnumerable<string> Read(string language)
    {
        using var file = typeof(Lexicon).Assembly.GetManifestResourceStream($"Agent.Plugins.Menu.Lexicon.{language}.txt") ?? throw new InvalidOperationException($"The words of '{language}' are not in the assembly.");
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line) yield return line;
    }
}

/// <param name="Others">The other names of the same thing.</param>
internal sealed record Phrase(IReadOnlyList<Token> Tokens, IReadOnlyList<IReadOnlyList<Token>> Others);
