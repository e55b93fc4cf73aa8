using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;

namespace Agent.Sandbox.Tests.Platforms;

public sealed class PricingTests
{
    [Fact]
    public async Task Options_change_the_unit_price_and_defaults_are_named()
    {
        await using var world = new TestWorld();
        var quote = await world.QuoteAsync(TestWorld.Request(new BasketLine("1", "tea.taro", ["size.large", "topping.pearls"], 2)));
        var line = quote.Lines.ShouldHaveSingleItem();
        line.UnitPrice.ShouldBe(TestCatalogue.Yuan(23));
        line.ChoiceIds.ShouldBe(["size.large", "sugar.full", "topping.pearls"]);
        line.Choices.ShouldBe(["large", "full sugar", "pearls"]);
        quote.Subtotal.ShouldBe(TestCatalogue.Yuan(46));
        quote.Payee.ShouldBe("Alpha Payments Ltd");
    }

    [Fact]
    public async Task Every_fee_is_counted_by_its_own_rule()
    {
        await using var world = new TestWorld();
        // 42.00 of goods in two pieces: service 3 %.
        Fees(await world.QuoteAsync()).ShouldBe([(FeeKind.Delivery, 500), (FeeKind.Packaging, 200), (FeeKind.Service, 126)]);
        // 18.00 is under 20.00.
        Fees(await world.QuoteAsync(Taro(1, "size.regular"))).ShouldBe([(FeeKind.Delivery, 500), (FeeKind.Packaging, 100), (FeeKind.Service, 54), (FeeKind.SmallOrder, 200)]);
        // 105.00: delivery is free from 100.00; 3.15 of service.
        Fees(await world.QuoteAsync(Taro(5, "size.large"))).ShouldBe([(FeeKind.Packaging, 500), (FeeKind.Service, 315)]);
        // 210.00: 6.30 of service is capped at 4.00.
        Fees(await world.QuoteAsync(Taro(10, "size.large"))).ShouldBe([(FeeKind.Packaging, 1000), (FeeKind.Service, 400)]);
        // Beta never delivers for nothing, and charges 5 % on its own prices (22.00 each).
        Fees(await world.QuoteAsync(Taro(5, "size.large"), world.Find("beta"))).ShouldBe([(FeeKind.Delivery, 500), (FeeKind.Packaging, 500), (FeeKind.Service, 400)]);
    }

    [Fact]
    public async Task Pick_up_costs_no_delivery_and_knows_no_minimum()
    {
        await using var world = new TestWorld();
        var quote = await world.QuoteAsync(Cookie with { Address = null });
        Fees(quote).ShouldBe([(FeeKind.Packaging, 100), (FeeKind.Service, 18)]);
        (quote.Delivery.Pickup, quote.Delivery.AddressId, quote.Delivery.Label, quote.Delivery.Street).ShouldBe((true, null, "Tea House", "3 Tea Street"));
    }

    [Fact]
    public async Task What_is_missing_for_the_minimum_is_told()
    {
        await using var world = new TestWorld();
        var refusal = await world.RefusedAsync(Cookie);
        (refusal.Code, refusal.Amount, refusal.Platform).ShouldBe((RefusalCode.BelowMinimum, TestCatalogue.Yuan(9), "Alpha"));
    }

    [Fact]
    public async Task Options_that_do_not_go_are_refused_with_what_does()
    {
        await using var world = new TestWorld();
        var missing = await world.RefusedAsync(Taro(1));
        (missing.Code, missing.Subject).ShouldBe((RefusalCode.OptionRequired, "size"));
        missing.Choices.ShouldBe(["regular", "large"]);
        (await world.RefusedAsync(Taro(1, "size.regular", "size.large"))).Code.ShouldBe(RefusalCode.OptionConflict);
        (await world.RefusedAsync(Taro(1, "size.regular", "topping.pearls", "topping.pudding", "topping.none"))).Code.ShouldBe(RefusalCode.OptionConflict);
        (await world.RefusedAsync(Taro(1, "size.regular", "milk.oat"))).Code.ShouldBe(RefusalCode.OptionUnknown);
    }

    [Fact]
    public async Task What_another_platform_lists_is_named_in_the_language_asked_in()
    {
        await using var world = new TestWorld();
        var request = TestWorld.Request(new BasketLine("1", "night.skewers", [], 1)) with { Language = Language.German };
        var store = await world.RefusedAsync(request with { StoreId = TestCatalogue.Night }, world.Find("beta"));
        (store.Code, store.Subject).ShouldBe((RefusalCode.NotListed, "Nachtgrill"));
        var item = await world.RefusedAsync(request);
        (item.Code, item.Subject).ShouldBe((RefusalCode.NotListed, "Lammspieße"));
    }

