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

/// <summary>Writes the function results, the bulk of every turn, by generated code and without metadata: the same text as <see cref="PluginsJson"/>, at a fraction of its cost. It reads nothing.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(MenuSearchResult))]
[JsonSerializable(typeof(ItemDetails))]
[JsonSerializable(typeof(StoreList))]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(BasketView))]
[JsonSerializable(typeof(VoucherList))]
[JsonSerializable(typeof(VoucherChoice))]
[JsonSerializable(typeof(Claimed))]
[JsonSerializable(typeof(Invitation))]
[JsonSerializable(typeof(TransferAsked))]
[JsonSerializable(typeof(PaymentAsked))]
[JsonSerializable(typeof(CancellationAsked))]
[JsonSerializable(typeof(WalletView))]
[JsonSerializable(typeof(OrderList))]
[JsonSerializable(typeof(SharedOrder))]
[JsonSerializable(typeof(AddressSaved))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(ProblemHandled))]
internal sealed partial class ResultJson : JsonSerializerContext;
