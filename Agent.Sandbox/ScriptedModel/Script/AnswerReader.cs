using System.Text;
using System.Text.Json;
using Agent.Plugins.Files;
using Agent.Sandbox.ScriptedModel.Answers;
using YamlDotNet.RepresentationModel;

namespace Agent.Sandbox.ScriptedModel.Script;

/// <summary>Reads one answer of a script.</summary>
internal static class AnswerReader
{
    private const int MostBytes = 1_000_000;
    private const int MostTokens = 100_000_000;

    private static readonly string[] Keys =
    [
        "text", "calls", "reasoning", "refusal", "finish", "usage", "piece_length", "quirks",
        "status", "retry_after", "retry_after_date", "error", "body", "content_type",
        "wait", "drip", "cut_after", "stall_after", "chunk_bytes",
    ];

    private static readonly string[] Content = ["text", "calls", "reasoning", "refusal", "finish", "usage", "piece_length", "quirks"];

    private static readonly Dictionary<string, Quirks> QuirkNames = Enum.GetValues<Quirks>().Where(q => q != Quirks.None).ToDictionary(q => JsonNamingPolicy.SnakeCaseLower.ConvertName(q.ToString()), StringComparer.Ordinal);

    public static Answer Read(YamlValue entry)
    {
        var map = entry.Map("an answer", Keys);
        var answer = new Answer
        {
            Place = ScriptReader.Place(entry),
            Text = Passages(map.Find("text")),
            Reasoning = Passages(map.Find("reasoning")),
            Refusal = map.Find("refusal") is { } refusal ? TemplateReader.Read(refusal, refusal.Text()) : null,
            Calls = [.. map.List("calls").Select(ReadCall)],
            Finish = map.Find("finish")?.Id(),
            Usage = map.Find("usage") is { } usage ? ReadUsage(usage) : null,
            PieceLength = map.Find("piece_length")?.Integer(1, MostBytes),
            Quirks = map.List("quirks").Aggregate(Quirks.None, (all, q) => all | QuirkNames[q.OneOf(QuirkNames.Keys, "a quirk")]),
            Status = map.Find("status")?.Integer(400, 599) ?? 200,
            RetryAfter = (map.Find("retry_after") ?? map.Find("retry_after_date"))?.Duration(),
            RetryAfterAsDate = map.Find("retry_after_date") is not null,
            Body = map.Find("body") is { } body ? ReadBody(body, map.Find("content_type")) : null,
            Delivery = ReadDelivery(map),
        };
        answer = answer with { Error = map.Find("error") is { } error ? ReadError(error, answer.Status) : null };
        Check(map, answer);
        return AnswerContent.IsFixed(answer) ? answer with { Prepared = AnswerContent.Of(answer, null) } : answer;
    }

    private static void Check(YamlMap map, Answer answer)
    {
        if (!new[] { "text", "calls", "reasoning", "refusal", "status", "error", "body", "wait", "cut_after", "stall_after", "quirks" }.Any(k => map.Find(k) is not null))
            throw map.Broken("the answer holds nothing; give it text, calls, refusal, status, error or body");
        if (answer.Status != 200) Exclude(map, "an answer with a status has no content", Content);
        if (answer.Body is not null) Exclude(map, "a body is sent as it is", [.. Content, "error"]);
        if (answer.Body is null && map.Find("content_type") is { } type) throw type.Broken("'content_type' says what a body is; add 'body' or remove it");
        if (answer.RetryAfter is not null && answer.Status == 200) throw (map.Find("retry_after") ?? map["retry_after_date"]).Broken("only an answer with a status can say when to try again; add 'status', as 429");
        if (map.Find("retry_after") is not null && map.Find("retry_after_date") is { } date) throw date.Broken("give one of retry_after, retry_after_date");
        if (answer.Has(Quirks.ArgumentsAsObject) && answer.Calls.Any(c => c.Arguments.Fixed is { } text && !IsJson(text)))
            throw map["quirks"].Broken("arguments_as_object needs arguments that are JSON; write them as keys and values");
    }

    private static void Exclude(YamlMap map, string why, string[] keys)
    {
        foreach (var key in keys)
            if (map.Find(key) is { } value) throw value.Broken($"{why}; remove '{key}'");
    }

    private static Template[] Passages(YamlValue? value) => value switch
    {
        null => [],
        { Node: YamlSequenceNode } => [.. value.List().Select(p => TemplateReader.Read(p, p.Passage()))],
        _ => [TemplateReader.Read(value, value.Passage())],
    };

    private static ScriptedCall ReadCall(YamlValue entry)
    {
        var map = entry.Map("a call", "function", "arguments", "id");
        var arguments = map.Find("arguments") switch
        {
            null => Template.Of("{}"),
            { Node: YamlScalarNode } text => TemplateReader.Read(text, text.Passage()),
            { Node: YamlMappingNode } keys => keys.Arguments(),
            var other => throw other.Broken("arguments are expected here, written as keys and values, or as a text that is sent as it is"),
        };
        return new ScriptedCall(map["function"].Text(), arguments, map.Find("id") is { } id ? TemplateReader.Read(id, id.Passage()) : null);
    }

    private static ScriptedUsage ReadUsage(YamlValue value)
    {
        var map = value.Map("usage", "input", "output", "cached", "reasoning");
        return new ScriptedUsage(map["input"].Integer(0, MostTokens), map["output"].Integer(0, MostTokens), map.Find("cached")?.Integer(0, MostTokens), map.Find("reasoning")?.Integer(0, MostTokens));
    }

    private static ScriptedError ReadError(YamlValue value, int status)
    {
        var map = value.Map("an error", "message", "type", "code");
        var usual = ErrorReply.Usual(status == 200 ? 500 : status);
        return new ScriptedError(map.Find("message")?.Passage() ?? usual.Message, map.Find("type")?.Text() ?? usual.Type, map.Find("code")?.Text() ?? usual.Code);
    }

    private static ScriptedBody ReadBody(YamlValue body, YamlValue? contentType)
    {
        var text = body.Passage();
        return new ScriptedBody(Encoding.UTF8.GetBytes(text), contentType?.Text() ?? (text.TrimStart().StartsWith('<') ? "text/html; charset=utf-8" : "application/json"));
    }

    private static Delivery ReadDelivery(YamlMap map) => new(
        map.Find("wait")?.Duration() ?? TimeSpan.Zero,
        map.Find("drip")?.Duration() ?? TimeSpan.Zero,
        map.Find("cut_after") is { } cut ? ReadLimit(cut) : null,
        map.Find("stall_after") is { } stall ? ReadLimit(stall) : null,
        map.Find("chunk_bytes")?.Integer(1, MostBytes) ?? 0);

    private static Limit ReadLimit(YamlValue value)
    {
        var map = value.Map("a point in the answer", "pieces", "bytes");
        return (map.Find("pieces"), map.Find("bytes")) switch
        {
            ({ } pieces, null) => new Limit(pieces.Integer(0, MostBytes), Bytes: false),
            (null, { } bytes) => new Limit(bytes.Integer(0, MostBytes), Bytes: true),
            _ => throw value.Broken("a point in the answer is given by exactly one of pieces, bytes"),
        };
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
