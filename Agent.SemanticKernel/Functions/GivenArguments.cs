using System.Text.Json;
using Microsoft.SemanticKernel;

namespace Agent.SemanticKernel.Functions;

/// <summary>A Kernel's planner hands every argument over as text, lists and numbers too. The schema says which of them are none.</summary>
internal static class GivenArguments
{
    public static Dictionary<string, object?> Read(IEnumerable<KeyValuePair<string, object?>> given, JsonElement schema)
    {
        var read = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            // Semantic Kernel sends itself along.
            if (value is Kernel) continue;
            read[name] = value is string text && !TakesText(schema, name) ? Read(text) : value;
        }

        return read;
    }

    private static bool TakesText(JsonElement schema, string name)
    {
        if (!schema.TryGetProperty("properties", out var properties) || !properties.TryGetProperty(name, out var property)) return true;
        if (!property.TryGetProperty("type", out var type)) return true;
        return type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(t => t.ValueEquals("string")) : type.ValueEquals("string");
    }

    private static object? Read(string text)
    {
        // True and False are how .NET writes them.
        if (bool.TryParse(text, out var flag)) return flag;
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            // The function's own words say what it expects.
            return text;
        }
    }
}
