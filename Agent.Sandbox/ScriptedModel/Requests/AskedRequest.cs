using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Agent.Sandbox.ScriptedModel.Requests;

/// <summary>What a request asks, read in one pass over its bytes; texts are decoded when a rule looks at them.</summary>
internal sealed class AskedRequest
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly RequestParts _parts;
    private string? _user;
    private string? _system;

    private AskedRequest(ReadOnlyMemory<byte> body, RequestParts parts) => (_body, _parts) = (body, parts);

    public string Model => _parts.Model ?? "";

    public bool Stream => _parts.Stream;

    public bool IncludeUsage => _parts.IncludeUsage;

    /// <summary>How many answers the model has given since the last user message.</summary>
    public int Round => _parts.Round;

    public int Length => _body.Length;

    /// <summary>The last user message.</summary>
    public string User => _user ??= _parts.User is { } user ? RequestText.Of(user.In(_body)) : "";

    /// <summary>All system and developer messages, a line each.</summary>
    public string System => _system ??= string.Join('\n', _parts.Systems.Select(s => RequestText.Of(s.In(_body))));

    /// <summary>The same for the same conversation so far, and another for any other: ids made from it repeat when a request is repeated.</summary>
    public ulong Hash
    {
        get
        {
            var messages = _parts.Messages.In(_body).Span;
            var hash = 14695981039346656037UL ^ (ulong)messages.Length;
            foreach (var b in messages[Math.Max(0, messages.Length - 1024)..]) hash = (hash ^ b) * 1099511628211UL;
            return hash;
        }
    }

    /// <returns>The request, or what is wrong with it, as a strict server would say it.</returns>
    public static (AskedRequest? Asked, string? Problem) Read(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span)) return (null, "The body is not UTF-8.");
        var parts = new RequestParts();
        try
        {
            var problem = parts.Read(body.Span);
            return problem is null ? (new AskedRequest(body, parts), null) : (null, problem);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, "The body could not be parsed: " + e.Message);
        }
    }

    /// <summary>The latest result of a function, in this turn or before; null where there is none.</summary>
    public FunctionResult? ResultOf(string function)
    {
        for (var i = _parts.Results.Count - 1; i >= 0; i--)
        {
            var (name, content) = _parts.Results[i];
            if (Names(name, function)) return new FunctionResult(content.In(_body));
        }

        return null;
    }

    /// <summary>The name under which the request offers a function: its own, or one with a plugin's before it ("menu-search_menu"). Null where it is not offered.</summary>
    public string? OfferedName(string function)
    {
        var tools = _parts.Tools.In(_body).Span;
        if (tools.IsEmpty) return null;
        string? found = null;
        var reader = new Utf8JsonReader(tools);
        var isName = false;
        while (reader.Read())
        {
            // [ { "type": …, "function": { "name": … } } ]
            if (reader.TokenType == JsonTokenType.PropertyName) isName = reader.CurrentDepth == 3 && reader.ValueTextEquals("name"u8);
            else if (isName && reader.TokenType == JsonTokenType.String)
            {
                isName = false;
                if (reader.ValueTextEquals(function)) return function;
                if (found is null && reader.GetString() is { } offered && Names(offered, function)) found = offered;
            }
        }

        return found;
    }

    private static bool Names(string offered, string function) =>
        offered.EndsWith(function, StringComparison.Ordinal) && (offered.Length == function.Length || offered[^(function.Length + 1)] is '-' or '.');
}

/// <summary>A function's result as the request holds it.</summary>
internal readonly struct FunctionResult(ReadOnlyMemory<byte> content)
{
    public string Text => RequestText.Of(content);

    /// <summary>Null where it is not JSON.</summary>
    public JsonElement? Json
    {
        get
        {
            try
            {
                using var document = JsonDocument.Parse(Text);
                return document.RootElement.Clone();
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

/// <summary>A message's content as text: a string, or the text parts of a list.</summary>
internal static class RequestText
{
    public static string Of(ReadOnlyMemory<byte> content)
    {
        if (content.IsEmpty) return "";
        var reader = new Utf8JsonReader(content.Span);
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return Decode(ref reader);
        if (reader.TokenType != JsonTokenType.StartArray) return "";
        var text = new StringBuilder();
        var isText = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName) isText = reader.CurrentDepth == 2 && reader.ValueTextEquals("text"u8);
            else if (isText && reader.TokenType == JsonTokenType.String) text.Append(Decode(ref reader));
        }

        return text.ToString();
    }

    private static string Decode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which JSON can hold and a string can not.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
