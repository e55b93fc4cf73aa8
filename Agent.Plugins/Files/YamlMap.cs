using YamlDotNet.RepresentationModel;

namespace Agent.Plugins.Files;

/// <summary>A mapping of a data file with a closed set of keys; a key that is not of it is an error, so that a misspelt one is never silently without effect.</summary>
internal sealed class YamlMap
{
    private readonly YamlValue self;
    private readonly YamlMappingNode node;
    private readonly string what;

    public YamlMap(YamlValue self, YamlMappingNode node, string what, string[] keys)
    {
        this.self = self;
        this.node = node;
        this.what = what;
        foreach (var (key, _) in node.Children)
        {
            var name = self.At(key).Text();
            if (!keys.Contains(name)) throw self.At(key).Broken($"{what} has no key '{name}'{Spelling.Hint(name, keys)}; its keys are {string.Join(", ", keys)}");
        }
    }

    public YamlValue this[string key] => Find(key) ?? throw Broken($"{what} lacks the key '{key}'; add it");

    public YamlValue? Find(string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? self.At(value) : null;

    /// <summary>The entries of an optional list; none where the key is absent.</summary>
    public IReadOnlyList<YamlValue> List(string key) => Find(key)?.List() ?? [];

    public ShopException Broken(string message) => self.Broken(message);
}
