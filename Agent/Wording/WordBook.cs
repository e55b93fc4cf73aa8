using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Agent.Plugins;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Agent.Wording;

/// <summary>The phrases of one area (<c>prompts/AREA.en.yaml</c>, <c>.zh</c>, <c>.de</c>): a flat mapping from key to text with {named} places. All three files have the same keys and places.</summary>
public sealed class WordBook
{
    private static readonly (Language Language, string Tag)[] Files = [(Language.English, "en"), (Language.Chinese, "zh"), (Language.German, "de")];

    private readonly FrozenDictionary<string, string>[] _texts;

    private WordBook(FrozenDictionary<string, string>[] texts) => _texts = texts;

    public IEnumerable<string> Keys => _texts[0].Keys.Order(StringComparer.Ordinal);

    /// <param name="folder">Where the prompts are.</param>
    /// <param name="areas">Several make one book; no key stands in two of them.</param>
    /// <exception cref="ShopException">wording_broken: names the file, the line and what is expected there.</exception>
    public static WordBook Load(string folder, params IReadOnlyList<string> areas)
    {
        var books = areas.Select(a => Load(folder, a)).ToArray();
        return new([.. Enumerable.Range(0, Files.Length).Select(i => books.SelectMany(b => b[i]).ToFrozenDictionary(StringComparer.Ordinal))]);
    }

    private static FrozenDictionary<string, string>[] Load(string folder, string area)
    {
        var texts = new FrozenDictionary<string, string>[Files.Length];
        var lines = new Dictionary<string, int>[Files.Length];
        for (var i = 0; i < Files.Length; i++) (texts[i], lines[i]) = Read(PathOf(folder, area, Files[i].Tag));
        for (var i = 1; i < Files.Length; i++)
        {
            var path = PathOf(folder, area, Files[i].Tag);
            foreach (var (key, text) in texts[0])
            {
                if (!texts[i].TryGetValue(key, out var other)) throw Broken(path, 1, $"the key '{key}' is missing; it stands in {area}.en.yaml");
                if (!PlacesOf(text).SetEquals(PlacesOf(other))) throw Broken(path, lines[i][key], $"'{key}' must have the places {{{string.Join("}, {", PlacesOf(text).Order(StringComparer.Ordinal))}}}");
            }

            foreach (var key in texts[i].Keys)
                if (!texts[0].ContainsKey(key)) throw Broken(path, lines[i][key], $"'{key}' does not stand in {area}.en.yaml");
        }

        return texts;
    }

    /// <summary>The names of the places in a phrase.</summary>
    public IReadOnlySet<string> Places(string key) => PlacesOf(_texts[0][key]);

    public bool Has(string key) => _texts[0].ContainsKey(key);

    /// <summary>The phrase with its places filled. Values are put in as they are: format money and times with <see cref="Phrases"/> first.</summary>
    public string Say(Language language, string key, params ReadOnlySpan<(string Place, object? Value)> values)
    {
        if (!_texts[(int)language].TryGetValue(key, out var text)) throw new KeyNotFoundException($"No wording has the key '{key}'.");
        if (values.IsEmpty) return text;
        var said = new StringBuilder(text.Length + 32);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            if (open < 0)
            {
                said.Append(text, at, text.Length - at);
                break;
            }

            var close = text.IndexOf('}', open);
            said.Append(text, at, open - at).Append(Value(values, text.AsSpan(open + 1, close - open - 1), key));
            at = close + 1;
        }

        return said.ToString();
    }

    /// <summary>As <see cref="Say"/>, taking <c>KEY.one</c> for a count of one where it exists; {count} is filled in.</summary>
    public string SayCount(Language language, string key, long count, params ReadOnlySpan<(string Place, object? Value)> values)
    {
        var one = key + ".one";
        var withCount = new (string, object?)[values.Length + 1];
        values.CopyTo(withCount);
        withCount[^1] = ("count", count.ToString(CultureInfo.InvariantCulture));
        return Say(language, count == 1 && Has(one) ? one : key, withCount);
    }

    private static string? Value(ReadOnlySpan<(string Place, object? Value)> values, ReadOnlySpan<char> place, string key)
    {
        foreach (var (name, value) in values)
            if (place.SequenceEqual(name)) return Convert.ToString(value, CultureInfo.InvariantCulture);
        throw new KeyNotFoundException($"The wording '{key}' has a place '{place}' that nothing fills.");
    }

    private static string PathOf(string folder, string area, string tag) => Path.Combine(folder, $"{area}.{tag}.yaml");

    private static (FrozenDictionary<string, string> Texts, Dictionary<string, int> Lines) Read(string path)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
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
                var text = parser.Consume<Scalar>();
                var line = (int)key.Start.Line;
                if (!texts.TryAdd(key.Value, text.Value)) throw Broken(path, line, $"'{key.Value}' stands here a second time");
                CheckPlaces(path, (int)text.Start.Line, text.Value);
                lines.Add(key.Value, line);
            }
        }
        catch (YamlException e)
        {
            throw Broken(path, (int)e.Start.Line, $"a line 'key: text' is expected ({e.InnerException?.Message ?? e.Message})");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShopException("wording_missing", $"The wording file {path} cannot be read: {e.Message}", e) { Subject = path };
        }

        return (texts.ToFrozenDictionary(StringComparer.Ordinal), lines);
    }

    private static void CheckPlaces(string path, int line, string text)
    {
        var open = false;
        foreach (var c in text)
        {
            if (c == '{' ? open : c == '}' && !open) throw Broken(path, line, "every { needs its } and a name between them");
            open = c == '{' || (c != '}' && open);
        }

        if (open) throw Broken(path, line, "every { needs its } and a name between them");
    }

    private static HashSet<string> PlacesOf(string text)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        for (var open = text.IndexOf('{'); open >= 0; open = text.IndexOf('{', open + 1)) places.Add(text[(open + 1)..text.IndexOf('}', open)]);
        return places;
    }

    private static ShopException Broken(string path, int line, string expected) =>
        new("wording_broken", string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}: {expected}.")) { Subject = path };
}
