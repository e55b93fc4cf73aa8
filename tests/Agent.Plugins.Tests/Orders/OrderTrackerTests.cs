using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Tests.Payments.Simulation;

namespace Agent.Plugins.Tests.Orders;

public sealed class OrderTrackerTests
{
    [Fact]
    public async Task Each_change_is_told_once_and_what_a_turn_told_is_not_told_again()
    {
        await using var shop = new Shop();
        var id = Paid(shop);

        Poll(shop).ShouldBeEmpty();
        shop.Platform.Move("lotus-1", OrderState.Accepted);
        shop.Platform.Move("lotus-1", OrderState.Preparing);

        Poll(shop).ShouldHaveSingleItem().ShouldSatisfyAllConditions(n => n.Order.Id.ShouldBe(id), n => n.Order.State.ShouldBe(OrderState.Preparing), n => n.Before.ShouldBe(OrderState.Placed));
        Poll(shop).ShouldBeEmpty();
        shop.Read(tx => OrderStore.Find(tx, "demo", id)!).History.Select(s => s.State).ShouldBe([OrderState.Pending, OrderState.Placed, OrderState.Accepted, OrderState.Preparing]);
    }

    [Fact]
    public async Task What_a_restart_cut_off_is_told_by_the_next_process()
    {
        await using var shop = new Shop();
        var id = Paid(shop);
        shop.Restart();

        Poll(shop).ShouldHaveSingleItem().ShouldSatisfyAllConditions(n => n.Order.Id.ShouldBe(id), n => n.Before.ShouldBe(OrderState.Pending), n => n.Order.State.ShouldBe(OrderState.Placed));
        shop.Restart();
        Poll(shop).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_order_that_fails_loses_nobody_elses_news()
    {
        var (broken, asked) = (false, 0);
        await using var shop = new Shop(faults: (_, what) => broken && what == "track" && ++asked % 2 == 0 ? Fault.Broken : Fault.None);
        Paid(shop);
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        shop.Pay(shop.Offer("qt_2")).ShouldBeOfType<ConsentOutcome.Paid>();
        Poll(shop);
        broken = true;
        shop.Platform.Move("lotus-1", OrderState.Accepted);
        shop.Platform.Move("lotus-2", OrderState.Accepted);

        Poll(shop).ShouldHaveSingleItem().Order.PlatformOrderId.ShouldBe("lotus-1");
        broken = false;
        Poll(shop).ShouldHaveSingleItem().Order.PlatformOrderId.ShouldBe("lotus-2");
    }

    [Fact]
    public async Task Lateness_is_told_once_with_its_reason_and_once_more_when_it_is_over()
    {
        await using var shop = new Shop();
        Paid(shop);
        Poll(shop);
        shop.Platform.Move("lotus-1", OrderState.Accepted);
        Poll(shop);
        shop.Platform.Move("lotus-1", OrderState.Accepted, late: TimeSpan.FromMinutes(12));

        var late = OrderViews.Of(Poll(shop).ShouldHaveSingleItem().Order, Language.German, shop.Turn.Now);

        (late.MinutesLate, late.LateReason, late.Minutes).ShouldBe((12, "Regen", 42));
        Poll(shop).ShouldBeEmpty();
        shop.Platform.Move("lotus-1", OrderState.Accepted);
        OrderViews.Of(Poll(shop).ShouldHaveSingleItem().Order, Language.English, shop.Turn.Now).MinutesLate.ShouldBeNull();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_late_order_is_offered_to_be_cancelled_where_that_is_free_and_once(long fee, bool free)
    {
        await using var shop = new Shop();
        Paid(shop);
        Poll(shop);
        shop.Platform.Fee = Shop.Yuan(fee);
        shop.Platform.Move("lotus-1", OrderState.Accepted, late: TimeSpan.FromMinutes(12));

        Poll(shop).ShouldHaveSingleItem().FreeToCancel.ShouldBe(free);
        shop.Platform.Move("lotus-1", OrderState.Preparing, late: TimeSpan.FromMinutes(14));
        Poll(shop).ShouldHaveSingleItem().FreeToCancel.ShouldBeFalse();
    }

    [Fact]
    public async Task Where_the_platform_does_not_say_its_terms_lateness_is_told_without_an_offer()
    {
        await using var shop = new Shop(faults: (_, what) => what == "terms" ? Fault.Down : Fault.None);
        Paid(shop);
        Poll(shop);
        shop.Platform.Move("lotus-1", OrderState.Accepted, late: TimeSpan.FromMinutes(12));

        Poll(shop).ShouldHaveSingleItem().ShouldSatisfyAllConditions(n => n.FreeToCancel.ShouldBeFalse(), n => OrderViews.IsLate(n.Order).ShouldBeTrue());
    }

    [Fact]
    public async Task A_delivered_order_is_told_and_then_left_alone()
    {
        await using var shop = new Shop();
        Paid(shop);
        shop.Platform.Move("lotus-1", OrderState.Delivered);
        Poll(shop).ShouldHaveSingleItem().Order.IsOpen.ShouldBeFalse();
        var calls = shop.Script.Trace.Count(l => l.Contains("track"));

        Poll(shop).ShouldBeEmpty();

        shop.Script.Trace.Count(l => l.Contains("track")).ShouldBe(calls);
    }

    [Fact]
    public async Task A_platform_that_is_down_changes_nothing_and_costs_its_patience_once()
    {
        await using var shop = new Shop(faults: (_, what) => what == "track" ? Fault.Delayed : Fault.None);
        Paid(shop);
        shop.Pay(shop.Offer("qt_2"));
        var before = shop.Clock.GetUtcNow();

        Poll(shop).ShouldBeEmpty();

        (shop.Clock.GetUtcNow() - before).ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_store_that_cancels_gives_everything_back()
    {
        await using var shop = new Shop();
        var id = Paid(shop);
        Poll(shop);
        shop.Platform.Move("lotus-1", OrderState.Cancelled);

        Poll(shop).ShouldHaveSingleItem().Order.State.ShouldBe(OrderState.Cancelled);
        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);

        shop.Read(tx => OrderStore.Find(tx, "demo", id)!).Refunded.ShouldBe(Shop.Yuan(24_50));
        shop.Gateway.Payments.ShouldHaveSingleItem().Refunded.ShouldBe(Shop.Yuan(24_50));
        shop.Read(Ledger.Verify).ShouldBeEmpty();
        Poll(shop).ShouldHaveSingleItem().What.ShouldBe(OrderHappening.Refunded);
        Poll(shop).ShouldBeEmpty();
    }

    private static string Paid(Shop shop) => shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>().Order.OrderId;

    private static IReadOnlyList<OrderNews> Poll(Shop shop) => shop.Run(shop.Tracker.PollAsync(CancellationToken.None));
}
