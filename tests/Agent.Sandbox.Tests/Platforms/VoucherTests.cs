using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;
using Agent.Sandbox.Catalogue;

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

    [Fact]
    public async Task Fees_items_and_hours_are_priced_by_the_shared_arithmetic()
    {
        await using var world = new TestWorld();
        var ride = Campaign("ride", new Benefit.FeeWaived(FeeKind.Delivery, null));
        var second = Campaign("second", new Benefit.BuyNGetOne(1, 1));
        var quote = await world.QuoteAsync(With(ride, second));
        quote.Discounts.Select(d => (d.VoucherCode, d.Amount)).ShouldBe([("second", TestCatalogue.Yuan(21)), ("ride", TestCatalogue.Yuan(5))]);
        quote.Discounts[0].How!.Units.ShouldBe(1);
        quote.AddsUp.ShouldBeTrue();

        var evening = ride with { Terms = ride.Terms! with { Hours = [new OpeningHours(new TimeOnly(17, 0), new TimeOnly(21, 0))] } };
        var refusal = await world.RefusedAsync(With(evening));
        (refusal.Code, refusal.At).ShouldBe((RefusalCode.VoucherHours, TestCatalogue.At(6, 17)));
        (await world.QuoteAsync(With(evening) with { At = TestCatalogue.At(6, 17) })).Discounts.ShouldHaveSingleItem();
        (await world.RefusedAsync(With(evening) with { At = TestCatalogue.At(6, 21) })).Code.ShouldBe(RefusalCode.VoucherHours);
    }

    [Fact]
    public async Task A_platform_knows_by_itself_whether_it_is_the_first_order_there()
    {
        await using var world = new TestWorld(change: p => p with { Vouchers = [Held(p.Id, "first", t => t with { FirstOrderOnly = true }), Held(p.Id, "first-too", t => t with { FirstOrderOnly = true, StackingGroup = "too" })] });
        Voucher Named(string platform, string code) => TestCatalogue.Of($"{platform}-{code}", platform, Funder.Platform, null);

        // A past order lies at alpha, whatever the request says.
        (await world.RefusedAsync(With(Named("alpha", "first")) with { FirstOrder = true })).Code.ShouldBe(RefusalCode.VoucherFirstOrder);
        var beta = world.Find("beta");
        var (one, two) = (await world.QuoteAsync(With(Named("beta", "first")), beta), await world.QuoteAsync(With(Named("beta", "first-too")), beta));
        (await world.TryPlaceAsync(one, "k1")).Succeeded.ShouldBeTrue();
        (await world.TryPlaceAsync(two, "k2")).Refusal!.Code.ShouldBe(RefusalCode.VoucherFirstOrder);
    }

    [Fact]
    public async Task A_limit_of_one_order_a_day_ends_at_midnight_and_holds_for_quotes_made_before()
    {
        var limit = new VoucherLimit("daily", 1, PerDay: true);
        await using var world = new TestWorld(change: p => p with { Vouchers = [Held(p.Id, "a", t => t with { Limit = limit }), Held(p.Id, "b", t => t with { Limit = limit })] });
        Voucher Named(string code) => TestCatalogue.Of($"alpha-{code}", "alpha", Funder.Platform, null);
        var (one, two) = (await world.QuoteAsync(With(Named("a"))), await world.QuoteAsync(With(Named("b"))));
        await world.PlaceAsync(one, "k1");

        (await world.TryPlaceAsync(two, "k2")).Refusal!.Code.ShouldBe(RefusalCode.VoucherLimit);
        (await world.RefusedAsync(With(Named("b")))).Code.ShouldBe(RefusalCode.VoucherLimit);
        (await world.Alpha.ListVouchersAsync(TestCatalogue.Person, default)).ShouldBeEmpty();
        world.Time.MoveTo(TestCatalogue.At(7, 10));
        (await world.TryPlaceAsync(await world.QuoteAsync(With(Named("b"))), "k3")).Succeeded.ShouldBeTrue();
    }

    private static Voucher Campaign(string code, Benefit benefit) => TestCatalogue.Of(code, null, Funder.Campaign, new VoucherTerms { Benefit = benefit, StackingGroup = code });

    private static HeldVoucher Held(string platform, string code, Func<VoucherTerms, VoucherTerms> narrow) =>
        new(TestCatalogue.Person, TestCatalogue.Of($"{platform}-{code}", platform, Funder.Platform, narrow(new VoucherTerms { Benefit = new Benefit.AmountOff(TestCatalogue.Yuan(5)), StackingGroup = "platform" })));

    private static Voucher Alpha5 => TestCatalogue.Of("alpha-5", "alpha", Funder.Platform, null);

    private static QuoteRequest With(params Voucher[] vouchers) => TestWorld.Request() with { Vouchers = vouchers };
}
