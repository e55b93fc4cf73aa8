using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Tests.Payments.Simulation;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Orders;

public sealed class PartCancellationTests
{
    [Theory]
    [InlineData("card", 0)]
    [InlineData("card", 1_00)]
    [InlineData("wallet", 1_00)]
    public async Task A_part_gives_back_what_was_paid_for_it_and_the_campaign_its_share(string method, long fee)
    {
        await using var shop = new Shop();
        shop.TopUp(100_00);
        shop.Platform.Fee = Shop.Yuan(fee);
        // 3 × 10.00 and 1 × 20.00, 5.00 off by a campaign, 3.00 delivery: 48.00.
        var id = Paid(shop, method);

        var asked = shop.Run(shop.Orders().RequestCancellation(id, [new LineChoice(1, 2)])).Value!;
        (asked.Fee.Minor, asked.Refund.Minor, asked.VouchersBack).ShouldBe((fee, 18_00 - fee, null));
        asked.Lines.ShouldBe([new LineUnits(1, 2)]);
        var cancelled = shop.Decide(asked.Consent).ShouldBeOfType<ConsentOutcome.Cancelled>();

        cancelled.Lines.ShouldBe([new LineUnits(1, 2)]);
        cancelled.Order.ShouldSatisfyAllConditions(
            o => o.State.ShouldBe(OrderState.Placed),
            o => o.Gone.ShouldBe([new LineUnits(1, 2)]),
            o => o.Refunded.ShouldBe(Shop.Yuan(18_00 - fee)));
        (method == "card" ? shop.Gateway.Payments.Single().Refunded : shop.Balance(LedgerAccount.Wallet("demo")) - Shop.Yuan(52_00)).ShouldBe(Shop.Yuan(18_00 - fee));
        shop.Balance(LedgerAccount.Campaign).ShouldBe(Shop.Yuan(-3_00));
        // What the platform is owed: the rest of the goods at list price, the delivery, and the fee.
        shop.Balance(LedgerAccount.Payable("lotus")).ShouldBe(Shop.Yuan(33_00 + fee));
        shop.Read(tx => VoucherUses.InUse(tx, "demo")).ShouldHaveSingleItem("The voucher stays used for the rest.").ShouldBe("WELCOME");
        shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fee_that_rose_after_the_question_is_not_paid_and_the_order_stands()
    {
        await using var shop = new Shop();
        var id = Paid(shop, "card");
        var asked = shop.Run(shop.Orders().RequestCancellation(id, [new LineChoice(1, 2)])).Value!;
        shop.Platform.Fee = Shop.Yuan(2_00);

        var refused = shop.Decide(asked.Consent).ShouldBeOfType<ConsentOutcome.Refused>();

        refused.Refusal.Code.ShouldBe(RefusalCode.PriceChanged);
        ((CancellationAsked)refused.Again.ShouldNotBeNull()).Fee.ShouldBe(Shop.Yuan(2_00));
        shop.Read(tx => OrderStore.Find(tx, "demo", id))!.ShouldSatisfyAllConditions(o => o.Gone.ShouldBeEmpty(), o => o.Refunded.IsZero.ShouldBeTrue());
        shop.Platform.Orders.Values.Single().Gone.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("card")]
    [InlineData("wallet")]
    public async Task Parts_and_then_the_rest_give_back_everything_once_and_the_voucher_too(string method)
    {
        await using var shop = new Shop();
        shop.TopUp(100_00);
        var id = Paid(shop, method);
        Cancel(shop, id, new LineChoice(1, 1)).Refund.ShouldBe(Shop.Yuan(9_00));
        Cancel(shop, id, new LineChoice(1)).Refund.ShouldBe(Shop.Yuan(18_00));
        shop.Run(shop.Orders().RequestCancellation(id, [new LineChoice(1)])).Refusal!.Code.ShouldBe(RefusalCode.OrderLineUnknown);

        // All that is left, whether it is named or not: with the delivery.
        var rest = Cancel(shop, id, new LineChoice(2, 1));

        (rest.Lines, rest.Refund, rest.Order.State, rest.Order.Refunded).ShouldBe((null, Shop.Yuan(21_00), OrderState.Cancelled, Shop.Yuan(48_00)));
        shop.Balance(LedgerAccount.Payable("lotus")).IsZero.ShouldBeTrue();
        shop.Balance(LedgerAccount.Campaign).IsZero.ShouldBeTrue();
        shop.Read(tx => VoucherUses.InUse(tx, "demo")).ShouldBeEmpty();
        shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fees_of_parts_are_not_asked_for_a_second_time_with_the_rest()
    {
        await using var shop = new Shop();
        shop.Platform.Fee = Shop.Yuan(1_00);
        var id = Paid(shop, "card");
        Cancel(shop, id, new LineChoice(1, 1)).Refund.ShouldBe(Shop.Yuan(8_00));

        var rest = shop.Run(shop.Orders().RequestCancellation(id)).Value!;

        (rest.Fee + rest.Refund).ShouldBe(Shop.Yuan(39_00));
        shop.Decide(rest.Consent).ShouldBeOfType<ConsentOutcome.Cancelled>().Order.Refunded.ShouldBe(Shop.Yuan(46_00));
        shop.Balance(LedgerAccount.Payable("lotus")).ShouldBe(Shop.Yuan(2_00));
    }

    [Theory]
    [InlineData(3, 1, RefusalCode.OrderLineUnknown)]
    [InlineData(0, 1, RefusalCode.OrderLineUnknown)]
    [InlineData(1, 4, RefusalCode.OrderLineUnknown)]
    [InlineData(1, 0, RefusalCode.QuantityInvalid)]
    [InlineData(1, int.MinValue, RefusalCode.QuantityInvalid)]
    public async Task What_the_order_does_not_hold_is_refused(int line, int units, RefusalCode code)
    {
        await using var shop = new Shop();

        shop.Run(shop.Orders().RequestCancellation(Paid(shop, "card"), [new LineChoice(line, units)])).Refusal!.Code.ShouldBe(code);
    }

    [Fact]
    public async Task The_same_line_twice_counts_together()
    {
        await using var shop = new Shop();
        var id = Paid(shop, "card");

        shop.Run(shop.Orders().RequestCancellation(id, [new LineChoice(1, 1), new LineChoice(1, 1)])).Value!.Lines.ShouldBe([new LineUnits(1, 2)]);
        shop.Run(shop.Orders().RequestCancellation(id, [new LineChoice(1, 2), new LineChoice(1, 2)])).Refusal!.Code.ShouldBe(RefusalCode.OrderLineUnknown);
        shop.Run(shop.Orders().RequestCancellation(id, [new LineChoice(1, int.MaxValue), new LineChoice(1, int.MaxValue)])).Refusal!.Code.ShouldBe(RefusalCode.OrderLineUnknown);
    }

    [Fact]
    public async Task An_answer_that_is_owed_is_a_state_and_its_end_is_told_unasked()
    {
        var silent = true;
        await using var shop = new Shop(faults: (_, what) => what == "cancel" && silent ? Fault.ReplyLost : Fault.None);
        var id = Paid(shop, "card");
        Poll(shop);
        var asked = shop.Run(shop.Orders().RequestCancellation(id, [new LineChoice(2)])).Value!;

        shop.Decide(asked.Consent).ShouldBeOfType<ConsentOutcome.Pending>().Order.Waiting.ShouldBe(OrderWait.Cancellation);
        shop.Run(shop.Orders().ListOrders()).Value!.Orders[0].Waiting.ShouldBe(OrderWait.Cancellation);
        shop.Run(shop.Orders().RequestCancellation(id)).Refusal!.Code.ShouldBe(RefusalCode.OrderInProgress);
        Poll(shop).ShouldBeEmpty();
        silent = false;
        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);

        Poll(shop).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            n => n.What.ShouldBe(OrderHappening.PartCancelled),
            n => n.Order.Gone.ShouldBe([new LineUnits(2, 1)]),
            n => n.Order.Waiting.ShouldBeNull());
        Poll(shop).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_that_comes_late_is_told_too()
    {
        var down = true;
        await using var shop = new Shop(faults: (_, what) => what == "cancel" && down ? Fault.Down : Fault.None);
        var id = Paid(shop, "card");
        Poll(shop);
        shop.Decide(shop.Run(shop.Orders().RequestCancellation(id)).Value!.Consent).ShouldBeOfType<ConsentOutcome.Pending>();
        (down, shop.Platform.RefusesCancel) = (false, true);
        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);

        Poll(shop).ShouldHaveSingleItem().What.ShouldBe(OrderHappening.NotCancelled);
    }

