using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Agent.Planning;
using Microsoft.Extensions.AI;

namespace Agent.Telemetry;

/// <summary>What is said, as the semantic conventions write it in a span: JSON of messages and their parts. Only for those who ask for it.</summary>
internal static class SpokenContent
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For <c>gen_ai.system_instructions</c>: the parts of the system messages that stand first.</summary>
    public static string Instructions(IEnumerable<ChatMessage> messages) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var message in messages.TakeWhile(IsInstruction)) WriteParts(writer, message.Contents);
        writer.WriteEndArray();
    });

    /// <summary>For <c>gen_ai.input.messages</c>: what follows the instructions.</summary>
    public static string Input(IEnumerable<ChatMessage> messages) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var message in messages.SkipWhile(IsInstruction)) WriteMessage(writer, message.Role, message.Contents, null);
        writer.WriteEndArray();
    });

    /// <summary>For <c>gen_ai.output.messages</c>.</summary>
    /// <param name="finish">Null where the answer did not get to its end.</param>
    public static string Output(IEnumerable<AIContent> said, string? finish) => Write(writer =>
    {
        writer.WriteStartArray();
        WriteMessage(writer, ChatRole.Assistant, said, finish switch { "tool_calls" => "tool_call", null => "error", _ => finish });
        writer.WriteEndArray();
    });

    /// <summary>For <c>gen_ai.tool.call.arguments</c>.</summary>
    public static string Arguments(FunctionCallContent call) => Encoding.UTF8.GetString(ArgumentsOf(call));

    /// <summary>For <c>gen_ai.tool.call.result</c>, as far as an event may carry it.</summary>
    public static string Result(object result) => JsonSerializer.Serialize(EventJson.Result(result).Told, FunctionBinding.Json);

    /// <summary>As they go over the wire; an empty object for what is no JSON.</summary>
    private static ReadOnlySpan<byte> ArgumentsOf(FunctionCallContent call)
    {
        try
        {
            var bytes = new ArrayBufferWriter<byte>(256);
            ArgumentWriter.Write(bytes, call);
            return bytes.WrittenSpan;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return "{}"u8;
        }
    }

    private static bool IsInstruction(ChatMessage message) => message.Role == ChatRole.System;

    private static void WriteMessage(Utf8JsonWriter writer, ChatRole role, IEnumerable<AIContent> contents, string? finish)
    {
        writer.WriteStartObject();
        writer.WriteString("role", role.Value);
        writer.WriteStartArray("parts");
        WriteParts(writer, contents);
        writer.WriteEndArray();
        if (finish is not null) writer.WriteString("finish_reason", finish);
        writer.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter writer, IEnumerable<AIContent> contents)
    {
        StringBuilder? text = null;
        foreach (var content in contents)
        {
            // A streamed text comes in many pieces, and is one part.
            if (content is TextContent piece)
            {
                (text ??= new StringBuilder()).Append(piece.Text);
                continue;
            }

            WriteText(writer, ref text);
            if (content is FunctionCallContent call)
            {
                writer.WriteStartObject();
                writer.WriteString("type", "tool_call");
                writer.WriteString("id", call.CallId);
                writer.WriteString("name", call.Name);
                writer.WritePropertyName("arguments");
                writer.WriteRawValue(ArgumentsOf(call), skipInputValidation: true);
                writer.WriteEndObject();
            }
            else if (content is FunctionResultContent result)
            {
                writer.WriteStartObject();
                writer.WriteString("type", "tool_call_response");
                writer.WriteString("id", result.CallId);
                writer.WriteString("response", result.Result as string ?? "");
                writer.WriteEndObject();
            }
        }

        WriteText(writer, ref text);
    }

    private static void WriteText(Utf8JsonWriter writer, ref StringBuilder? text)
    {
        if (text is null) return;
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteString("content", text.ToString());
        writer.WriteEndObject();
        text = null;
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, Compact);
        write(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
