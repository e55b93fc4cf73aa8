using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Tests.Payments.Simulation;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Payments;

public sealed class CheckoutTests
{
    [Fact]
    public async Task A_yes_pays_and_places_by_card()
    {
        await using var shop = new Shop();

        var paid = shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>().Order;

        paid.State.ShouldBe(OrderState.Placed);
        paid.Number.ShouldBe(paid.OrderId[^6..].ToUpperInvariant());
        paid.Minutes.ShouldBe(30);
        shop.Gateway.Payments.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Status.ShouldBe(PaymentStatus.Captured), p => p.Amount.ShouldBe(Shop.Yuan(24_50)));
        shop.Platform.Orders.Count.ShouldBe(1);
        shop.Balance(LedgerAccount.Gateway).ShouldBe(Shop.Yuan(-24_50));
        shop.Balance(LedgerAccount.Payable("lotus")).ShouldBe(Shop.Yuan(24_50));
        shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_yes_pays_from_the_wallet_and_the_campaign_bears_its_discount()
    {
        await using var shop = new Shop();
        shop.TopUp(100_00);

        shop.Pay(shop.Offer("qt_1", off: 5_00), "wallet").ShouldBeOfType<ConsentOutcome.Paid>();

        shop.Gateway.Payments.ShouldBeEmpty();
        shop.Balance(LedgerAccount.Wallet("demo")).ShouldBe(Shop.Yuan(75_50));
        shop.Balance(LedgerAccount.Hold("demo")).ShouldBe(Shop.Yuan(0));
        shop.Balance(LedgerAccount.Campaign).ShouldBe(Shop.Yuan(-5_00));
        shop.Balance(LedgerAccount.Payable("lotus")).ShouldBe(Shop.Yuan(29_50));
        shop.Read(tx => VoucherUses.InUse(tx, "demo")).ShouldBe(["WELCOME"]);
        shop.Read(Ledger.Verify).ShouldBeEmpty();
    }
}
