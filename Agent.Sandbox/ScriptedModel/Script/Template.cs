using System.Text;
using System.Text.Json;
using Agent.Sandbox.ScriptedModel.Answers;
using Agent.Sandbox.ScriptedModel.Requests;

namespace Agent.Sandbox.ScriptedModel.Script;

/// <summary>Text with holes that are filled from the request.</summary>
internal sealed class Template(IReadOnlyList<TemplatePart> parts)
{
    /// <summary>The text, where it has no holes.</summary>
    public string? Fixed { get; } = parts.Any(p => p.Hole is not null) ? null : string.Concat(parts.Select(p => p.Literal));

    public static Template Of(string text) => new([TemplatePart.Of(text)]);

    /// <exception cref="TemplateException">The request does not hold what belongs into a hole.</exception>
    public string Render(AskedRequest asked)
    {
        if (Fixed is not null) return Fixed;
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (part.Hole is not { } hole) text.Append(part.Literal);
            else if (part.Filling == Filling.Json) text.Append(hole.Json(asked));
            else if (part.Filling == Filling.InsideJson) text.Append(JsonEncodedText.Encode(hole.Text(asked), WireText.Encoder).Value);
            else text.Append(hole.Text(asked));
        }

        return text.ToString();
    }
}

internal readonly record struct TemplatePart(string Literal, Hole? Hole, Filling Filling)
{
    public static TemplatePart Of(string literal) => new(literal, null, Filling.Text);
}

/// <summary>How a value is written into a hole.</summary>
internal enum Filling
{
    Text,

    /// <summary>Text within a JSON text that the template holds.</summary>
    InsideJson,

    /// <summary>The value as JSON.</summary>
    Json,
}

/// <summary>A hole of a template found nothing in the request. The message says where the hole stands and what is missing.</summary>
internal sealed class TemplateException(string message) : Exception(message);
