using System.Security.Cryptography;
using System.Text.Json;
using Agent.Plugins.Orders;

namespace Agent.Plugins.Payments;

/// <summary>SHA-256 over canonical JSON of everything that a person agrees to who cancels an order or a part of it.</summary>
internal static class CancellationHash
{
    /// <summary>Goes up whenever a field is added, removed or written differently.</summary>
    private const int Version = 2;

    public static string Compute(CancellationOffer offer)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("order", offer.OrderId);
            json.WriteString("platform_order", offer.PlatformOrderId);
            json.WriteString("method", offer.Method);
            WriteLines(json, "lines", offer.Lines);
            WriteLines(json, "gone", offer.Gone);
            WriteMoney(json, "total", offer.Total);
            WriteMoney(json, "refunded", offer.Refunded);
            WriteMoney(json, "fee", offer.Fee);
            WriteMoney(json, "refund", offer.Refund);
            WriteStrings(json, "returning", offer.Returning);
            WriteStrings(json, "ended", offer.Ended);
            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void WriteLines(Utf8JsonWriter json, string name, IReadOnlyList<LineUnits> lines)
    {
        json.WriteStartArray(name);
        foreach (var line in lines)
        {
            json.WriteStartArray();
            json.WriteNumberValue(line.Line);
            json.WriteNumberValue(line.Units);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteMoney(Utf8JsonWriter json, string name, Money money)
    {
        json.WriteStartObject(name);
        json.WriteNumber("minor", money.Minor);
        json.WriteString("currency", money.Currency);
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
