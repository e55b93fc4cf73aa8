using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Tests.Payments.Simulation;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Orders;

public sealed class OrderPluginTests
{
    [Theory]
    [InlineData("card", 0, 24_50)]
    [InlineData("card", 3_00, 21_50)]
    [InlineData("wallet", 3_00, 21_50)]
    [InlineData("wallet", 99_00, 0)]
    public async Task Cancelling_by_consent_keeps_exactly_the_fee(string method, long fee, long refund)
    {
        await using var shop = new Shop();
        shop.TopUp(100_00);
        shop.Platform.Fee = Shop.Yuan(fee);
        shop.Pay(shop.Offer("qt_1", off: 5_00), method).ShouldBeOfType<ConsentOutcome.Paid>();
        var asked = shop.Run(shop.Orders().RequestCancellation()).Value!;
        (asked.Fee + asked.Refund, asked.Refund, asked.Consent.Amount).ShouldBe((Shop.Yuan(24_50), Shop.Yuan(refund), asked.Fee));

        var cancelled = shop.Decide(asked.Consent).ShouldBeOfType<ConsentOutcome.Cancelled>();

        (cancelled.Refund, cancelled.Order.State, cancelled.Order.Refunded).ShouldBe((Shop.Yuan(refund), OrderState.Cancelled, Shop.Yuan(refund)));
        (method == "card" ? shop.Gateway.Payments.Single().Refunded : shop.Balance(LedgerAccount.Wallet("demo")) - Shop.Yuan(75_50)).ShouldBe(Shop.Yuan(refund));
        shop.Balance(LedgerAccount.Payable("lotus")).ShouldBe(Shop.Yuan(24_50 - refund));
        shop.Balance(LedgerAccount.Campaign).ShouldBe(Shop.Yuan(0));
        shop.Read(tx => VoucherUses.InUse(tx, "demo")).ShouldBeEmpty();
        shop.Read(Ledger.Verify).ShouldBeEmpty();
        shop.Run(shop.Orders().RequestCancellation()).Refusal!.Code.ShouldBe(RefusalCode.OrderUnknown);
    }

    [Fact]
    public async Task A_fee_that_rose_after_the_yes_cancels_nothing()
    {
        await using var shop = new Shop();
        shop.Pay(shop.Offer("qt_1"));
        var asked = shop.Run(shop.Orders().RequestCancellation()).Value!;
        shop.Platform.Fee = Shop.Yuan(1);

        shop.Decide(asked.Consent).ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.PriceChanged);

