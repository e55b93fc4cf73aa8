using System.Text.Json;
using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Tests.Payments.Simulation;

namespace Agent.Plugins.Tests.Orders;

/// <summary>A gift from the yes to what its recipient may read.</summary>
public sealed class ShareOrderTests
{
    [Fact]
    public async Task What_is_shared_of_an_order_has_no_amount_and_no_address()
    {
        await using var shop = new Shop();
        var paid = shop.Pay(shop.Offer("qt_1", gift: new GiftTo("Mei"))).ShouldBeOfType<ConsentOutcome.Paid>();
        paid.Order.Quote.Total.ShouldBe(Shop.Yuan(24_50), "the person pays, and sees what.");
        shop.Platform.Move("lotus-1", OrderState.PickedUp, late: TimeSpan.FromMinutes(10));

        var shared = shop.Run(shop.Orders().ShareOrder()).Value.ShouldNotBeNull();

        (shared.Recipient, shared.StoreName, shared.State, shared.Courier, shared.LateReason).ShouldBe(("Mei", "Taro House", OrderState.PickedUp, "Li", "rain"));
        shared.Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(l => l.Name.ShouldBe("Taro milk tea"), l => l.Quantity.ShouldBe(1));
        var text = JsonSerializer.Serialize(shared, PluginsJson.Relaxed.SharedOrder);
        foreach (var hidden in new[] { "minor", "CNY", "total", "price", "Lake Road", "Office", "card" }) text.ShouldNotContain(hidden);
        shop.Run(shop.Orders(shop.TurnOf("other", "cnv_2")).ShareOrder(shared.OrderId)).Refusal!.Code.ShouldBe(RefusalCode.OrderUnknown);
    }

    /// <summary>Whatever is added to the records: none of them can hold money.</summary>
    [Theory]
    [InlineData(typeof(SharedOrder))]
    [InlineData(typeof(SharedLine))]
    public void Nothing_that_is_shared_can_hold_an_amount(Type record) =>
        record.GetProperties().Select(p => p.PropertyType).ShouldAllBe(t => t != typeof(Money) && t != typeof(Money?) && t != typeof(Quote) && t != typeof(decimal) && t != typeof(long));

    [Fact]
    public void The_slip_of_a_gift_shows_no_price_and_any_other_does()
    {
        var plain = CourierSlip.Of(Pricing.QuoteHashTests.Sample with { Delivery = Pricing.QuoteHashTests.Sample.Delivery with { Gift = null } }, []);
        (plain.Recipient, plain.Total, plain.Lines[0].UnitPrice).ShouldBe((null, Shop.Yuan(28_00), Shop.Yuan(12_00)));

        var gift = CourierSlip.Of(Pricing.QuoteHashTests.Sample, [new LineUnits(1, 1)]);
        (gift.Recipient, gift.Total).ShouldBe(("Mei", null));
        gift.Lines.Select(l => (l.Name, l.Quantity, l.UnitPrice)).ShouldBe([("Taro milk tea", 1, null), ("Bun", 1, null)]);
    }

    [Fact]
    public async Task The_next_order_is_for_nobody_until_that_is_said_again()
    {
        await using var shop = new Shop();
        var quote = shop.Offer("qt_1", gift: new GiftTo("Mei"));
        shop.Write(tx =>
        {
            var wanted = new Delivery("office", false, null) { Gift = new GiftWish(true, "Mei") };
            BasketStore.Save(tx, "demo", "cnv_1", new Basket { Version = 1, StoreId = quote.StoreId, Lines = OrderedBasket.LinesOf(quote), Delivery = wanted });
            return true;
        });

        shop.Pay(quote).ShouldBeOfType<ConsentOutcome.Paid>();

        shop.Read(tx => BasketStore.Load(tx, "demo", "cnv_1")).Delivery.ShouldBe(Delivery.Unset);
    }
}