    [Fact]
    public async Task A_refund_that_the_bank_has_not_confirmed_is_said_so_until_it_has()
    {
        var silent = true;
        await using var shop = new Shop(faults: (_, what) => what == "refund" && silent ? Fault.ReplyLost : Fault.None);
        var id = Paid(shop, "card");
        Poll(shop);

        var cancelled = Cancel(shop, id);

        (cancelled.Order.State, cancelled.Order.Refunding, cancelled.Order.Refunded).ShouldBe((OrderState.Cancelled, Shop.Yuan(48_00), Shop.Yuan(0)));
        shop.Run(shop.Orders().TrackOrder(id)).Value!.Refunding.ShouldBe(Shop.Yuan(48_00));
        Poll(shop).ShouldBeEmpty();
        silent = false;
        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);
        Poll(shop).ShouldHaveSingleItem().ShouldSatisfyAllConditions(n => n.What.ShouldBe(OrderHappening.Refunded), n => n.Order.Refunded.ShouldBe(Shop.Yuan(48_00)), n => n.Order.Refunding.ShouldBeNull());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_voucher_that_has_ended_is_said_not_to_come_back(bool ended)
    {
        await using var shop = new Shop();
        var now = shop.Clock.GetUtcNow();
        shop.Write(tx => VoucherPurse.Issue(tx, "demo", new Voucher("WELCOME", new LocalizedText("Welcome", "欢迎", "Willkommen"), null, Funder.Campaign, now, ended ? now.AddMinutes(1) : now.AddDays(1), null)));
        var id = Paid(shop, "card");
        shop.Clock.Advance(TimeSpan.FromMinutes(2));

        var asked = shop.Run(shop.Orders().RequestCancellation(id)).Value!;

        (asked.VouchersBack, asked.VouchersEnded).ShouldSatisfyAllConditions(
            v => v.VouchersBack.ShouldBe(ended ? null : ["Welcome"]),
            v => v.VouchersEnded.ShouldBe(ended ? ["Welcome"] : null));
    }

