using System.Text.Json;

namespace Agent.Sandbox.ScriptedModel.Requests;

/// <summary>Where in a request's bytes the things stand that rules look at.</summary>
internal sealed class RequestParts
{
    private readonly List<Call> _open = [];
    private int _messages;

    public string? Model { get; private set; }

    public bool Stream { get; private set; }

    public bool IncludeUsage { get; private set; }

    public int Round { get; private set; }

    public Slice? User { get; private set; }

    public List<Slice> Systems { get; } = [];

    /// <summary>In the order of the request, with the names of the functions that were called.</summary>
    public List<(string Function, Slice Content)> Results { get; } = [];

    public Slice Messages { get; private set; }

    public Slice Tools { get; private set; }

    /// <returns>What is wrong with it; null where nothing is.</returns>
    public string? Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return "The body is not a JSON object.";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("messages"u8))
            {
                reader.Read();
                var from = (int)reader.TokenStartIndex;
                if (ReadMessages(ref reader) is { } problem) return problem;
                Messages = new Slice(from, (int)reader.BytesConsumed - from);
            }
            else if (reader.ValueTextEquals("tools"u8)) Tools = SliceOf(ref reader);
            else if (reader.ValueTextEquals("model"u8)) Model = TextOf(ref reader);
            else if (reader.ValueTextEquals("stream"u8)) Stream = IsTrue(ref reader);
            else if (reader.ValueTextEquals("stream_options"u8)) ReadStreamOptions(ref reader);
            else SliceOf(ref reader);
        }

        // To the end, so that what stands behind the object is seen.
        while (reader.Read())
        {
        }

        if (Model is null) return "You must provide a model parameter.";
        return _messages == 0 ? "'messages' must be a list of at least one message." : Unanswered();
    }

    private string? ReadMessages(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return "'messages' must be a list.";
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) return $"messages[{_messages}] must be an object.";
            if (ReadMessage(ref reader) is { } problem) return problem;
            _messages++;
        }

        return null;
    }

    private string? ReadMessage(ref Utf8JsonReader reader)
    {
        var role = Role.None;
        Slice content = default;
        string? answered = null;
        List<Call>? calls = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8)) role = ReadRole(ref reader);
            else if (reader.ValueTextEquals("content"u8)) content = SliceOf(ref reader);
            else if (reader.ValueTextEquals("tool_call_id"u8)) answered = TextOf(ref reader);
            else if (reader.ValueTextEquals("tool_calls"u8)) calls = ReadCalls(ref reader);
            else SliceOf(ref reader);
        }

        if (role == Role.Tool)
        {
            var at = _open.FindIndex(c => string.Equals(c.Id, answered, StringComparison.Ordinal));
            if (at < 0) return $"messages[{_messages}]: a message with role 'tool' must answer a call of the message before it; '{answered}' is none that waits.";
            Results.Add((_open[at].Function, content));
            _open.RemoveAt(at);
            return null;
        }

        if (Unanswered() is { } problem) return problem;
        switch (role)
        {
            case Role.System:
                Systems.Add(content);
                break;
            case Role.User:
                User = content;
                Round = 0;
                break;
            case Role.Assistant:
                Round++;
                if (calls is not null) _open.AddRange(calls);
                break;
            default:
                return $"messages[{_messages}] has no role that is known.";
        }

        return null;
    }

    private string? Unanswered() => _open.Count == 0 ? null : $"An assistant message with 'tool_calls' must be followed by a tool message for each 'tool_call_id'. None answers '{_open[0].Id}'.";

    private static List<Call>? ReadCalls(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var calls = new List<Call>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            string? id = null, function = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("id"u8)) id = TextOf(ref reader);
                else if (reader.ValueTextEquals("function"u8)) function = ReadFunction(ref reader);
                else SliceOf(ref reader);
            }

            calls.Add(new Call(id, function ?? ""));
        }

        return calls;
    }

    private static string? ReadFunction(ref Utf8JsonReader reader)
    {
        string? name = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8)) name = TextOf(ref reader);
            else SliceOf(ref reader);
        }

        return name;
    }

    private static Role ReadRole(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return Role.None;
        }

        if (reader.ValueTextEquals("user"u8)) return Role.User;
        if (reader.ValueTextEquals("assistant"u8)) return Role.Assistant;
        if (reader.ValueTextEquals("tool"u8)) return Role.Tool;
        return reader.ValueTextEquals("system"u8) || reader.ValueTextEquals("developer"u8) ? Role.System : Role.None;
    }

    private void ReadStreamOptions(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("include_usage"u8)) IncludeUsage = IsTrue(ref reader);
            else SliceOf(ref reader);
        }
    }

    private static bool IsTrue(ref Utf8JsonReader reader)
    {
        reader.Read();
        var isTrue = reader.TokenType == JsonTokenType.True;
        reader.Skip();
        return isTrue;
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        reader.Skip();
        return null;
    }

    private static Slice SliceOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        var from = (int)reader.TokenStartIndex;
        reader.Skip();
        return new Slice(from, (int)reader.BytesConsumed - from);
    }

    private enum Role
    {
        None,
        System,
        User,
        Assistant,
        Tool,
    }

    private readonly record struct Call(string? Id, string Function);
}

/// <summary>A part of a body.</summary>
internal readonly record struct Slice(int Start, int Length)
{
    public ReadOnlyMemory<byte> In(ReadOnlyMemory<byte> body) => body.Slice(Start, Length);
}
