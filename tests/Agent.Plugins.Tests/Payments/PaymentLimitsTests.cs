using Agent.Plugins.Payments;
using Agent.Plugins.People;
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
    public async Task Exactly_the_limit_for_an_order_is_paid()
    {
        await using var shop = new Shop(limits: new PaymentLimits { PerOrder = 24_50 });

        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>();
        shop.Run(shop.Payments().RequestPayment(shop.Offer("qt_2", 24_51).Id)).Refusal!.Code.ShouldBe(RefusalCode.LimitPerOrder);
    }

    [Fact]
    public async Task Exactly_the_limit_for_a_day_is_paid()
    {
        await using var shop = new Shop(limits: new PaymentLimits { PerDay = 49_00 });

        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>();
        shop.Pay(shop.Offer("qt_2")).ShouldBeOfType<ConsentOutcome.Paid>();
        shop.Run(shop.Payments().RequestPayment(shop.Offer("qt_3", lines: [(1, 1)]).Id)).Refusal!.Code.ShouldBe(RefusalCode.LimitPerDay);
    }

    [Fact]
    public async Task A_payment_counts_for_its_window_and_not_a_tick_longer()
    {
        await using var shop = new Shop(limits: new PaymentLimits { Velocity = 1, VelocityWindow = TimeSpan.FromMinutes(10) });
        var begun = shop.Clock.GetUtcNow();
        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>();
        shop.Clock.MoveTo(begun + TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));

        shop.Run(shop.Payments().RequestPayment(shop.Offer("qt_2").Id)).Refusal!.Code.ShouldBe(RefusalCode.LimitVelocity);
        shop.Clock.MoveTo(begun + TimeSpan.FromMinutes(10));
        shop.Pay(shop.Offer("qt_3")).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Theory]
    [InlineData("day", RefusalCode.LimitPerDay)]
    [InlineData("velocity", RefusalCode.LimitVelocity)]
    public async Task Of_two_payments_at_once_that_fit_only_alone_one_is_refused(string limit, RefusalCode code)
    {
        await using var shop = new Shop(limits: limit == "day" ? new PaymentLimits { PerDay = 40_00 } : new PaymentLimits { Velocity = 1 });
        SynchronizationContext.SetSynchronizationContext(null);
        var elsewhere = shop.TurnOf("demo", "cnv_2");
        var (first, second) = (shop.Ask(shop.Offer("qt_1")), shop.Ask(shop.Offer("qt_2"), turn: elsewhere));
        var (one, other) = (shop.Consents.DecideAsync(shop.Turn, first.Id, true, CancellationToken.None), shop.Consents.DecideAsync(elsewhere, second.Id, true, CancellationToken.None));

        shop.RunAll(one, other);

        ConsentOutcome[] outcomes = [await one, await other];
        outcomes.OfType<ConsentOutcome.Paid>().Count().ShouldBe(1);
        outcomes.OfType<ConsentOutcome.Refused>().Single().Refusal.Code.ShouldBe(code);
        shop.Platform.Orders.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(200_00, true)]
    [InlineData(200_01, false)]
    public async Task To_a_new_address_a_stated_amount_is_paid_and_no_more(long minor, bool paid)
    {
        await using var shop = new Shop();
        AddOffice(shop, shop.Clock.GetUtcNow());

        var asked = shop.Run(shop.Payments().RequestPayment(shop.Offer("qt_1", minor).Id));

        asked.Succeeded.ShouldBe(paid);
        if (paid) shop.Decide(asked.Value!.Consent).ShouldBeOfType<ConsentOutcome.Paid>();
        else asked.Refusal!.ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe(RefusalCode.LimitNewAddress),
            r => r.Subject.ShouldBe("Office"),
            r => r.Amount.ShouldBe(Shop.Yuan(200_00)),
            r => r.At.ShouldBe(shop.Clock.GetUtcNow() + TimeSpan.FromHours(24)),
            r => r.At!.Value.Offset.ShouldBe(TimeSpan.FromHours(8)));
    }

    [Fact]
    public async Task An_address_is_new_for_its_window_and_not_a_tick_longer()
    {
        await using var shop = new Shop(limits: new PaymentLimits { NewAddressWindow = TimeSpan.FromHours(2), PerOrderToNewAddress = 10_00 });
        var added = shop.Clock.GetUtcNow();
        AddOffice(shop, added);
        shop.Clock.MoveTo(added + TimeSpan.FromHours(2) - TimeSpan.FromTicks(1));

        shop.Run(shop.Payments().RequestPayment(shop.Offer("qt_1").Id)).Refusal!.Code.ShouldBe(RefusalCode.LimitNewAddress);
        shop.Clock.MoveTo(added + TimeSpan.FromHours(2));
        shop.Pay(shop.Offer("qt_2")).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Fact]
    public async Task An_address_from_the_start_is_not_new_and_neither_is_one_that_is_saved_again_as_it_is()
    {
        await using var shop = new Shop();
        shop.Pay(shop.Offer("qt_1", 300_00)).ShouldBeOfType<ConsentOutcome.Paid>();
        shop.Write(tx =>
        {
            AddressBook.Save(tx, "demo", Office, shop.Clock.GetUtcNow());
            return true;
        });

        shop.Pay(shop.Offer("qt_2", 300_00)).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    /// <summary>Checked in the transaction that starts the payment: what was fine when it was asked is not any more.</summary>
    [Fact]
    public async Task An_address_that_is_replaced_after_the_question_is_new_when_it_is_paid()
    {
        await using var shop = new Shop();
        var asked = shop.Ask(shop.Offer("qt_1", 300_00));
        AddOffice(shop, shop.Clock.GetUtcNow());

        shop.Decide(asked).ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.LimitNewAddress);

        shop.Gateway.Payments.ShouldBeEmpty();
    }

    private static Address Office { get; } = new("office", new LocalizedText("Office", "公司", "Büro"), "1 Lake Road", "lake");

    /// <summary>Another place under the same id is as new as an added one.</summary>
    private static void AddOffice(Shop shop, DateTimeOffset at) => shop.Write(tx =>
    {
        AddressBook.Save(tx, "demo", Office with { Street = "9 New Road" }, at);
        return true;
    });

    [Fact]
    public async Task Another_persons_payments_do_not_count()
    {
        await using var shop = new Shop(limits: new PaymentLimits { Velocity = 1, PerDay = 25_00 });
        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>();
        var other = shop.TurnOf("other", "cnv_9");

        shop.Decide(shop.Ask(shop.Offer("qt_2", personId: "other"), turn: other), turn: other).ShouldBeOfType<ConsentOutcome.Paid>();
    }
}
