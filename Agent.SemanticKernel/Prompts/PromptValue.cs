using System.Collections;
using System.Globalization;
using System.Security;
using System.Text.Json;
using Agent.Planning;

namespace Agent.SemanticKernel.Prompts;

/// <summary>What a template may be given: texts, lists and maps of them.</summary>
internal static class PromptValue
{
    /// <param name="encoded">Whether texts are put between tags.</param>
    public static object? Of(object? value, bool encoded, CultureInfo culture)
    {
        switch (value)
        {
            case null or bool:
                return value;
            case string text:
                return encoded ? SecurityElement.Escape(text) : text;
            case JsonElement element:
                return Of(element, encoded, culture);
            case IDictionary<string, object?> map:
                return map.ToDictionary(m => m.Key, m => Of(m.Value, encoded, culture), StringComparer.Ordinal);
            case IFormattable number:
                return Of(number.ToString(null, culture), encoded, culture);
            case IEnumerable list:
                return list.Cast<object?>().Select(v => Of(v, encoded, culture)).ToArray();
            default:
                // By the names that the agent's records have in JSON.
                return Of(JsonSerializer.SerializeToElement(value, value.GetType(), FunctionBinding.Json), encoded, culture);
        }
    }

    private static object? Of(JsonElement element, bool encoded, CultureInfo culture) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(p => p.Name, p => Of(p.Value, encoded, culture), StringComparer.Ordinal),
        JsonValueKind.Array => element.EnumerateArray().Select(e => Of(e, encoded, culture)).ToArray(),
        JsonValueKind.String => Of(element.GetString(), encoded, culture),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };
}
