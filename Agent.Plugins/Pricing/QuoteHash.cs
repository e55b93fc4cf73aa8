using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Agent.Plugins.Pricing;

/// <summary>SHA-256 over canonical JSON of everything that a person agrees to.</summary>
public static class QuoteHash
{
    /// <summary>Goes up whenever a field is added, removed or written differently.</summary>
    public const int Version = 3;

    /// <returns>Lower-case hexadecimal.</returns>
    public static string Compute(Quote quote, string paymentMethod)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json, quote, paymentMethod);
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, Quote quote, string paymentMethod)
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("quote", quote.Id);
        json.WriteString("platform", quote.PlatformId);
        json.WriteString("platform_name", quote.PlatformName);
        json.WriteString("store", quote.StoreId);
        json.WriteString("store_name", quote.StoreName);
        json.WriteString("payee", quote.Payee);
        json.WriteStartArray("lines");
        foreach (var line in quote.Lines)
        {
            json.WriteStartObject();
            json.WriteString("item", line.ItemId);
            json.WriteString("name", line.Name);
            WriteStrings(json, "choices", line.ChoiceIds);
            WriteStrings(json, "choice_names", line.Choices);
            json.WriteNumber("quantity", line.Quantity);
            WriteMoney(json, "unit_price", line.UnitPrice);
            json.WriteBoolean("allergens_complete", line.Allergens.Complete);
            WriteStrings(json, "contains", line.Allergens.Contains);
            WriteStrings(json, "may_contain", line.Allergens.MayContain);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("fees");
        foreach (var fee in quote.Fees)
        {
            json.WriteStartObject();
            json.WriteString("kind", fee.Kind.ToString());
            WriteMoney(json, "amount", fee.Amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("discounts");
        foreach (var discount in quote.Discounts)
        {
            json.WriteStartObject();
            json.WriteString("voucher", discount.VoucherCode);
            json.WriteString("title", discount.Title);
            json.WriteString("funder", discount.Funder.ToString());
            WriteMoney(json, "amount", discount.Amount);
            WriteStrings(json, "methods", discount.Methods);
            if (discount.How is { } how) WriteReckoning(json, how);
            if (discount.Split is { } split) WriteSplit(json, split);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteMoney(json, "total", quote.Total);
        json.WriteBoolean("pickup", quote.Delivery.Pickup);
        json.WriteString("address", quote.Delivery.AddressId);
        json.WriteString("address_label", quote.Delivery.Label);
        json.WriteString("street", quote.Delivery.Street);
        json.WriteString("from", quote.Delivery.From.ToUniversalTime());
        json.WriteString("until", quote.Delivery.Until.ToUniversalTime());
        json.WriteBoolean("gift", quote.Delivery.Gift is not null);
        json.WriteString("recipient", quote.Delivery.Gift?.Recipient);
        json.WriteString("note", quote.Note);
        json.WriteString("substitution", quote.Substitution.ToString());
        json.WriteString("payment_method", paymentMethod);
        json.WriteString("expires", quote.ExpiresAt.ToUniversalTime());
        json.WriteEndObject();
    }

    private static void WriteReckoning(Utf8JsonWriter json, Reckoning how)
    {
        json.WriteStartObject("how");
        json.WriteString("kind", how.Kind.ToString());
        WriteMoney(json, "counted", how.Counted);
        WriteMoney(json, "full", how.Full);
        if (how.BasisPoints is { } points) json.WriteNumber("basis_points", points);
        if (how.Units is { } units) json.WriteNumber("units", units);
        if (how.Of is { } of) json.WriteNumber("of", of);
        if (how.Cap is { } cap) WriteMoney(json, "cap", cap);
        if (how.Left is { } left) WriteMoney(json, "left", left);
        json.WriteEndObject();
    }

    private static void WriteSplit(Utf8JsonWriter json, DiscountSplit split)
    {
        json.WriteStartObject("split");
        WriteMonies(json, "lines", split.Lines);
        WriteMonies(json, "fees", split.Fees);
        json.WriteEndObject();
    }

    private static void WriteMonies(Utf8JsonWriter json, string name, IReadOnlyList<Money> amounts)
    {
        json.WriteStartArray(name);
        foreach (var amount in amounts)
        {
            json.WriteStartObject();
            WriteAmount(json, amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMoney(Utf8JsonWriter json, string name, Money money)
    {
        json.WriteStartObject(name);
        WriteAmount(json, money);
        json.WriteEndObject();
    }

    private static void WriteAmount(Utf8JsonWriter json, Money money)
    {
        json.WriteNumber("minor", money.Minor);
        json.WriteString("currency", money.Currency);
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
