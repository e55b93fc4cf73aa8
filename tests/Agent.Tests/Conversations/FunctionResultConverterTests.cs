using System.Text.Json.Serialization.Metadata;
using Agent.Conversations;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.People;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Tests.Conversations;

/// <summary>That the text is the same as that of <see cref="PluginsJson"/> is held by every journey; here is that no kind falls back to the slow way.</summary>
public sealed class FunctionResultConverterTests
{
    public static TheoryData<Type> Kinds =>
    [
        typeof(Refusal), typeof(MenuSearchResult), typeof(ItemDetails), typeof(StoreList), typeof(Comparison), typeof(BasketView), typeof(VoucherList), typeof(VoucherChoice),
        typeof(PaymentAsked), typeof(CancellationAsked), typeof(WalletView), typeof(OrderList), typeof(OrderView), typeof(ProblemHandled), typeof(SharedOrder), typeof(AddressSaved),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_result_is_written_by_generated_code(Type kind)
    {
        FunctionResultConverter.Holds(kind).ShouldBeTrue();

        var info = ResultJson.Default.GetTypeInfo(kind).ShouldNotBeNull();

        info.GetType().GetProperty(nameof(JsonTypeInfo<>.SerializeHandler))!.GetValue(info).ShouldNotBeNull();
    }
}
