using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Platforms;
using Agent.Plugins.Vouchers;

namespace Agent.Sandbox.Tests.Platforms;

public sealed class VoucherTests
{
    [Fact]
    public async Task A_person_holds_what_was_given_to_them_with_terms_where_they_are_published()
    {
        await using var world = new TestWorld();
        var open = await world.Alpha.ListVouchersAsync(TestCatalogue.Person, default);
        open.Select(v => v.Code).ShouldBe(["alpha-5", "alpha-meal"]);
        open.ShouldAllBe(v => v.Terms != null);
        (await world.Find("gamma").ListVouchersAsync(TestCatalogue.Person, default)).ShouldAllBe(v => v.Terms == null);
        (await world.Alpha.ListVouchersAsync("someone", default)).Select(v => v.Code).ShouldBe(["alpha-other"]);
        (await world.Alpha.ListVouchersAsync("nobody", default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_platform_prices_with_its_own_terms_even_where_it_hides_them()
    {
        await using var world = new TestWorld();
        var gamma = world.Find("gamma");
        var held = await gamma.ListVouchersAsync(TestCatalogue.Person, default);
        var quote = await world.QuoteAsync(With(held.Single(v => v.Code == "gamma-5")), gamma);
        quote.Discounts.ShouldHaveSingleItem().Amount.ShouldBe(TestCatalogue.Yuan(5));
        quote.AddsUp.ShouldBeTrue();
    }

    [Fact]
    public async Task Terms_that_someone_made_up_for_a_platforms_voucher_do_not_count()
    {
        await using var world = new TestWorld();
        var generous = TestCatalogue.Of("alpha-5", "alpha", Funder.Platform, new VoucherTerms { Benefit = new Benefit.AmountOff(TestCatalogue.Yuan(40)), StackingGroup = "x" });
        (await world.QuoteAsync(With(generous))).Discounts.ShouldHaveSingleItem().Amount.ShouldBe(TestCatalogue.Yuan(5));
    }

    [Fact]
    public async Task A_campaigns_voucher_comes_with_its_terms_and_covers_fees()
    {
        await using var world = new TestWorld();
        var cookie = TestWorld.Request(new BasketLine("1", "tea.matcha", [], 1)) with { Vouchers = [TestCatalogue.Free] };
        (await world.QuoteAsync(cookie)).Total.ShouldBe(TestCatalogue.Yuan(0));
    }

    [Theory]
    [InlineData("alpha-meal", "alpha", RefusalCode.VoucherNotUsable)] // no meal in the basket
    [InlineData("beta-5", "beta", RefusalCode.VoucherNotUsable)]
    [InlineData("alpha-other", "alpha", RefusalCode.VoucherUnknown)] // another person's
    [InlineData("made-up", "alpha", RefusalCode.VoucherUnknown)]
    [InlineData("made-up", null, RefusalCode.VoucherUnknown)]
    public async Task A_voucher_that_does_not_fit_is_refused(string code, string? platform, RefusalCode expected)
    {
        await using var world = new TestWorld();
        (await world.RefusedAsync(With(TestCatalogue.Of(code, platform, Funder.Platform, null)))).Code.ShouldBe(expected);
    }

    [Fact]
    public async Task What_is_missing_for_a_voucher_is_told()
    {
        await using var world = new TestWorld();
        var small = TestWorld.Request(new BasketLine("1", "tea.taro", ["size.large"], 1)) with { Vouchers = [Alpha5] };
        var refusal = await world.RefusedAsync(small);
        (refusal.Code, refusal.Amount).ShouldBe((RefusalCode.VoucherNotUsable, TestCatalogue.Yuan(9)));
    }

    [Fact]
    public async Task A_voucher_is_used_once_and_comes_back_with_a_cancelled_order()
    {
        await using var world = new TestWorld();
        var (first, second) = (await world.QuoteAsync(With(Alpha5)), await world.QuoteAsync(With(Alpha5)));
        var order = await world.PlaceAsync(first, "k1");

        (await world.TryPlaceAsync(second, "k2")).Refusal?.Code.ShouldBe(RefusalCode.VoucherUsed);
        (await world.RefusedAsync(With(Alpha5))).Code.ShouldBe(RefusalCode.VoucherUsed);
        (await world.Alpha.ListVouchersAsync(TestCatalogue.Person, default)).ShouldNotContain(v => v.Code == "alpha-5");

        (await world.Alpha.CancelAsync("c", order, [], TestCatalogue.Yuan(0), default)).Succeeded.ShouldBeTrue();
        (await world.Alpha.ListVouchersAsync(TestCatalogue.Person, default)).ShouldContain(v => v.Code == "alpha-5");
        (await world.TryPlaceAsync(await world.QuoteAsync(With(Alpha5)), "k3")).Succeeded.ShouldBeTrue();
    }

    private static Voucher Alpha5 => TestCatalogue.Of("alpha-5", "alpha", Funder.Platform, null);

    private static QuoteRequest With(params Voucher[] vouchers) => TestWorld.Request() with { Vouchers = vouchers };
}
