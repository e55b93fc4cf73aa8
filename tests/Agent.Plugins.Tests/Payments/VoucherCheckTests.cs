using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Plugins.Tests.Payments.Simulation;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Payments;

/// <summary>What may have changed between a quote and its yes.</summary>
public sealed class VoucherCheckTests
{
    [Fact]
    public async Task A_voucher_that_was_voided_after_the_quote_pays_nothing()
    {
        await using var shop = new Shop();
        Issue(shop, "WELCOME");
        var request = shop.Ask(shop.Offer("qt_1", off: 5_00));
        shop.Write(tx => VoucherPurse.Void(tx, "WELCOME", VoidReason.Misused, shop.Clock.GetUtcNow()));

        Refused(shop.Decide(request)).ShouldBe(RefusalCode.VoucherVoided);
        shop.Gateway.Payments.ShouldBeEmpty();
        shop.Read(tx => VoucherUses.InUse(tx, "demo")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_that_holds_a_voucher_goes_through_although_it_is_voided_meanwhile()
    {
        var silent = true;
        await using var shop = new Shop(faults: (_, what) => silent && what != "commit" ? Fault.Down : Fault.None);
        Issue(shop, "WELCOME");
        var request = shop.Ask(shop.Offer("qt_1", off: 5_00));
        shop.Decide(request).ShouldBeOfType<ConsentOutcome.Pending>();
        shop.Write(tx => VoucherPurse.Void(tx, "WELCOME", VoidReason.Withdrawn, shop.Clock.GetUtcNow()));

        silent = false;
        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);

        shop.Run(shop.Orders().ListOrders()).Value!.Orders.ShouldHaveSingleItem().State.ShouldBe(Plugins.Orders.OrderState.Placed);
        shop.Read(tx => VoucherUses.InUse(tx, "demo")).ShouldBe(["WELCOME"]);
    }

    [Fact]
    public async Task A_voucher_that_has_passed_to_another_person_is_unknown_to_the_first()
    {
        await using var shop = new Shop();
        Issue(shop, "WELCOME", person: "friend");
        Refused(shop.Decide(shop.Ask(shop.Offer("qt_1", off: 5_00)))).ShouldBe(RefusalCode.VoucherUnknown);
    }

    [Fact]
    public async Task One_order_a_day_with_a_limits_vouchers_and_the_next_from_midnight_by_the_persons_clock()
    {
        await using var shop = new Shop();
        var limit = new VoucherLimit("spring", 1, PerDay: true);
        foreach (var code in new[] { "A", "B", "C" }) Issue(shop, code, t => t with { Limit = limit });
        shop.Pay(Offer(shop, "qt_1", "A")).ShouldBeOfType<ConsentOutcome.Paid>();
        var second = shop.Decide(shop.Ask(Offer(shop, "qt_2", "B"))).ShouldBeOfType<ConsentOutcome.Refused>().Refusal;
        (second.Code, second.Count).ShouldBe((RefusalCode.VoucherLimit, 1));

        var midnight = VirtualTime.Noon.AddHours(12);
        shop.Clock.MoveTo(midnight.AddMinutes(-1));
        Refused(shop.Pay(Offer(shop, "qt_3", "B"))).ShouldBe(RefusalCode.VoucherLimit);
        shop.Clock.MoveTo(midnight);
        shop.Pay(Offer(shop, "qt_4", "B")).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Fact]
    public async Task A_cancelled_order_gives_its_place_under_the_limit_back()
    {
        await using var shop = new Shop();
        foreach (var code in new[] { "A", "B" }) Issue(shop, code, t => t with { Limit = new VoucherLimit("spring", 1, PerDay: false) });
        shop.Pay(Offer(shop, "qt_1", "A")).ShouldBeOfType<ConsentOutcome.Paid>();
        Refused(shop.Pay(Offer(shop, "qt_2", "B"))).ShouldBe(RefusalCode.VoucherLimit);
        shop.Decide(shop.Run(shop.Orders().RequestCancellation()).Value!.Consent).ShouldBeOfType<ConsentOutcome.Cancelled>();
        shop.Pay(Offer(shop, "qt_3", "B")).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Fact]
    public async Task Two_first_orders_cannot_both_be_the_first()
    {
        await using var shop = new Shop();
        foreach (var code in new[] { "A", "B" }) Issue(shop, code, t => t with { FirstOrderOnly = true });
        var other = shop.TurnOf("demo", "cnv_2");
        var (one, two) = (shop.Ask(Offer(shop, "qt_1", "A")), shop.Ask(Offer(shop, "qt_2", "B"), turn: other));
        shop.Decide(one).ShouldBeOfType<ConsentOutcome.Paid>();
        Refused(shop.Decide(two, turn: other)).ShouldBe(RefusalCode.VoucherFirstOrder);
    }

    [Fact]
    public async Task A_discount_that_needs_a_method_is_paid_by_it_where_none_is_named_and_refused_by_another()
    {
        await using var shop = new Shop();
        shop.TopUp(100_00);
        Offer(shop, "qt_1", "A", ["wallet"]);

        var refusal = shop.Run(shop.Payments().RequestPayment("qt_1", "card")).Refusal.ShouldNotBeNull();
        (refusal.Code, refusal.Choices.Single()).ShouldBe((RefusalCode.VoucherMethod, "wallet"));
        shop.Run(shop.Payments().RequestPayment("qt_1")).Value!.Consent.Method.ShouldBe("wallet");
    }

    private static RefusalCode Refused(ConsentOutcome outcome) => outcome.ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code;

    private static void Issue(Shop shop, string code, Func<VoucherTerms, VoucherTerms>? narrow = null, string person = "demo")
    {
        var voucher = Vouchers.TestVouchers.Off(code, 5, code) with { ValidUntil = VirtualTime.Noon.AddDays(9) };
        shop.Write(tx => VoucherPurse.Issue(tx, person, voucher with { Terms = (narrow ?? (t => t))(voucher.Terms!) })).ShouldBeTrue();
    }

    private static Quote Offer(Shop shop, string id, string code, params string[] methods)
    {
        var quote = shop.Offer(id, off: 5_00);
        quote = quote with { Discounts = [quote.Discounts[0] with { VoucherCode = code, Methods = methods }] };
        shop.Platform.Offer(quote);
        shop.Write(tx =>
        {
            tx.Execute("DELETE FROM quotes WHERE id = $1", id);
            QuoteStore.Save(tx, "demo", "cnv_1", [quote]);
            return true;
        });
        return quote;
    }
}