        shop.Platform.Orders.Values.Single().Order.State.ShouldBe(OrderState.Placed);
        shop.Gateway.Payments.Single().Refunded.IsZero.ShouldBeTrue();
    }

    [Theory]
    [InlineData("card")]
    [InlineData("wallet")]
    public async Task A_platform_that_keeps_more_than_was_agreed_to_keeps_it_from_us_and_not_from_the_person(string method)
    {
        await using var shop = new Shop();
        shop.TopUp(100_00);
        shop.Platform.Fee = Shop.Yuan(3_00);
        shop.Pay(shop.Offer("qt_1"), method);
        var asked = shop.Run(shop.Orders().RequestCancellation()).Value!;
        (shop.Platform.Fee, shop.Platform.IgnoresMostFee) = (Shop.Yuan(10_00), true);

        var cancelled = shop.Decide(asked.Consent).ShouldBeOfType<ConsentOutcome.Cancelled>();

        (cancelled.Fee, cancelled.Refund, cancelled.Order.Refunded).ShouldBe((Shop.Yuan(3_00), Shop.Yuan(21_50), Shop.Yuan(21_50)));
        shop.Balance(LedgerAccount.Payable("lotus")).ShouldBe(Shop.Yuan(10_00));
        shop.Balance(LedgerAccount.Losses).ShouldBe(Shop.Yuan(-7_00));
        shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_on_its_way_can_no_longer_be_cancelled()
    {
        await using var shop = new Shop();
        shop.Pay(shop.Offer("qt_1"));
        shop.Platform.Move("lotus-1", OrderState.PickedUp);

        shop.Run(shop.Orders().RequestCancellation()).Refusal!.ShouldSatisfyAllConditions(r => r.Code.ShouldBe(RefusalCode.OrderNotCancellable), r => r.Platform.ShouldBe("Lotus"));
    }

    [Fact]
    public async Task A_problem_is_put_right_once_without_a_consent()
    {
        await using var shop = new Shop();
        shop.Platform.ProblemRefund = Shop.Yuan(9_00);
        var id = shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>().Order.OrderId;
        shop.Run(shop.Orders().ReportProblem(ProblemKind.WrongItem, wish: ProblemWish.Refund)).Refusal!.Code.ShouldBe(RefusalCode.ProblemTooEarly);
        shop.Platform.Move("lotus-1", OrderState.Delivered);

        var handled = shop.Run(shop.Orders().ReportProblem(ProblemKind.WrongItem, id[^6..].ToUpperInvariant(), [1], ProblemWish.Refund)).Value!;

        (handled.Refund, handled.Pending, handled.Order.Refunded).ShouldBe((Shop.Yuan(9_00), false, Shop.Yuan(9_00)));
        shop.Run(shop.Orders().ReportProblem(ProblemKind.WrongItem, wish: ProblemWish.Refund)).Refusal!.Code.ShouldBe(RefusalCode.ProblemReported);
        shop.Gateway.Payments.Single().Refunded.ShouldBe(Shop.Yuan(9_00));
    }

    [Fact]
    public async Task A_refund_that_the_gateway_does_not_answer_is_pending_and_arrives_later()
    {
        await using var shop = new Shop(faults: (_, what) => what == "refund" ? Fault.ReplyLost : Fault.None);
        shop.Platform.ProblemRefund = Shop.Yuan(9_00);
        var id = shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>().Order.OrderId;
        shop.Platform.Move("lotus-1", OrderState.Delivered);

        var handled = shop.Run(shop.Orders().ReportProblem(ProblemKind.MissingItem, wish: ProblemWish.Refund)).Value!;
        (handled.Pending, handled.Refund, handled.Order.Refunded).ShouldBe((true, Shop.Yuan(9_00), Shop.Yuan(0)));
        shop.Script.Quiet = true;
        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);

        shop.Gateway.Payments.Single().Refunded.ShouldBe(Shop.Yuan(9_00));
        shop.Read(tx => OrderStore.Find(tx, "demo", id)!).Refunded.ShouldBe(Shop.Yuan(9_00));
    }

    [Fact]
    public async Task Nobody_sees_another_persons_orders()
    {
        await using var shop = new Shop();
        var id = shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>().Order.OrderId;
        var stranger = shop.Orders(shop.TurnOf("other", "cnv_1"));

        shop.Run(stranger.ListOrders()).Value!.Orders.ShouldBeEmpty();
        shop.Run(stranger.TrackOrder(id)).Refusal!.Code.ShouldBe(RefusalCode.OrderUnknown);
        shop.Run(stranger.RequestCancellation(id)).Refusal!.Code.ShouldBe(RefusalCode.OrderUnknown);
        shop.Run(stranger.ReportProblem(ProblemKind.Other, id)).Refusal!.Code.ShouldBe(RefusalCode.OrderUnknown);
        shop.Run(stranger.Reorder(id)).Refusal!.Code.ShouldBe(RefusalCode.OrderUnknown);
        shop.Run(stranger.Reorder()).Refusal!.Code.ShouldBe(RefusalCode.NothingToRepeat);
    }

    [Fact]
    public async Task Orders_are_listed_newest_first_and_found_by_number()
    {
        await using var shop = new Shop();
        var first = shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>().Order;
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = shop.Pay(shop.Offer("qt_2")).ShouldBeOfType<ConsentOutcome.Paid>().Order;
        shop.Platform.Move("lotus-1", OrderState.Delivered);
        shop.Run(shop.Tracker.PollAsync(CancellationToken.None));

        shop.Run(shop.Orders().ListOrders()).Value!.Orders.Select(o => o.OrderId).ShouldBe([second.OrderId, first.OrderId]);
        shop.Run(shop.Orders().ListOrders(openOnly: true)).Value!.Orders.Select(o => o.OrderId).ShouldBe([second.OrderId]);
        shop.Run(shop.Orders().TrackOrder(first.Number.ToLowerInvariant())).Value!.State.ShouldBe(OrderState.Delivered);
        shop.Run(shop.Orders().TrackOrder()).Value!.OrderId.ShouldBe(second.OrderId);
        shop.Run(shop.Orders().TrackOrder("%")).Refusal!.Code.ShouldBe(RefusalCode.OrderUnknown);
    }

    [Fact]
    public async Task A_note_or_item_that_does_not_fit_is_named()
    {
        await using var shop = new Shop();
        shop.Pay(shop.Offer("qt_1"));

        shop.Run(shop.Orders().ReportProblem(ProblemKind.Other, note: new string('x', 501))).Refusal!.ShouldSatisfyAllConditions(r => r.Code.ShouldBe(RefusalCode.NoteTooLong), r => r.Count.ShouldBe(500));
        shop.Run(shop.Orders().ReportProblem(ProblemKind.MissingItem, lines: [2])).Refusal!.ShouldSatisfyAllConditions(r => r.Code.ShouldBe(RefusalCode.OrderLineUnknown), r => r.Choices.ShouldBe(["Taro milk tea"]));
    }
}
