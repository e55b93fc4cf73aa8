using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;
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

    [Theory]
    [InlineData(true, 9, 900)]
    [InlineData(true, 100, 1900)]
    [InlineData(false, 100, 1600)]
    public void One_piece_of_the_dearest_that_it_may_be_is_free_with_its_options_or_without(bool withOptions, decimal upTo, long off)
    {
        var subject = TestVouchers.Of([Line("taro", 16, 2, options: 3), Line("taro", 14), Line("oolong", 30)]);
        Amounts(subject, Give(new Benefit.FreeItem("taro", withOptions, TestMenu.Yuan(upTo)))).ShouldBe([off]);
    }

    [Fact]
    public void A_free_item_that_is_not_in_the_basket_does_not_fit() =>
        VoucherArithmetic.Check(Give(new Benefit.FreeItem("taro", true, TestMenu.Yuan(9))), TestVouchers.Of([Line("oolong", 30)]), Language.English)!.Code.ShouldBe(RefusalCode.VoucherNotUsable);

    [Theory]
    [InlineData(2, 1, 0)]
    [InlineData(3, 1, 1000)]
    [InlineData(6, 1, 1000)]
    [InlineData(6, 9, 2000)]
    public void Of_three_pieces_one_is_free_up_to_the_most_that_is_stated(int pieces, int most, long off) =>
        Amounts(TestVouchers.Of([Line("taro", 10, pieces)]), Give(new Benefit.BuyNGetOne(2, most))).ShouldBe([off]);

    [Fact]
    public void Dearest_first_the_last_of_each_few_is_free_over_the_lines_of_a_basket()
    {
        var discount = VoucherArithmetic.Apply([Give(new Benefit.BuyNGetOne(1, 5))], TestVouchers.Of([Line("a", 5), Line("b", 12, 2), Line("c", 7)]), Language.English).Value!.Single();
        discount.Amount.ShouldBe(TestMenu.Yuan(12 + 5));
        discount.Split!.Lines.ShouldBe([TestMenu.Yuan(5), TestMenu.Yuan(12), TestMenu.Yuan(0)]);
        (discount.How!.Units, discount.How.Of).ShouldBe((2, 2));
    }

    [Fact]
    public void A_waived_fee_is_that_one_up_to_its_cap_and_never_goods()
    {
        var subject = TestVouchers.Of([Line("taro", 20)], new Fee(FeeKind.Delivery, TestMenu.Yuan(5)), new Fee(FeeKind.Packaging, TestMenu.Yuan(2)));
        Amounts(subject, Give(new Benefit.FeeWaived(FeeKind.Delivery, null), "1"), Give(new Benefit.FeeWaived(FeeKind.Packaging, TestMenu.Yuan(1.5m)), "2")).ShouldBe([500, 150]);
    }

    [Fact]
    public void The_order_is_percentages_then_free_pieces_then_amounts_then_fees_then_free_orders()
    {
        var subject = TestVouchers.Of([Line("taro", 20)], new Fee(FeeKind.Delivery, TestMenu.Yuan(5)));
        Voucher[] named = [Free("A", 100, "5"), Give(new Benefit.FeeWaived(FeeKind.Delivery, TestMenu.Yuan(3)), "4") with { Code = "B" }, Off("C", 2, "3"), Give(new Benefit.FreeItem("taro", true, TestMenu.Yuan(6)), "2") with { Code = "D" }, Percent("E", 10, 50, "1")];
        Amounts(subject, named).ShouldBe([200, 600, 200, 300, 1000 + 200]);
    }

    [Fact]
    public void A_discount_takes_from_its_lines_in_proportion_so_that_their_order_changes_nothing()
    {
        VoucherLine tea = Line("tea", 10), meal = Line("meal", 30, category: "meal");
        Voucher[] both = [Off("A", 8, "1"), Off("B", 100, "2", categories: "meal")];
        Amounts(TestVouchers.Of([tea, meal]), both).ShouldBe([800, 2400]);
        Amounts(TestVouchers.Of([meal, tea]), both).ShouldBe([800, 2400]);
    }

    [Fact]
    public void How_it_came_about_is_told_with_what_counted_the_rate_the_cap_and_what_was_left()
    {
        var discounts = VoucherArithmetic.Apply([Percent("A", 20, 5, "1"), Free("B", 100, "2")], Subject(4, ("tea", 38)), Language.English).Value!;
        discounts[0].How.ShouldBe(new Reckoning(ReckoningKind.Percent, TestMenu.Yuan(38), TestMenu.Yuan(7.6m)) { BasisPoints = 20_00, Cap = TestMenu.Yuan(5) });
        discounts[1].How.ShouldBe(new Reckoning(ReckoningKind.FreeOrder, TestMenu.Yuan(42), TestMenu.Yuan(42)) { Cap = TestMenu.Yuan(100), Left = TestMenu.Yuan(37) });
    }

    [Theory]
    [InlineData("s1", true)]
    [InlineData("s2", false)]
    public void Only_its_stores(string store, bool fits) => Fits(t => t with { Stores = ["s1"] }, s => s with { StoreId = store }).ShouldBe(fits);

    [Theory]
    [InlineData("z1", true)]
    [InlineData("z2", false)]
    [InlineData(null, false)]
    public void Only_its_zones_and_pick_up_is_none(string? zone, bool fits) => Fits(t => t with { Zones = ["z1"] }, s => s with { Zone = zone }).ShouldBe(fits);

    [Theory]
    [InlineData("s1.taro", true)]
    [InlineData("taro", true)]
    [InlineData("oolong", false)]
    public void Only_its_items_by_id_or_kind(string item, bool fits) => Fits(t => t with { Items = [item] }, s => s).ShouldBe(fits);

    [Theory]
    [InlineData(4, 59, true)]
    [InlineData(5, 0, false)]
    [InlineData(10, 29, false)]
    [InlineData(10, 30, true)]
    [InlineData(0, 0, true)]
    public void Not_at_breakfast_is_an_hour_that_runs_over_midnight(int hour, int minute, bool fits) =>
        Fits(t => t with { Hours = [new OpeningHours(new TimeOnly(10, 30), new TimeOnly(5, 0))] }, s => s with { WantedAt = At(hour, minute) }).ShouldBe(fits);

    [Fact]
    public void Outside_its_hours_the_next_beginning_is_told()
    {
        var voucher = Off("A", 5) with { Terms = Off("A", 5).Terms! with { Hours = [new OpeningHours(new TimeOnly(17, 0), new TimeOnly(19, 0)), new OpeningHours(new TimeOnly(14, 0), new TimeOnly(15, 0))] } };
        var refusal = VoucherArithmetic.Check(voucher, Subject(0, ("tea", 9)), Language.English)!;
        (refusal.Code, refusal.At).ShouldBe((RefusalCode.VoucherHours, At(14, 0)));
    }

    [Theory]
    [InlineData(null, true, true, true)]
    [InlineData(null, true, false, false)]
    [InlineData("alpha", true, false, true)]
    [InlineData("alpha", false, false, false)]
    public void A_first_order_is_the_first_on_its_platform_or_where_all_take_it_the_first_at_all(string? platform, bool onPlatform, bool atAll, bool fits)
    {
        var voucher = Off("A", 5, platform: platform);
        var refusal = VoucherArithmetic.Check(voucher with { Terms = voucher.Terms! with { FirstOrderOnly = true } }, Subject(0, ("tea", 9)) with { FirstOnPlatform = onPlatform, FirstAtAll = atAll }, Language.English);
        refusal?.Code.ShouldBe(RefusalCode.VoucherFirstOrder);
        (refusal is null).ShouldBe(fits);
    }

    [Fact]
    public void Another_way_to_pay_is_refused_with_those_that_count_and_stands_on_the_discount_where_it_does()
    {
        var voucher = Off("A", 5) with { Terms = Off("A", 5).Terms! with { Methods = ["wallet"] } };
        var refusal = VoucherArithmetic.Check(voucher, Subject(0, ("tea", 9)), Language.German)!;
        (refusal.Code, refusal.Choices.Single()).ShouldBe((RefusalCode.VoucherMethod, "Guthaben"));
        VoucherArithmetic.Apply([voucher], Subject(0, ("tea", 9)) with { Method = "wallet" }, Language.English).Value!.Single().Methods.ShouldBe(["wallet"]);
    }

    [Theory]
    [InlineData(29.99, false)]
    [InlineData(30, true)]
    public void The_minimum_is_met_by_exactly_itself(decimal spent, bool fits) => Fits(t => t with { MinimumSpend = TestMenu.Yuan(30) }, s => s with { Lines = [Line("taro", spent)] }).ShouldBe(fits);

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void It_is_valid_from_its_very_first_moment(int ticks, bool fits) =>
        (VoucherArithmetic.Check(Off("A", 5) with { ValidFrom = VirtualTime.Noon }, Subject(0, ("tea", 9)) with { At = VirtualTime.Noon.AddTicks(ticks) }, Language.English) is null).ShouldBe(fits);

    [Fact]
    public void A_voided_voucher_does_not_fit() =>
        VoucherArithmetic.Check(Off("A", 5) with { Voided = new VoucherVoid(VirtualTime.Noon, VoidReason.Misused) }, Subject(0, ("tea", 9)), Language.English)!.Code.ShouldBe(RefusalCode.VoucherVoided);

    [Fact]
    public void An_exclusion_that_one_of_two_names_keeps_them_apart_whichever_is_named_first()
    {
        var jealous = Off("A", 1, "1") with { Terms = Off("A", 1, "1").Terms! with { Excludes = ["2"] } };
        foreach (var pair in new[] { new[] { jealous, Off("B", 1, "2") }, [Off("B", 1, "2"), jealous] })
            VoucherArithmetic.Apply(pair, Subject(0, ("tea", 9)), Language.English).Refusal!.Code.ShouldBe(RefusalCode.VoucherNotUsable);
        VoucherArithmetic.Apply([jealous, Off("C", 1, "3")], Subject(0, ("tea", 9)), Language.English).Succeeded.ShouldBeTrue();
    }

    private static Voucher Give(Benefit benefit, string group = "g") => TestVouchers.Of("V" + group, benefit, group, null, null, []);

    private static DateTimeOffset At(int hour, int minute) => new(VirtualTime.Noon.Date.AddHours(hour).AddMinutes(minute), VirtualTime.Noon.Offset);

    private static bool Fits(Func<VoucherTerms, VoucherTerms> narrow, Func<VoucherSubject, VoucherSubject> change) =>
        VoucherArithmetic.Check(Off("A", 5) with { Terms = narrow(Off("A", 5).Terms!) }, change(TestVouchers.Of([Line("taro", 12)])), Language.English) is null;
}
