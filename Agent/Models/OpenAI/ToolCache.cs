using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agent.Models.OpenAI;

/// <summary>Keeps each tool as it stands in a request: turns make new functions of the same schemas. Thread-safe.</summary>
internal sealed class ToolCache
{
    /// <summary>Names are few; a host that makes them up as it goes shall not fill the memory.</summary>
    private const int Most = 512;

    private static readonly byte[] NoParameters = """{"type":"object","properties":{}}"""u8.ToArray();

    private readonly ConcurrentDictionary<string, Tool> _tools = new(StringComparer.Ordinal);

    /// <summary>Writes <c>tools</c>; nothing where none of them is a function.</summary>
    public bool Write(Utf8JsonWriter writer, IList<AITool> tools)
    {
        var any = false;
        foreach (var tool in tools)
        {
            // Other kinds are served by a provider itself, and not by this protocol.
            if (tool is not AIFunctionDeclaration function) continue;
            if (!any) writer.WriteStartArray("tools"u8);
            any = true;
            writer.WriteRawValue(Find(function), skipInputValidation: true);
        }

        if (any) writer.WriteEndArray();
        return any;
    }

    private byte[] Find(AIFunctionDeclaration function)
    {
        var schema = function.JsonSchema;
        ReadOnlySpan<byte> parameters = schema.ValueKind == JsonValueKind.Object ? JsonMarshal.GetRawUtf8Value(schema) : NoParameters;
        if (_tools.TryGetValue(function.Name, out var known) && known.Description == function.Description && parameters.SequenceEqual(known.Parameters)) return known.Json;
        var tool = new Tool(function.Description, parameters.ToArray(), Serialize(function, schema));
        if (_tools.Count >= Most) _tools.Clear();
        _tools[function.Name] = tool;
        return tool.Json;
    }

    private static byte[] Serialize(AIFunctionDeclaration function, JsonElement schema)
    {
        var json = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(json, RelaxedJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, function.Name);
            if (function.Description.Length > 0) writer.WriteString("description"u8, function.Description);
            writer.WritePropertyName("parameters"u8);
            if (schema.ValueKind == JsonValueKind.Object) schema.WriteTo(writer);
            else writer.WriteRawValue(NoParameters, skipInputValidation: true);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return json.WrittenSpan.ToArray();
    }

    private sealed record Tool(string Description, byte[] Parameters, byte[] Json);
}
