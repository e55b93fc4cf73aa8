using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Agent.Prompts;

/// <summary>Reads the members of a prompt file that the agent uses.</summary>
internal sealed class PromptReader(string path, YamlMappingNode root)
{
    public YamlScalarNode? Find(string key) => Find(root, key) as YamlScalarNode;

    /// <returns>The text, and where it stands.</returns>
    public (string Text, YamlScalarNode Node) Text(string key) =>
        Find(root, key) switch
        {
            YamlScalarNode { Value: { Length: > 0 } text } node => (text, node),
            null => throw PromptFile.Broken(path, 1, $"'{key}' is missing"),
            var other => throw PromptFile.Broken(path, (int)other.Start.Line, $"'{key}' needs a text"),
        };

    public IReadOnlyList<string> Variables()
    {
        if (Find(root, "input_variables") is not { } node) return [];
        if (node is not YamlSequenceNode list) throw PromptFile.Broken(path, (int)node.Start.Line, "a list of variables, each with its name, is expected");
        return [.. list.Select(v => Find(v, "name") is YamlScalarNode { Value.Length: > 0 } name ? name.Value : throw PromptFile.Broken(path, (int)v.Start.Line, "a variable with its name is expected"))];
    }

    public PromptSettings Settings()
    {
        var settings = Find(root, "execution_settings") is { } all ? Find(all, "default") : null;
        if (settings is null) return new PromptSettings();
        return new PromptSettings
        {
            Temperature = Number(settings, "temperature", 0, 2),
            TopP = Number(settings, "top_p", 0, 1),
            MaxTokens = (int?)Number(settings, "max_tokens", 1, 1_000_000),
            Seed = (long?)Number(settings, "seed", long.MinValue, long.MaxValue),
        };
    }

    private double? Number(YamlNode settings, string key, double least, double most)
    {
        if (Find(settings, key) is not { } node) return null;
        if (node is YamlScalarNode { Value: { } text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        throw PromptFile.Broken(path, (int)node.Start.Line, string.Create(CultureInfo.InvariantCulture, $"'{key}' needs a number from {least} to {most}"));
    }

    private static YamlNode? Find(YamlNode node, string key) => node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
}

/// <summary>How a model is to write; null for the server's own way.</summary>
internal sealed record PromptSettings
{
    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public int? MaxTokens { get; init; }

    public long? Seed { get; init; }
}
