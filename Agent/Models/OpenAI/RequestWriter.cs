using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agent.Models.OpenAI;

/// <summary>Writes requests as JSON. Thread-safe.</summary>
/// <param name="model">Where the options name none.</param>
/// <param name="newNames">The server calls the limit of its answer by its new name, <c>max_completion_tokens</c>.</param>
internal sealed class RequestWriter(string model, bool newNames)
{
    private readonly ToolCache _tools = new();

    /// <param name="without">What this server has refused.</param>
    /// <returns>The ids of the calls that were written.</returns>
    public List<string> Write(IBufferWriter<byte> to, IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream, RequestFields without)
    {
        using var writer = new Utf8JsonWriter(to, RelaxedJson.Options);
        writer.WriteStartObject();
        writer.WriteString("model"u8, options?.ModelId ?? model);
        if (stream)
        {
            writer.WriteBoolean("stream"u8, true);
            if (!without.HasFlag(RequestFields.StreamOptions))
            {
                writer.WriteStartObject("stream_options"u8);
                writer.WriteBoolean("include_usage"u8, true);
                writer.WriteEndObject();
            }
        }

        if (options is not null) WriteOptions(writer, options, without);
        writer.WriteStartArray("messages"u8);
        if (options?.Instructions is { Length: > 0 } instructions) MessageWriter.WriteText(writer, "system", instructions);
        List<string> calls = [];
        foreach (var message in messages) MessageWriter.Write(writer, message, calls);
        writer.WriteEndArray();
        writer.WriteEndObject();
        return calls;
    }

    private void WriteOptions(Utf8JsonWriter writer, ChatOptions options, RequestFields without)
    {
        if (options.Temperature is { } temperature && !without.HasFlag(RequestFields.Temperature)) writer.WriteNumber("temperature"u8, temperature);
        if (options.TopP is { } topP && !without.HasFlag(RequestFields.TopP)) writer.WriteNumber("top_p"u8, topP);
        if (options.FrequencyPenalty is { } frequency) writer.WriteNumber("frequency_penalty"u8, frequency);
        if (options.PresencePenalty is { } presence) writer.WriteNumber("presence_penalty"u8, presence);
        if (options.MaxOutputTokens is { } most) writer.WriteNumber(newNames != without.HasFlag(RequestFields.MaxTokens) ? "max_completion_tokens"u8 : "max_tokens"u8, most);
        if (options.Seed is { } seed && !without.HasFlag(RequestFields.Seed)) writer.WriteNumber("seed"u8, seed);
        if (options.StopSequences is { Count: > 0 } stops)
        {
            writer.WriteStartArray("stop"u8);
            foreach (var stop in stops) writer.WriteStringValue(stop);
            writer.WriteEndArray();
        }

        if (options.ResponseFormat is { } format) WriteFormat(writer, format);
        if (options.Tools is { Count: > 0 } tools && _tools.Write(writer, tools))
        {
            if (options.ToolMode is { } mode) WriteToolMode(writer, mode);
            if (options.AllowMultipleToolCalls is { } multiple && !without.HasFlag(RequestFields.ParallelToolCalls)) writer.WriteBoolean("parallel_tool_calls"u8, multiple);
        }
    }

    private static void WriteToolMode(Utf8JsonWriter writer, ChatToolMode mode)
    {
        switch (mode)
        {
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                writer.WriteStartObject("tool_choice"u8);
                writer.WriteString("type"u8, "function"u8);
                writer.WriteStartObject("function"u8);
                writer.WriteString("name"u8, name);
                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
            case RequiredChatToolMode:
                writer.WriteString("tool_choice"u8, "required"u8);
                break;
            case NoneChatToolMode:
                writer.WriteString("tool_choice"u8, "none"u8);
                break;
            default:
                writer.WriteString("tool_choice"u8, "auto"u8);
                break;
        }
    }

    private static void WriteFormat(Utf8JsonWriter writer, ChatResponseFormat format)
    {
        writer.WriteStartObject("response_format"u8);
        switch (format)
        {
            case ChatResponseFormatJson { Schema: { } schema } json:
                writer.WriteString("type"u8, "json_schema"u8);
                writer.WriteStartObject("json_schema"u8);
                writer.WriteString("name"u8, json.SchemaName ?? "answer");
                if (json.SchemaDescription is { } description) writer.WriteString("description"u8, description);
                writer.WritePropertyName("schema"u8);
                schema.WriteTo(writer);
                writer.WriteEndObject();
                break;
            case ChatResponseFormatJson:
                writer.WriteString("type"u8, "json_object"u8);
                break;
            default:
                writer.WriteString("type"u8, "text"u8);
                break;
        }

        writer.WriteEndObject();
    }
}
