using Agent.Plugins;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Agent.Express.Understanding;

/// <summary>
/// What express understands: words and phrases to concepts, a trie over units for each language (<c>prompts/lexicon.en.yaml</c>, <c>.zh</c>, <c>.de</c>).
/// A message may mix languages: each trie also holds the others' phrases wherever its own language has no meaning for them. Immutable.
/// </summary>
internal sealed class Lexicon
{
    private static readonly string[] Tags = ["en", "zh", "de"];
    private static readonly Dictionary<string, ConceptKind> Kinds = Enum.GetValues<ConceptKind>().ToDictionary(k => k.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private readonly Node[] _roots;

    private Lexicon(Node[] roots) => _roots = roots;

    /// <exception cref="ShopException">lexicon_broken: names the file, the line and what is expected there.</exception>
    public static Lexicon Load(string folder)
    {
        var files = Tags.Select(tag => Read(Path.Combine(folder, $"lexicon.{tag}.yaml"))).ToArray();
        var roots = new Node[Tags.Length];
        for (var own = 0; own < Tags.Length; own++)
        {
            roots[own] = new Node();
            foreach (var (phrase, concept) in files[own]) roots[own].TryAdd(Unit.Split(phrase), concept);
            for (var other = 0; other < Tags.Length; other++)
            {
                if (other == own) continue;
                foreach (var (phrase, concept) in files[other])
                    if (Travels(phrase, concept)) roots[own].TryAdd(Unit.Split(phrase), concept);
            }
        }

        return new Lexicon(roots);
    }

    /// <summary>The longest phrase that starts at a unit.</summary>
    /// <returns>How many units it takes; 0 for none.</returns>
    public int Match(Language language, List<Unit> units, int start, out Concept concept)
    {
        var (node, length) = (_roots[(int)language], 0);
        concept = default;
        for (var at = start; at < units.Count && node.Next.TryGetValue(units[at].Folded, out var next); at++)
        {
            node = next;
            if (node.Concept is not { } found) continue;
            (concept, length) = (found, at - start + 1);
        }

        return length;
    }

    /// <summary>Short Latin words mean too many things in another language ("fast", "die", "am"); Chinese and longer ones do not.</summary>
    private static bool Travels(string phrase, Concept concept) => Folding.IsCjk(phrase.TrimStart()[0]) || (phrase.Length > 3 && concept.Kind is not ConceptKind.Filler and not ConceptKind.Word);

    private static List<(string Phrase, Concept Concept)> Read(string path)
    {
        var phrases = new List<(string, Concept)>();
        var seen = new Dictionary<string, (int Line, Concept Concept)>(StringComparer.Ordinal);
        try
        {
            using var file = File.OpenText(path);
            var parser = new Parser(file);
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            parser.Consume<MappingStart>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>();
                var slash = key.Value.IndexOf('/', StringComparison.Ordinal);
                if (!Kinds.TryGetValue(slash < 0 ? key.Value : key.Value[..slash], out var kind))
                    throw Broken(path, (int)key.Start.Line, $"'{key.Value}' is no kind of concept; there are {string.Join(", ", Kinds.Keys)}");
                var concept = new Concept(kind, slash < 0 ? "" : key.Value[(slash + 1)..]);
                var scalar = parser.Consume<Scalar>();
                var line = (int)scalar.Start.Line;
                foreach (var phrase in Alternatives(scalar.Value).SelectMany(Expand))
                {
                    var units = string.Join(' ', Unit.Split(phrase).Select(u => u.Folded));
                    if (units.Length == 0) throw Broken(path, line, "a phrase has at least one word");
                    if (seen.TryGetValue(units, out var before) && before.Concept != concept) throw Broken(path, line, $"'{phrase.Trim()}' has its meaning already in line {before.Line}");
                    if (seen.TryAdd(units, (line, concept))) phrases.Add((phrase, concept));
                }
            }
        }
        catch (YamlException e)
        {
            throw Broken(path, (int)e.Start.Line, $"a line 'kind/value: phrase | phrase' is expected ({e.InnerException?.Message ?? e.Message})");
        }
        catch (FormatException e)
        {
            throw Broken(path, 1, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShopException("lexicon_missing", $"The lexicon {path} cannot be read: {e.Message}", e) { Subject = path };
        }

        return phrases;
    }

    /// <summary>"(a|b) c[ d]" stands for a c, b c, a c d, b c d.</summary>
    internal static IEnumerable<string> Expand(string pattern)
    {
        var open = pattern.AsSpan().IndexOfAny('(', '[');
        if (open < 0)
        {
            yield return pattern.Trim();
            yield break;
        }

        var close = Closing(pattern, open);
        var inner = Alternatives(pattern[(open + 1)..close]);
        if (pattern[open] == '[') inner.Add("");
        foreach (var choice in inner)
            foreach (var whole in Expand(string.Concat(pattern.AsSpan(0, open), choice, pattern.AsSpan(close + 1))))
                yield return whole;
    }

    private static int Closing(string pattern, int open)
    {
        var depth = 0;
        for (var at = open; at < pattern.Length; at++)
        {
            if (pattern[at] is '(' or '[') depth++;
            else if (pattern[at] is ')' or ']' && --depth == 0) return at;
        }

        throw new FormatException($"'{pattern}' lacks a closing bracket");
    }

    private static List<string> Alternatives(string inner)
    {
        var (parts, depth, from) = (new List<string>(), 0, 0);
        for (var at = 0; at < inner.Length; at++)
        {
            if (inner[at] is '(' or '[') depth++;
            else if (inner[at] is ')' or ']') depth--;
            else if (inner[at] == '|' && depth == 0)
            {
                parts.Add(inner[from..at]);
                from = at + 1;
            }
        }

        parts.Add(inner[from..]);
        return parts;
    }

    private static ShopException Broken(string path, int line, string expected) => new("lexicon_broken", $"{path}, line {line}: {expected}.") { Subject = path };

    private sealed class Node
    {
        public Dictionary<string, Node> Next { get; } = new(StringComparer.Ordinal);

        public Concept? Concept { get; private set; }

        public void TryAdd(List<Unit> units, Concept concept)
        {
            var node = this;
            foreach (var unit in units)
            {
                if (!node.Next.TryGetValue(unit.Folded, out var next)) node.Next.Add(unit.Folded, next = new Node());
                node = next;
            }

            node.Concept ??= concept;
        }
    }
}
