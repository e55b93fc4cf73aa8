using System.Buffers;
using System.Text.Json;
using Agent.Planning;
using Microsoft.Extensions.AI;

namespace Agent.Models.OpenAI;

/// <summary>Writes the messages of a conversation: one of ours may be several on the wire, and reasoning is not sent back.</summary>
internal static class MessageWriter
{
    private const int LongestName = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <param name="calls">Takes the ids of the calls that were written.</param>
    public static void Write(Utf8JsonWriter writer, ChatMessage message, List<string> calls)
    {
        // Results go first: nothing may stand between calls and their results.
        var results = false;
        var asks = false;
        foreach (var content in message.Contents)
        {
            if (content is FunctionResultContent result)
            {
                WriteResult(writer, result);
                results = true;
            }
            else if (content is FunctionCallContent) asks = true;
        }

        var text = message.Text;
        if (asks) WriteCalls(writer, message, text, calls);
        else if (text.Length > 0) WriteText(writer, Role(message), text);
        else if (!results && message.Role != ChatRole.Assistant && message.Role != ChatRole.Tool) WriteText(writer, message.Role.Value, "");
    }

    public static void WriteText(Utf8JsonWriter writer, string role, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, role);
        writer.WriteString("content"u8, text);
        writer.WriteEndObject();
    }

    // Text beside results answers no call of its own.
    private static string Role(ChatMessage message) => message.Role == ChatRole.Tool ? ChatRole.User.Value : message.Role.Value;

    private static void WriteCalls(Utf8JsonWriter writer, ChatMessage message, string text, List<string> calls)
    {
        using var arguments = new PooledBuffer(1024);
        writer.WriteStartObject();
        writer.WriteString("role"u8, "assistant"u8);
        if (text.Length > 0) writer.WriteString("content"u8, text);
        else writer.WriteNull("content"u8);
        writer.WriteStartArray("tool_calls"u8);
        foreach (var content in message.Contents)
        {
            if (content is not FunctionCallContent call) continue;
            calls.Add(call.CallId);
            writer.WriteStartObject();
            writer.WriteString("id"u8, call.CallId);
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, Name(call.Name));
            arguments.Clear();
            ArgumentWriter.Write(arguments, call);
            writer.WriteString("arguments"u8, arguments.Span);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, FunctionResultContent result)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "tool"u8);
        writer.WriteString("tool_call_id"u8, result.CallId);
        switch (result.Result)
        {
            case string text:
                writer.WriteString("content"u8, text);
                break;
            case null when result.Exception is not null:
                // What an exception says is not for a model.
                writer.WriteString("content"u8, "The function failed."u8);
                break;
            default:
                using (var json = new PooledBuffer(2048))
                {
                    using (var inner = new Utf8JsonWriter(json, RelaxedJson.Options)) ArgumentWriter.WriteValue(inner, result.Result);
                    writer.WriteString("content"u8, json.Span);
                }

                break;
        }

        writer.WriteEndObject();
    }

    /// <summary>Servers refuse a conversation for a name that a model made up; the call's result has told it already.</summary>
    private static string Name(string name)
    {
        if (name.Length is > 0 and <= LongestName && !name.AsSpan().ContainsAnyExcept(NameCharacters)) return name;
        var fitting = new string([.. name.Take(LongestName).Select(c => NameCharacters.Contains(c) ? c : '_')]);
        return fitting.Length > 0 ? fitting : "unnamed";
    }
}
