using System.Runtime.InteropServices;
using System.Text.Json;
using Agent.Conversations;

namespace Agent.Planning;

/// <summary>What JSON from outside an event may carry. One that could not be written, or not be read back, would cost the person the whole conversation.</summary>
internal static class EventJson
{
    private const int LongestArguments = 32_000;
    private const int LongestResult = 256_000;

    /// <summary>Well below the serializer's own bound, which counts what lies around it as well.</summary>
    private const int Deepest = 32;

    /// <returns>Null where there are none, or none that an event may carry.</returns>
    public static JsonElement? Arguments(JsonElement arguments)
    {
        if (arguments.ValueKind == JsonValueKind.Object && arguments.GetPropertyCount() == 0) return null;
        return Fits(arguments, LongestArguments) ? arguments : null;
    }

    /// <returns>What the event holds: one of the agent's own records as it is, anything else as JSON, and what an event may not carry by its size. And that JSON, whole, where it was written.</returns>
    public static (object Told, object? Json) Result(object result)
    {
        if (result is not JsonElement && FunctionResultConverter.Holds(result.GetType())) return (result, null);
        var json = result as JsonElement? ?? JsonSerializer.SerializeToElement(result, result.GetType(), FunctionBinding.Json);
        object written = json;
        return (Fits(json, LongestResult) ? written : JsonSerializer.SerializeToElement(new { omitted_bytes = JsonMarshal.GetRawUtf8Value(json).Length }), written);
    }

    private static bool Fits(JsonElement json, int longest)
    {
        var raw = JsonMarshal.GetRawUtf8Value(json);
        if (raw.Length > longest) return false;
        var reader = new Utf8JsonReader(raw, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.CurrentDepth > Deepest) return false;
        }

        return true;
    }
}