    [Fact]
    public async Task Stock_is_counted_over_all_lines_and_over_all_orders()
    {
        await using var world = new TestWorld();
        var refusal = await world.RefusedAsync(TestWorld.Request(new BasketLine("1", "tea.matcha", [], 3), new BasketLine("2", "tea.matcha", [], 3)));
        (refusal.Code, refusal.Subject, refusal.Count).ShouldBe((RefusalCode.SoldOut, "Matcha Latte", 5));

        await world.PlaceAsync(await world.QuoteAsync(TestWorld.Request(new BasketLine("1", "tea.matcha", [], 3))));
        // The shelf is the store's: what was sold through one platform is gone from the others.
        (await world.Find("beta").GetStoreAsync(TestCatalogue.Tea, default))!.Items.Single(i => i.Id == "tea.matcha").Stock.ShouldBe(2);
        (await world.RefusedAsync(TestWorld.Request(new BasketLine("1", "tea.matcha", [], 3)), world.Find("beta"))).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Delivery_is_promised_by_pace_and_distance_and_at_a_wished_time()
    {
        await using var world = new TestWorld();
        var near = (await world.QuoteAsync()).Delivery;
        (near.From, near.Until).ShouldBe((SandboxClock.FirstNoon.AddMinutes(25), SandboxClock.FirstNoon.AddMinutes(40)));
        var far = (await world.QuoteAsync(TestWorld.Request() with { Address = TestCatalogue.Office })).Delivery;
        (far.Until - near.Until).ShouldBe(TimeSpan.FromMinutes(3));
        var wished = (await world.QuoteAsync(TestWorld.Request() with { At = TestCatalogue.At(6, 18) })).Delivery;
        (wished.From, wished.Until).ShouldBe((TestCatalogue.At(6, 18).AddMinutes(-10), TestCatalogue.At(6, 18).AddMinutes(10)));
    }

    [Theory]
    [InlineData(6, 11, RefusalCode.TimePast)]
    [InlineData(6, 12, RefusalCode.TimePast)]
    [InlineData(6, 23, RefusalCode.StoreClosed)]
    [InlineData(14, 12, RefusalCode.TimeTooFar)]
    public async Task A_wished_time_that_cannot_be_kept_is_refused(int day, int hour, RefusalCode code)
    {
        await using var world = new TestWorld();
        (await world.RefusedAsync(TestWorld.Request() with { At = TestCatalogue.At(day, hour).AddMinutes(1) })).Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_closed_store_says_when_it_opens()
    {
        await using var world = new TestWorld();
        var refusal = await world.RefusedAsync(TestWorld.Request(new BasketLine("1", "night.skewers", [], 1)) with { StoreId = TestCatalogue.Night });
        (refusal.Code, refusal.Subject, refusal.At).ShouldBe((RefusalCode.StoreClosed, "Night Grill", TestCatalogue.At(6, 18)));
    }

    [Fact]
    public async Task A_place_that_is_not_served_is_refused_by_its_own_reason()
    {
        await using var world = new TestWorld();
        var rice = TestWorld.Request(new BasketLine("1", "market.rice", [], 1)) with { StoreId = TestCatalogue.Market };
        (await world.RefusedAsync(rice)).Code.ShouldBe(RefusalCode.PickupOnly);
        (await world.QuoteAsync(rice with { Address = null })).Delivery.Pickup.ShouldBeTrue();

        var skewers = TestWorld.Request(new BasketLine("1", "night.skewers", [], 1)) with { StoreId = TestCatalogue.Night };
        (await world.RefusedAsync(skewers with { Address = null })).Code.ShouldBe(RefusalCode.DeliveryOnly);
        (await world.RefusedAsync(skewers with { Address = TestCatalogue.Office })).Code.ShouldBe(RefusalCode.OutOfZone);
    }

    [Fact]
    public async Task A_quote_holds_half_an_hour_but_no_longer_than_its_window_or_its_vouchers()
    {
        await using var world = new TestWorld();
        (await world.QuoteAsync()).ExpiresAt.ShouldBe(SandboxClock.FirstNoon.AddMinutes(30));
        var ending = TestCatalogue.Free with { ValidUntil = SandboxClock.FirstNoon.AddMinutes(4) };
        (await world.QuoteAsync(TestWorld.Request() with { Vouchers = [ending] })).ExpiresAt.ShouldBe(ending.ValidUntil);
    }

    [Fact]
    public async Task A_long_note_or_too_many_lines_are_refused_with_the_limit()
    {
        await using var world = new TestWorld();
        var note = await world.RefusedAsync(TestWorld.Request() with { Note = new string('x', 201) });
        (note.Code, note.Count).ShouldBe((RefusalCode.NoteTooLong, 200));
        var lines = await world.RefusedAsync(TestWorld.Request() with { Lines = [.. Enumerable.Range(0, 51).Select(_ => TestWorld.Taro)] });
        (lines.Code, lines.Count).ShouldBe((RefusalCode.TooManyLines, 50));
    }

    private static QuoteRequest Cookie => TestWorld.Request(new BasketLine("1", "tea.cookie", [], 1));

    private static QuoteRequest Taro(int quantity, params string[] choices) => TestWorld.Request(new BasketLine("1", "tea.taro", choices, quantity));

    private static IEnumerable<(FeeKind, long)> Fees(Quote quote) => quote.Fees.Select(f => (f.Kind, f.Amount.Minor));
}
