using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Agent.Models.OpenAI;

/// <summary>Reads what a model wrote as a call's arguments.</summary>
internal static class CallArguments
{
    private const int LongestReason = 200;

    /// <returns>The arguments, their values as <see cref="JsonElement"/>; or null and what is wrong with them.</returns>
    public static (Dictionary<string, object?>? Values, Exception? Problem) Parse(ReadOnlySpan<byte> json)
    {
        json = json.Trim(" \t\r\n"u8);
        if (json.IsEmpty || json.SequenceEqual("null"u8)) return ([], null);
        try
        {
            var root = Read(json);

            // Written twice: a string that holds the object.
            if (root.ValueKind == JsonValueKind.String && root.GetString()!.Trim() is ['{', .., '}'] inner) root = Read(Encoding.UTF8.GetBytes(inner));
            return root.ValueKind == JsonValueKind.Object ? (Values(root), null) : (null, new JsonException($"The arguments are not a JSON object but {Name(root.ValueKind)}."));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var reason = e.Message.Length <= LongestReason ? e.Message : e.Message[..LongestReason] + "…";
            return (null, new JsonException("The arguments are not a JSON object: " + reason, e));
        }
    }

    /// <summary>One JSON object from its first brace to its last.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> json)
    {
        json = json.Trim(" \t\r\n"u8);
        if (json is not [(byte)'{', .., (byte)'}']) return false;
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        try
        {
            return reader.Read() && reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonElement Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var root = JsonElement.ParseValue(ref reader);
        if (json.IndexOf("\\u"u8) >= 0 || !Utf8.IsValid(json)) CheckText(json);
        return reader.BytesConsumed == json.Length || json[(int)reader.BytesConsumed..].Trim(" \t\r\n"u8).IsEmpty ? root : throw new JsonException("Something follows its end.");
    }

    /// <summary>Half a surrogate pair and bytes that are no UTF-8 pass the parser, and fail whoever reads the text later.</summary>
    private static void CheckText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
    }

    private static Dictionary<string, object?> Values(JsonElement root)
    {
        var values = new Dictionary<string, object?>(root.GetPropertyCount(), StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject()) values[property.Name] = property.Value.ValueKind == JsonValueKind.Null ? null : property.Value;
        return values;
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        _ => "a single value",
    };
}
