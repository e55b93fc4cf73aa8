using System.Globalization;
using System.Text;
using System.Text.Json;
using Agent.Conversations;
using Agent.Planning;
using Agent.Plugins;
using Agent.Wording;

namespace Agent.Prompts;

/// <summary>
/// A function's result as a model reads it: compact JSON in which money is written out as the person's language writes it, a merchant's own text stands under <c>merchant_text</c>,
/// long strings end in a mark, and what goes beyond the bound is left out with a mark that says how much.
/// </summary>
internal static class ResultText
{
    /// <summary>UTF-8 bytes, from where on elements of lists and members of objects are left out.</summary>
    public const int MostBytes = 16_000;

    private const int LongestString = 400;
    private const int LongestMerchantText = 160;
    private const int Deepest = 24;

    public static string Of(object? result, Language language) => result switch
    {
        null => "null",
        string text => text.Length <= MostBytes ? text : text[..MostBytes] + "…[cut]",
        _ => Write(result, language),
    };

    private static string Write(object result, Language language)
    {
        var json = result as JsonElement? ?? (ResultJson.Default.GetTypeInfo(result.GetType()) is { } own ? JsonSerializer.SerializeToElement(result, own) : JsonSerializer.SerializeToElement(result, result.GetType(), FunctionBinding.Json));
        using var buffer = new PooledBuffer(2048);
        using var writer = new Utf8JsonWriter(buffer, RelaxedJson.Options);
        Write(json, writer, language, isMerchantText: false, depth: 0);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.Span);
    }

    private static void Write(JsonElement json, Utf8JsonWriter writer, Language language, bool isMerchantText, int depth)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object when IsMoney(json, out var money):
                writer.WriteStringValue(Phrases.Amount(money, language));
                break;
            case JsonValueKind.Object or JsonValueKind.Array when depth == Deepest:
                writer.WriteStringValue("[cut]");
                break;
            case JsonValueKind.Object:
                WriteObject(json, writer, language, depth);
                break;
            case JsonValueKind.Array:
                WriteArray(json, writer, language, isMerchantText, depth);
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Cut(json.GetString()!, isMerchantText ? LongestMerchantText : LongestString));
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    private static void WriteObject(JsonElement json, Utf8JsonWriter writer, Language language, int depth)
    {
        writer.WriteStartObject();
        var left = 0;
        foreach (var member in json.EnumerateObject())
        {
            if (IsFull(writer))
            {
                left++;
                continue;
            }

            var isMerchantText = member.NameEquals("description") || member.NameEquals("review");
            if (isMerchantText) writer.WritePropertyName("merchant_text");
            else writer.WritePropertyName(Cut(member.Name, 64));
            Write(member.Value, writer, language, isMerchantText, depth + 1);
        }

        if (left > 0) writer.WriteString("cut", Left(left));
        writer.WriteEndObject();
    }

    private static void WriteArray(JsonElement json, Utf8JsonWriter writer, Language language, bool isMerchantText, int depth)
    {
        writer.WriteStartArray();
        var (left, written) = (0, 0);
        foreach (var element in json.EnumerateArray())
        {
            if (written > 0 && IsFull(writer)) left++;
            else Write(element, writer, language, isMerchantText, depth + 1);
            written++;
        }

        if (left > 0) writer.WriteStringValue(Left(left));
        writer.WriteEndArray();
    }

    private static bool IsFull(Utf8JsonWriter writer) => writer.BytesCommitted + writer.BytesPending > MostBytes;

    private static string Left(int count) => string.Create(CultureInfo.InvariantCulture, $"[cut: {count} more; ask for less]");

    private static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        return text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…[cut]";
    }

    private static bool IsMoney(JsonElement json, out Money money)
    {
        money = default;
        if (json.GetPropertyCount() != 2 || !json.TryGetProperty("minor", out var minor) || !json.TryGetProperty("currency", out var currency)) return false;
        if (minor.ValueKind != JsonValueKind.Number || currency.ValueKind != JsonValueKind.String || !minor.TryGetInt64(out var value)) return false;
        money = new Money(value, currency.GetString()!);
        return true;
    }
}
