using Agent.Plugins.Payments;
using Agent.Plugins.Tests.Payments.Simulation;

namespace Agent.Plugins.Tests.Payments;

public sealed class PaymentLimitsTests
{
    [Fact]
    public async Task An_order_above_the_limit_is_not_asked_for()
    {
        await using var shop = new Shop(limits: new PaymentLimits { PerOrder = 24_49 });

        var refusal = shop.Run(shop.Payments().RequestPayment(shop.Offer("qt_1").Id)).Refusal!;

        (refusal.Code, refusal.Amount).ShouldBe((RefusalCode.LimitPerOrder, Shop.Yuan(24_49)));
    }

    [Fact]
    public async Task The_days_limit_is_checked_when_paying_and_ends_at_the_persons_midnight()
    {
        await using var shop = new Shop(limits: new PaymentLimits { PerDay = 40_00 });
        var elsewhere = shop.TurnOf("demo", "cnv_2");
        // Both are within the limit when they are asked for; only together they are not.
        var (first, second) = (shop.Ask(shop.Offer("qt_1")), shop.Ask(shop.Offer("qt_2"), turn: elsewhere));
        shop.Decide(first).ShouldBeOfType<ConsentOutcome.Paid>();

        var refusal = shop.Decide(second, turn: elsewhere).ShouldBeOfType<ConsentOutcome.Refused>().Refusal;

        refusal.Code.ShouldBe(RefusalCode.LimitPerDay);
        refusal.At.ShouldBe(new DateTimeOffset(2026, 2, 7, 0, 0, 0, TimeSpan.FromHours(8)));
        shop.Platform.Orders.Count.ShouldBe(1);
        shop.Clock.MoveTo(refusal.At!.Value);
        shop.Pay(shop.Offer("qt_3")).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Fact]
    public async Task Payments_that_came_to_nothing_do_not_count_for_the_day()
    {
        await using var shop = new Shop(faults: (_, what) => what == "authorise" ? Fault.Refused : Fault.None, limits: new PaymentLimits { PerDay = 30_00 });
        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.PaymentDeclined);
        shop.Script.Quiet = true;

        shop.Pay(shop.Offer("qt_2")).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Fact]
    public async Task Too_many_payments_in_a_short_time_are_refused_until_it_is_over()
    {
        await using var shop = new Shop(limits: new PaymentLimits { Velocity = 2 });
        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>();
        shop.Pay(shop.Offer("qt_2")).ShouldBeOfType<ConsentOutcome.Paid>();

        var refusal = shop.Run(shop.Payments().RequestPayment(shop.Offer("qt_3").Id)).Refusal!;

        (refusal.Code, refusal.Count).ShouldBe((RefusalCode.LimitVelocity, 2L));
        shop.Clock.MoveTo(refusal.At!.Value);
        shop.Pay(shop.Offer("qt_4")).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Fact]
    public async Task Another_persons_payments_do_not_count()
    {
        await using var shop = new Shop(limits: new PaymentLimits { Velocity = 1, PerDay = 25_00 });
        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>();
        var other = shop.TurnOf("other", "cnv_9");

        shop.Decide(shop.Ask(shop.Offer("qt_2", personId: "other"), turn: other), turn: other).ShouldBeOfType<ConsentOutcome.Paid>();
    }
}
