using Agent.Plugins.Vouchers;
using static Agent.Plugins.Tests.Vouchers.TestVouchers;

namespace Agent.Plugins.Tests.Vouchers;

public sealed class VoucherArithmeticTests
{
    private static long[] Amounts(VoucherSubject subject, params Voucher[] vouchers) =>
        [.. VoucherArithmetic.Apply(vouchers, subject, Language.English).Value.ShouldNotBeNull().Select(d => d.Amount.Minor)];

    [Fact]
    public void Percentages_are_of_the_list_price_then_amounts_then_free_orders()
    {
        var subject = Subject(5, ("tea", 40));
        Voucher[] named = [Free("C", 100, "3"), Off("B", 6, "2"), Percent("A", 25, 50, "1")];
        Amounts(subject, named).ShouldBe([1000, 600, 2400 + 500]);
        Amounts(subject, [.. named.Reverse()]).ShouldBe([1000, 600, 2400 + 500]);
    }

    [Fact]
    public void A_percentage_stops_at_its_cap() => Amounts(Subject(0, ("tea", 40)), Percent("A", 50, 7)).ShouldBe([700]);

    [Fact]
    public void An_amount_covers_only_goods_of_its_categories_and_never_fees() =>
        Amounts(Subject(9, ("tea", 4), ("meal", 30)), Off("A", 10, categories: "tea")).ShouldBe([400]);

    [Fact]
    public void A_free_order_covers_fees_up_to_its_value() => Amounts(Subject(9, ("tea", 4)), Free("A", 10)).ShouldBe([1000]);

    [Fact]
    public void What_is_missing_to_the_minimum_is_told() =>
        VoucherArithmetic.Check(Off("A", 5, least: 30), Subject(5, ("tea", 22)), Language.English)!.Amount.ShouldBe(TestMenu.Yuan(8));

    [Fact]
    public void The_minimum_counts_only_goods_of_its_categories() =>
        VoucherArithmetic.Check(Off("A", 5, least: 30, categories: "tea"), Subject(5, ("tea", 22), ("meal", 50)), Language.English)!.Amount.ShouldBe(TestMenu.Yuan(8));

    [Fact]
    public void Two_of_a_group_do_not_join()
    {
        var outcome = VoucherArithmetic.Apply([Off("B", 1), Off("A", 1)], Subject(0, ("tea", 9)), Language.German);
        outcome.Refusal.ShouldNotBeNull().Code.ShouldBe(RefusalCode.VoucherNotUsable);
        outcome.Refusal.Subject.ShouldBe("Voucher B (de)");
    }

    [Theory]
    [InlineData(-2, -1)]
    [InlineData(1, 2)]
    public void Outside_its_validity_it_is_refused_with_the_time(int fromDays, int untilDays)
    {
        var voucher = Off("A", 5) with { ValidFrom = VirtualTime.Noon.AddDays(fromDays), ValidUntil = VirtualTime.Noon.AddDays(untilDays) };
        VoucherArithmetic.Check(voucher, Subject(0, ("tea", 9)), Language.English)!.At.ShouldNotBeNull();
    }

    [Fact]
    public void The_end_of_validity_is_no_longer_valid() =>
        VoucherArithmetic.Check(Off("A", 5) with { ValidUntil = VirtualTime.Noon }, Subject(0, ("tea", 9)), Language.English).ShouldNotBeNull();

    [Fact]
    public void Another_platforms_voucher_does_not_fit() =>
        VoucherArithmetic.Check(Off("A", 5, platform: "beta"), Subject(0, ("tea", 9)), Language.English)!.Code.ShouldBe(RefusalCode.VoucherNotUsable);

    [Fact]
    public void An_amount_in_another_currency_does_not_fit()
    {
        var euros = Of("A", new Benefit.AmountOff(new Money(500, "EUR")), "g", null, null, []);
        VoucherArithmetic.Check(euros, Subject(0, ("tea", 9)), Language.English)!.Code.ShouldBe(RefusalCode.VoucherNotUsable);
        var least = Off("B", 5) with { Terms = Off("B", 5).Terms! with { MinimumSpend = new Money(1, "EUR") } };
        VoucherArithmetic.Check(least, Subject(0, ("tea", 9)), Language.English)!.Code.ShouldBe(RefusalCode.VoucherNotUsable);
    }

    [Fact]
    public void Hostile_terms_never_add_to_the_price()
    {
        var subject = Subject(5, ("tea", 9));
        Amounts(subject, Off("A", -5)).ShouldBe([0]);
        Amounts(subject, Free("A", -5)).ShouldBe([0]);
        Amounts(subject, Percent("A", -50, 5)).ShouldBe([0]);
        Amounts(subject, Percent("A", 50, -5)).ShouldBe([0]);
        Amounts(subject, Percent("A", 900, 10_000)).ShouldBe([900]);
    }

    [Fact]
    public void Amounts_that_cannot_be_held_are_an_error_and_never_wrap()
    {
        var huge = Line("tea", 1) with { UnitPrice = new Money(long.MaxValue, "CNY") };
        var subject = TestVouchers.Of([huge, huge]);
        Should.Throw<OverflowException>(() => VoucherArithmetic.Apply([Off("A", 5)], subject, Language.English));
    }
}
