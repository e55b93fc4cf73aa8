using System.Globalization;
using System.Text.Json;
using Agent.Plugins;
using Agent.Sandbox.ScriptedModel.Requests;
using Agent.Wording;

namespace Agent.Sandbox.ScriptedModel.Script;

/// <summary>What stands between double braces: a value of the request, and how it is shown.</summary>
/// <param name="Place">Where it stands in the script.</param>
/// <param name="Written">As it stands there.</param>
/// <param name="Path">Into the result of a function: property names and indexes; a negative index counts from the end.</param>
internal sealed record Hole(string Place, string Written, HoleSource Source, string Function, IReadOnlyList<PathStep> Path, HoleForm Form, Language Language)
{
    public string Text(AskedRequest asked) => Source switch
    {
        HoleSource.User => asked.User,
        HoleSource.Model => asked.Model,
        HoleSource.Round => asked.Round.ToString(CultureInfo.InvariantCulture),
        _ => Show(Find(asked)),
    };

    public string Json(AskedRequest asked) => Source switch
    {
        HoleSource.Result when Form == HoleForm.Plain => Find(asked).GetRawText(),
        HoleSource.Round => Text(asked),
        _ => '"' + JsonEncodedText.Encode(Text(asked), Answers.WireText.Encoder).Value + '"',
    };

    private string Show(JsonElement value) => Form switch
    {
        HoleForm.Money => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("minor", out var minor) && minor.TryGetInt64(out var amount)
            && value.TryGetProperty("currency", out var currency) && currency.ValueKind == JsonValueKind.String
            ? Phrases.Amount(new Money(amount, currency.GetString()!), Language)
            : throw Missing($"is no amount: {Cut(value)}"),
        HoleForm.Clock => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? Phrases.Clock(time) : throw Missing($"is no time: {Cut(value)}"),
        _ => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(),
    };

    private JsonElement Find(AskedRequest asked)
    {
        var result = asked.ResultOf(Function) ?? throw Missing($"finds nothing: the request holds no result of {Function}");
        if (Path.Count == 0 && result.Json is null) return JsonSerializer.SerializeToElement(result.Text, PluginsJson.Relaxed.String);
        var at = result.Json ?? throw Missing($"finds nothing: the result of {Function} is not JSON");
        foreach (var step in Path)
        {
            if (step.Name is { } name)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out var property)) throw Missing($"finds nothing: there is no '{name}' in {Cut(at)}");
                at = property;
            }
            else
            {
                var count = at.ValueKind == JsonValueKind.Array ? at.GetArrayLength() : 0;
                var index = step.Index < 0 ? count + step.Index : step.Index;
                at = index >= 0 && index < count ? at[index] : throw Missing($"finds nothing: there is no [{step.Index}] in {Cut(at)}");
            }
        }

        return at;
    }

    private TemplateException Missing(string what) => new($"{Place}: {Written} {what}.");

    private static string Cut(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 80 ? text : text[..80] + "…";
    }
}

internal readonly record struct PathStep(string? Name, int Index);

internal enum HoleSource
{
    /// <summary>The latest result of a function.</summary>
    Result,

    /// <summary>The last user message.</summary>
    User,

    Model,

    Round,
}

internal enum HoleForm
{
    Plain,

    /// <summary>Text, where JSON would be taken as it is.</summary>
    Text,

    /// <summary>{"minor", "currency"} as people write amounts.</summary>
    Money,

    /// <summary>A time as its own clock shows it: 12:45.</summary>
    Clock,
}
