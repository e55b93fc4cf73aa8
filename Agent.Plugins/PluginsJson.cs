using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Agent.Plugins.Baskets;
using Agent.Plugins.Campaigns;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins;

/// <summary>The one JSON form of the domain's records: in storage, in events, on the wire. snake_case; times with their offset; money as whole minor units and a currency.</summary>
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(Basket))]
[JsonSerializable(typeof(BasketView))]
[JsonSerializable(typeof(IReadOnlyList<BasketChange>))]
[JsonSerializable(typeof(MenuSearchResult))]
[JsonSerializable(typeof(ItemDetails))]
[JsonSerializable(typeof(StoreList))]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(VoucherList))]
[JsonSerializable(typeof(VoucherChoice))]
[JsonSerializable(typeof(PaymentAsked))]
[JsonSerializable(typeof(CancellationAsked))]
[JsonSerializable(typeof(WalletView))]
[JsonSerializable(typeof(OrderList))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(ProblemHandled))]
[JsonSerializable(typeof(SharedOrder))]
[JsonSerializable(typeof(AddressSaved))]
[JsonSerializable(typeof(ConsentOutcome))]
[JsonSerializable(typeof(Claimed))]
[JsonSerializable(typeof(Invitation))]
[JsonSerializable(typeof(TransferAsked))]
[JsonSerializable(typeof(Campaign))]
[JsonSerializable(typeof(Gift))]
[JsonSerializable(typeof(Discount))]
[JsonSerializable(typeof(Quote))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Address))]
[JsonSerializable(typeof(Voucher))]
[JsonSerializable(typeof(IReadOnlyList<Voucher>))]
[JsonSerializable(typeof(StoreMenu))]
[JsonSerializable(typeof(IReadOnlyList<StoreMenu>))]
[JsonSerializable(typeof(PlatformInfo))]
[JsonSerializable(typeof(PlatformQuery))]
[JsonSerializable(typeof(QuoteRequest))]
[JsonSerializable(typeof(PlaceRequest))]
[JsonSerializable(typeof(Placement))]
[JsonSerializable(typeof(PlatformOrder))]
[JsonSerializable(typeof(CancellationTerms))]
[JsonSerializable(typeof(ProblemReport))]
[JsonSerializable(typeof(ProblemResolution))]
[JsonSerializable(typeof(PaymentState))]
[JsonSerializable(typeof(IReadOnlyList<LineUnits>))]
[JsonSerializable(typeof(ConsentRequest))]
[JsonSerializable(typeof(Consent))]
[JsonSerializable(typeof(IReadOnlyList<Settlement>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class PluginsJson : JsonSerializerContext
{
    /// <summary>Use this rather than <c>Default</c>, which knows nothing of the names and escapes every quote and every Chinese character.</summary>
    public static PluginsJson Relaxed { get; } = new(CreateOptions());

    /// <summary>Whether two records are the same in storage.</summary>
    internal static bool Same<T>(T left, T right, JsonTypeInfo<T> type) => JsonSerializer.Serialize(left, type) == JsonSerializer.Serialize(right, type);

    /// <summary>The options of <see cref="Relaxed"/>, for contexts of other projects that hold these records.</summary>
    public static JsonSerializerOptions CreateOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };
}
