using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Agent.Plugins;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using Microsoft.Extensions.AI;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Agent.Prompts;

/// <summary>A prompt in Semantic Kernel's prompt file format: YAML with a Handlebars template whose messages are marked <c>&lt;message role="…"&gt;</c>. Immutable.</summary>
public sealed class PromptFile
{
    private static readonly IHandlebars Engine = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });

    private PromptFile(string path, string name, string? version, string hash) => (Path, Name, Version, Hash) = (path, name, version, hash);

    public string Path { get; }

    public string Name { get; }

    /// <summary>Of the comment <c># version: …</c> at the top; null where there is none. Semantic Kernel's own reader takes no other place for it.</summary>
    public string? Version { get; }

    /// <summary>Of the whole file: the first twelve digits of its SHA-256.</summary>
    public string Hash { get; }

    public string Description { get; private init; } = "";

    public IReadOnlyList<string> Variables { get; private init; } = [];

    /// <summary>In order. One part without a role stands for the conversation, where the template has <c>{{#each history}}</c>.</summary>
    internal IReadOnlyList<PromptPart> Parts { get; private init; } = [];

    /// <summary>Sampling by <c>execution_settings.default</c>.</summary>
    internal PromptSettings Settings { get; private init; } = new();

    /// <exception cref="ShopException">prompt_missing or prompt_broken: names the file, the line and what is expected there.</exception>
    public static PromptFile Load(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShopException("prompt_missing", $"The prompt file {path} cannot be read: {e.Message}", e) { Subject = path };
        }
    }

    internal static PromptFile Parse(string path, string text)
    {
        YamlMappingNode root;
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            root = stream.Documents is [{ RootNode: YamlMappingNode mapping }] ? mapping : throw Broken(path, 1, "one mapping with name, template_format and template is expected");
        }
        catch (YamlException e)
        {
            throw Broken(path, (int)e.Start.Line, $"YAML is expected ({e.InnerException?.Message ?? e.Message})");
        }
        catch (InvalidOperationException)
        {
            // What the reader throws, without a place, at a bracket that nothing closes.
            throw Broken(path, 1, "YAML is expected, with every bracket closed");
        }

        var reader = new PromptReader(path, root);
        var format = reader.Text("template_format");
        if (format.Text != "handlebars") throw Broken(path, (int)format.Node.Start.Line, "template_format: handlebars is expected");
        var variables = reader.Variables();
        var (template, node) = reader.Text("template");
        var parts = PromptPart.Split(template, Engine, (line, expected) => Broken(path, LineOf(node) + line, expected));
        var file = new PromptFile(path, reader.Text("name").Text, VersionOf(text), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12])
        {
            Description = reader.Find("description")?.Value ?? "",
            Variables = variables,
            Parts = parts,
            Settings = reader.Settings(),
        };
        file.Try(LineOf(node));
        return file;
    }

    /// <summary>The messages with their variables filled in, and the conversation where the template has its place.</summary>
    /// <param name="values">Every one of <see cref="Variables"/> but history; null or an empty text for what there is none of.</param>
    public IReadOnlyList<ChatMessage> Render(IReadOnlyDictionary<string, object?> values, IEnumerable<ChatMessage> history)
    {
        var messages = new List<ChatMessage>();
        foreach (var part in Parts)
        {
            if (part.Render is null) messages.AddRange(history);
            else messages.Add(part.IsFixed ? part.Message! : new ChatMessage(part.Role, part.Render(values)));
        }

        return messages;
    }

    /// <summary>The only part, of a prompt that has no messages, filled in.</summary>
    internal string RenderText(IReadOnlyDictionary<string, object?> values) => Parts is [{ Render: { } render }] ? render(values) : throw new InvalidOperationException($"{Path} has messages; it is not one text.");

    /// <summary>A name that is not among the variables shows before anybody talks to a model.</summary>
    private void Try(int line)
    {
        try
        {
            Render(Variables.ToDictionary(v => v, _ => (object?)null, StringComparer.Ordinal), []);
        }
        catch (Exception e) when (e is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            throw Broken(Path, line, $"every name in the template must stand in input_variables ({e.Message.ReplaceLineEndings(" ")})");
        }
    }

    private static string? VersionOf(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith("#", StringComparison.Ordinal)) return null;
            var comment = line[1..].Trim();
            if (comment.StartsWith("version:", StringComparison.Ordinal)) return comment["version:".Length..].Trim().ToString();
        }

        return null;
    }

    /// <summary>Where a block scalar's first line of text is.</summary>
    private static int LineOf(YamlScalarNode scalar) => (int)scalar.Start.Line + (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded ? 1 : 0);

    internal static ShopException Broken(string path, int line, string expected) =>
        new("prompt_broken", string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}: {expected}.")) { Subject = path };
}
