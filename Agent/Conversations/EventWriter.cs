using System.Text;
using System.Text.Json;

namespace Agent.Conversations;

/// <summary>Writes events as they are stored: the text that <see cref="AgentJson"/> has for them. What a turn consists of, text and calls, is written out here, at a fraction of what finding its kind and its properties by metadata costs.</summary>
internal static class EventWriter
{
    private static readonly FunctionResultConverter Results = new();

    public static string Write(IReadOnlyList<TurnEvent> events)
    {
        using var json = new PooledBuffer(4 << 10);
        using (var writer = new Utf8JsonWriter(json, RelaxedJson.Options))
        {
            writer.WriteStartArray();
            foreach (var e in events) Write(writer, e);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(json.Span);
    }

    private static void Write(Utf8JsonWriter writer, TurnEvent e)
    {
        switch (e)
        {
            case TextDelta delta:
                Begin(writer, "text_delta"u8);
                writer.WriteNumber("segment"u8, delta.Segment);
                writer.WriteNumber("offset"u8, delta.Offset);
                writer.WriteString("text"u8, delta.Text);
                break;
            case ToolStarted started:
                Begin(writer, "tool_started"u8);
                writer.WriteString("call_id"u8, started.CallId);
                writer.WriteString("function"u8, started.Function);
                if (started.Arguments is { } arguments)
                {
                    writer.WritePropertyName("arguments"u8);
                    arguments.WriteTo(writer);
                }

                break;
            case ToolFinished finished:
                Begin(writer, "tool_finished"u8);
                writer.WriteString("call_id"u8, finished.CallId);
                writer.WriteString("function"u8, finished.Function);
                writer.WritePropertyName("result"u8);
                Results.Write(writer, finished.Result, AgentJson.Relaxed.Options);
                break;
            default:
                JsonSerializer.Serialize(writer, e, AgentJson.Relaxed.TurnEvent);
                return;
        }

        writer.WriteNumber("number"u8, e.Number);
        writer.WriteString("conversation_id"u8, e.ConversationId);
        if (e.TurnId is { } turn) writer.WriteString("turn_id"u8, turn);
        writer.WriteString("at"u8, e.At);
        writer.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter writer, ReadOnlySpan<byte> type)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
    }
}
