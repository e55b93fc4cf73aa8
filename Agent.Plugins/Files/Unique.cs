namespace Agent.Plugins.Files;

/// <summary>Names of one sort, each given once; the message says where the first stands.</summary>
internal sealed class Unique(string noun)
{
    private readonly Dictionary<string, YamlValue> seen = new(StringComparer.Ordinal);

    /// <summary>The values of a list, none of them twice.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<YamlValue> values, string noun, Func<YamlValue, string> read) => Of(values, noun, read, text => text);

    public static IReadOnlyList<T> Of<T>(IReadOnlyList<YamlValue> values, string noun, Func<YamlValue, T> read, Func<T, string> id)
    {
        var unique = new Unique(noun);
        var all = new T[values.Count];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = read(values[i]);
            unique.Add(values[i], id(all[i]));
        }

        return all;
    }

    public string Add(YamlValue value) => Add(value, value.Id());

    public string Add(YamlValue value, string id)
    {
        if (seen.TryAdd(id, value)) return id;
        var first = seen[id];
        throw value.Broken($"the {noun} '{id}' is already in {first.File}, line {first.Node.Start.Line}; give this one another name or remove it");
    }
}
