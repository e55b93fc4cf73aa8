using System.Text.Json;

namespace Agent.Models.OpenAI;

/// <summary>
/// Reads one JSON object of an answer, a streamed chunk or the whole of it, into an <see cref="Answer"/>.
/// Fields that it does not know, and values of a kind that it does not expect, are passed over.
/// </summary>
internal static class ChunkReader
{
    /// <exception cref="JsonException">No JSON.</exception>
    /// <exception cref="InvalidOperationException">Text that is none.</exception>
    /// <exception cref="InvalidDataException">More than the limits allow.</exception>
    public static void Read(ReadOnlySpan<byte> json, Answer answer)
    {
        answer.BeginPiece();
        var reader = new Utf8JsonReader(json);
        reader.Read();

        // One well-known server wraps its errors in a list.
        if (reader.TokenType == JsonTokenType.StartArray) reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("An object was expected.");
        var saysError = false;
        while (NextProperty(ref reader))
        {
            if (Is(ref reader, "choices"u8)) ReadChoices(ref reader, answer);
            else if (answer.Id is null && Is(ref reader, "id"u8)) answer.Id = ReadName(ref reader);
            else if (Is(ref reader, "object"u8)) saysError = ReadIsError(ref reader);
            else if (answer.Model is null && Is(ref reader, "model"u8)) answer.Model = ReadName(ref reader);
            else if (answer.CreatedAt is null && Is(ref reader, "created"u8)) answer.CreatedAt = ReadTime(ref reader);
            else if (Is(ref reader, "usage"u8)) answer.Usage = UsageReader.Read(ref reader) ?? answer.Usage;
            else if (Is(ref reader, "error"u8)) ReadError(ref reader, answer);
            else reader.Skip();
        }

        while (reader.Read())
        {
            // What follows must be JSON, too.
        }

        if (saysError) answer.Error ??= ErrorReport.Read(json.ToArray()) ?? new ErrorReport("an error without words");
    }

    /// <summary>Goes to the next property's name; false at the object's end.</summary>
    public static bool NextProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Whether the property has this name; if so, the reader goes on to its value, which must then be used up.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    private static void ReadChoices(ref Utf8JsonReader reader, Answer answer)
    {
        answer.HasChoices = true;
        if (!Enter(ref reader, JsonTokenType.StartArray)) return;
        var first = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // More than one was never asked for.
            if (first && reader.TokenType == JsonTokenType.StartObject) ReadChoice(ref reader, answer);
            else reader.Skip();
            first = false;
        }
    }

    private static void ReadChoice(ref Utf8JsonReader reader, Answer answer)
    {
        answer.HasChoice = true;
        while (NextProperty(ref reader))
        {
            if (Is(ref reader, "delta"u8) || Is(ref reader, "message"u8)) ReadMessage(ref reader, answer);
            else if (Is(ref reader, "finish_reason"u8)) answer.Finish = ReadName(ref reader) ?? answer.Finish;
            else if (Is(ref reader, "error"u8)) ReadError(ref reader, answer);
            else reader.Skip();
        }
    }

    private static void ReadMessage(ref Utf8JsonReader reader, Answer answer)
    {
        if (!Enter(ref reader, JsonTokenType.StartObject)) return;
        var reasoned = false;
        while (NextProperty(ref reader))
        {
            if (Is(ref reader, "content"u8) || Is(ref reader, "refusal"u8)) ReadContent(ref reader, answer, reasoning: false);
            else if (Is(ref reader, "tool_calls"u8)) ReadCalls(ref reader, answer);
            else if (!reasoned && (Is(ref reader, "reasoning_content"u8) || Is(ref reader, "reasoning"u8)))
            {
                // Where both names stand they say the same.
                reasoned = reader.TokenType != JsonTokenType.Null;
                ReadContent(ref reader, answer, reasoning: true);
            }
            else reader.Skip();
        }
    }

    /// <summary>A string, or a list of parts.</summary>
    private static void ReadContent(ref Utf8JsonReader reader, Answer answer, bool reasoning)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reasoning:
                answer.AddReasoning(ref reader);
                break;
            case JsonTokenType.String:
                answer.AddText(ref reader);
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) ReadContent(ref reader, answer, reasoning);
                break;
            case JsonTokenType.StartObject:
                while (NextProperty(ref reader))
                {
                    if (Is(ref reader, "text"u8)) ReadContent(ref reader, answer, reasoning);
                    else if (Is(ref reader, "thinking"u8)) ReadContent(ref reader, answer, reasoning: true);
                    else reader.Skip();
                }

                break;
        }
    }

    private static void ReadCalls(ref Utf8JsonReader reader, Answer answer)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadCall(ref reader, answer);
            return;
        }

        if (!Enter(ref reader, JsonTokenType.StartArray)) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject) ReadCall(ref reader, answer);
            else reader.Skip();
        }
    }

    private static void ReadCall(ref Utf8JsonReader reader, Answer answer)
    {
        int? index = null;
        string? id = null;
        string? name = null;
        Utf8JsonReader arguments = default;
        while (NextProperty(ref reader))
        {
            if (Is(ref reader, "index"u8)) index = ReadNumber(ref reader) is { } number and >= 0 and <= int.MaxValue ? (int)number : null;
            else if (Is(ref reader, "id"u8)) id = ReadName(ref reader);
            else if (Is(ref reader, "function"u8))
            {
                if (!Enter(ref reader, JsonTokenType.StartObject)) continue;
                while (NextProperty(ref reader))
                {
                    if (Is(ref reader, "name"u8)) name = ReadName(ref reader);
                    else if (Is(ref reader, "arguments"u8))
                    {
                        arguments = reader;
                        answer.Spend(SkipLength(ref reader));
                    }
                    else reader.Skip();
                }
            }
            else reader.Skip();
        }

        answer.Calls.Add(index, id, name, arguments);
    }

    private static int SkipLength(ref Utf8JsonReader reader)
    {
        var from = reader.TokenStartIndex;
        reader.Skip();
        return (int)(reader.BytesConsumed - from);
    }

    private static void ReadError(ref Utf8JsonReader reader, Answer answer)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        answer.Error ??= ErrorReport.From(value.RootElement);
    }

    private static bool ReadIsError(ref Utf8JsonReader reader)
    {
        var says = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("error"u8);
        reader.Skip();
        return says;
    }

    private static DateTimeOffset? ReadTime(ref Utf8JsonReader reader) =>
        ReadNumber(ref reader) is { } seconds and > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static long? ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)) return number;
        reader.Skip();
        return null;
    }

    /// <summary>Null for an empty string, and for what is none.</summary>
    private static string? ReadName(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.ValueSpan.IsEmpty ? null : reader.GetString();
        reader.Skip();
        return null;
    }

    private static bool Enter(ref Utf8JsonReader reader, JsonTokenType into)
    {
        if (reader.TokenType == into) return true;
        reader.Skip();
        return false;
    }
}
