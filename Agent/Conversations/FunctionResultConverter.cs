using System.Text.Json;
using System.Text.Json.Serialization;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Campaigns;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.People;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Conversations;

/// <summary>A function's result with its kind, so that what is read back is the same record: {"kind": "comparison", "value": {…}}.</summary>
internal sealed class FunctionResultConverter : JsonConverter<object>
{
    private static readonly Dictionary<string, Type> Kinds = new(StringComparer.Ordinal)
    {
        ["refusal"] = typeof(Refusal),
        ["menu_search"] = typeof(MenuSearchResult),
        ["item"] = typeof(ItemDetails),
        ["stores"] = typeof(StoreList),
        ["comparison"] = typeof(Comparison),
        ["basket"] = typeof(BasketView),
        ["vouchers"] = typeof(VoucherList),
        ["voucher_choice"] = typeof(VoucherChoice),
        ["claimed"] = typeof(Claimed),
        ["invitation"] = typeof(Invitation),
        ["transfer_asked"] = typeof(TransferAsked),
        ["payment_asked"] = typeof(PaymentAsked),
        ["cancellation_asked"] = typeof(CancellationAsked),
        ["wallet"] = typeof(WalletView),
        ["orders"] = typeof(OrderList),
        ["order"] = typeof(OrderView),
        ["shared_order"] = typeof(SharedOrder),
        ["address_saved"] = typeof(AddressSaved),
        ["problem_handled"] = typeof(ProblemHandled),

        // What a function of an embedder's own returned.
        ["other"] = typeof(JsonElement),
    };

    private static readonly Dictionary<Type, string> Names = Kinds.ToDictionary(k => k.Value, k => k.Key);

    public static bool Holds(Type type) => Names.ContainsKey(type);

    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Read();
        if (!reader.ValueTextEquals("kind")) throw new JsonException("A function result starts with its kind.");
        reader.Read();
        var kind = reader.GetString()!;
        if (!Kinds.TryGetValue(kind, out var type)) throw new JsonException($"'{kind}' is not a kind of function result.");
        reader.Read();
        reader.Read();
        var value = JsonSerializer.Deserialize(ref reader, PluginsJson.Relaxed.GetTypeInfo(type)!)!;
        reader.Read();
        return value;
    }

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Names.GetValueOrDefault(value.GetType()) ?? throw new JsonException($"{value.GetType().Name} is not a function result."));
        writer.WritePropertyName("value");
        JsonSerializer.Serialize(writer, value, ResultJson.Default.GetTypeInfo(value.GetType()) ?? PluginsJson.Relaxed.GetTypeInfo(value.GetType())!);
        writer.WriteEndObject();
    }
}

/// <summary>The same form for the results that ask for a consent.</summary>
internal sealed class ConsentAskedConverter : JsonConverter<ConsentAsked>
{
    private static readonly FunctionResultConverter Results = new();

    public override ConsentAsked Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => (ConsentAsked)Results.Read(ref reader, typeof(object), options);

    public override void Write(Utf8JsonWriter writer, ConsentAsked value, JsonSerializerOptions options) => Results.Write(writer, value, options);
}
