using System.Security.Cryptography;
using System.Text.Json;
using Agent.Plugins.Orders;

namespace Agent.Plugins.Payments;

/// <summary>SHA-256 over canonical JSON of everything that a person agrees to who cancels an order.</summary>
internal static class CancellationHash
{
    public static string Compute(Order order, Money fee)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteString("order", order.Id);
            json.WriteString("platform_order", order.PlatformOrderId);
            json.WriteString("method", order.PaymentMethod);
            json.WriteString("currency", fee.Currency);
            json.WriteNumber("total", order.Quote.Total.Minor);
            json.WriteNumber("refunded", order.Refunded.Minor);
            json.WriteNumber("fee", fee.Minor);
            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }
}
