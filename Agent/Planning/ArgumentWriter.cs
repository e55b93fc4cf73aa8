using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agent.Planning;

/// <summary>Writes what a call is given as JSON: the same text in events and on the wire.</summary>
internal static class ArgumentWriter
{
    /// <summary>An empty object for arguments that could not be read.</summary>
    /// <exception cref="JsonException">Or another of the serializer's: a value that is no JSON.</exception>
    public static void Write(IBufferWriter<byte> to, FunctionCallContent call)
    {
        using var writer = new Utf8JsonWriter(to, RelaxedJson.Options);
        writer.WriteStartObject();
        if (call.Arguments is { } arguments)
        {
            foreach (var (name, value) in arguments)
            {
                writer.WritePropertyName(name);
                WriteValue(writer, value);
            }
        }

        writer.WriteEndObject();
    }

    public static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null or JsonElement { ValueKind: JsonValueKind.Undefined }:
                writer.WriteNullValue();
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case string[] texts:
                writer.WriteStartArray();
                foreach (var text in texts) writer.WriteStringValue(text);
                writer.WriteEndArray();
                break;
            default:
                JsonSerializer.Serialize(writer, value, value.GetType(), FunctionBinding.Json);
                break;
        }
    }
}