    [Fact]
    public async Task A_store_that_cancels_the_rest_gives_back_the_rest()
    {
        await using var shop = new Shop();
        var id = Paid(shop, "card");
        Cancel(shop, id, new LineChoice(1, 2));
        shop.Platform.Move("lotus-1", OrderState.Cancelled);
        Poll(shop);
        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);

        shop.Gateway.Payments.Single().Refunded.ShouldBe(Shop.Yuan(48_00));
        shop.Balance(LedgerAccount.Campaign).IsZero.ShouldBeTrue();
        shop.Balance(LedgerAccount.Payable("lotus")).IsZero.ShouldBeTrue();
    }

    private static string Paid(Shop shop, string method)
    {
        var quote = shop.Offer("qt_1", lines: [(10_00, 3), (20_00, 1)], off: 5_00);
        quote.Total.ShouldBe(Shop.Yuan(48_00));
        return shop.Pay(quote, method).ShouldBeOfType<ConsentOutcome.Paid>().Order.OrderId;
    }

    private static ConsentOutcome.Cancelled Cancel(Shop shop, string id, params LineChoice[] lines) =>
        shop.Decide(shop.Run(shop.Orders().RequestCancellation(id, lines)).Value!.Consent).ShouldBeOfType<ConsentOutcome.Cancelled>();

    private static IReadOnlyList<OrderNews> Poll(Shop shop) => shop.Run(shop.Tracker.PollAsync(CancellationToken.None));
}
