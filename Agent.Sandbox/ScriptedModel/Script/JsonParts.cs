using System.Text.Json;
using System.Text.RegularExpressions;
using Agent.Plugins.Files;
using Agent.Sandbox.ScriptedModel.Answers;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Agent.Sandbox.ScriptedModel.Script;

/// <summary>YAML as JSON, with holes. A text that is one hole and nothing else takes the value as it is: a number stays a number.</summary>
internal static partial class JsonParts
{
    private const int Deepest = 32;

    public static void Write(YamlValue value, List<TemplatePart> parts, int depth)
    {
        if (depth > Deepest) throw value.Broken($"arguments may be {Deepest} levels deep; this is deeper");
        switch (value.Node)
        {
            case YamlMappingNode map:
                WriteMap(value, map, parts, depth);
                break;
            case YamlSequenceNode list:
                Add(parts, "[");
                for (var i = 0; i < list.Children.Count; i++)
                {
                    if (i > 0) Add(parts, ",");
                    Write(value.At(list.Children[i]), parts, depth + 1);
                }

                Add(parts, "]");
                break;
            case YamlScalarNode scalar:
                WriteScalar(value, scalar, parts);
                break;
        }
    }

    private static void WriteMap(YamlValue value, YamlMappingNode map, List<TemplatePart> parts, int depth)
    {
        Add(parts, "{");
        var first = true;
        foreach (var (key, child) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { } name }) throw value.At(key).Broken("a name is expected here; put quotes around a text that begins with '{{'");
            Add(parts, (first ? "\"" : ",\"") + Encode(name) + "\":");
            Write(value.At(child), parts, depth + 1);
            first = false;
        }

        Add(parts, "}");
    }

    private static void WriteScalar(YamlValue value, YamlScalarNode scalar, List<TemplatePart> parts)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is ScalarStyle.Plain or ScalarStyle.Any)
        {
            if (text is "" or "~" or "null") text = "null";
            if (text is "null" or "true" or "false" || Number().IsMatch(text))
            {
                Add(parts, text);
                return;
            }
        }

        var holes = TemplateReader.Parts(value, text, Filling.InsideJson);
        if (holes is [{ Hole: not null } only])
        {
            parts.Add(only with { Filling = Filling.Json });
            return;
        }

        Add(parts, "\"");
        foreach (var part in holes) parts.Add(part.Hole is null ? TemplatePart.Of(Encode(part.Literal)) : part);
        Add(parts, "\"");
    }

    private static void Add(List<TemplatePart> parts, string literal) => parts.Add(TemplatePart.Of(literal));

    private static string Encode(string text) => JsonEncodedText.Encode(text, WireText.Encoder).Value;

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
