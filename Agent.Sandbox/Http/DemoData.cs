using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.People;
using Agent.Plugins.Vouchers;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.Platforms;

namespace Agent.Sandbox.Http;

/// <summary>What the demo person's agent starts with.</summary>
/// <param name="Orders">Delivered long ago, oldest first; the platforms know them too.</param>
internal sealed record DemoData(string PersonId, IReadOnlyList<Address> Addresses, Money WalletBalance, IReadOnlyList<Voucher> Vouchers, IReadOnlyList<Order> Orders)
{
    private const string PaidWith = "wallet";

    public static DemoData Of(SandboxCatalogue catalogue) =>
        new(
            catalogue.Person.Id,
            catalogue.Person.Addresses,
            catalogue.Person.WalletBalance,
            catalogue.CampaignVouchers,
            [.. PastOrders.Of(catalogue).Select(o => AsSeen(o))]);

    private static Order AsSeen(WorldOrder order) => new()
    {
        Id = order.Id,
        PersonId = order.PersonId,
        ConversationId = "",
        PlatformOrderId = order.Id,
        Quote = order.Quote,
        PaymentMethod = PaidWith,
        History = order.Plan,
        PromisedBy = order.Quote.Delivery.Until,
        ExpectedAt = order.EndsAt,
        Courier = order.Courier,
        Refunded = order.Refunded,
    };
}
