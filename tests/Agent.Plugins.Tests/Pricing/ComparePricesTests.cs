using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;
using static Agent.Testing.TestMenu;

namespace Agent.Plugins.Tests.Pricing;

public sealed class ComparePricesTests : IAsyncDisposable
{
    private static readonly MenuItem Taro = Item("s1-taro", 20, options: [Size, Sugar]);

    private readonly ShopFixture _shop = new();
    private readonly QuotingPlatform _alpha;
    private readonly QuotingPlatform _beta;

    public ComparePricesTests()
    {
        _alpha = _shop.Add("alpha", p => p.With(Store("s1"), Taro));
        _beta = _shop.Add("beta", p => p.With(Store("s1", rating: 48), Taro with { Price = Yuan(22) }));
    }

    private Task<BasketView> FillAsync() => _shop.FillAsync(new BasketChange(BasketAction.Add, "s1-taro", Choices: ["size.large"], Quantity: 2));

    private async Task<Comparison> CompareAsync(Preference? prefer = null, bool? similar = null) =>
        (await _shop.Prices.ComparePrices(prefer: prefer, similar: similar)) is { Value: { } comparison } ? comparison : throw new InvalidOperationException("refused");

    [Fact]
    public async Task Every_part_of_the_difference_is_named_and_they_add_up()
    {
        await FillAsync();
        _beta.Fees.Clear();
        _beta.Fees.AddRange([new Fee(FeeKind.Delivery, Yuan(3)), new Fee(FeeKind.Packaging, Yuan(2)), new Fee(FeeKind.Service, Yuan(1.5m))]);
        var comparison = await CompareAsync();
        comparison.Ranked.Select(q => (q.Quote.PlatformId, q.Quote.Total)).ShouldBe([("alpha", Yuan(51)), ("beta", Yuan(56.5m))]);
        var (first, second) = (comparison.Ranked[0].Why, comparison.Ranked[1].Why);
        (first.Code, first.Amount).ShouldBe((WhyCode.Cheapest, Yuan(5.5m)));
        (second.Code, second.Amount).ShouldBe((WhyCode.Dearer, Yuan(5.5m)));
        second.Causes.ShouldBe([new PriceCause(PricePart.Items, Yuan(4)), new PriceCause(PricePart.Packaging, Yuan(2)), new PriceCause(PricePart.Service, Yuan(1.5m))]);
        second.Offsets.ShouldBe([new PriceCause(PricePart.Delivery, Yuan(2))]);
        Sum(second.Causes).ShouldBe(second.Amount!.Value + Sum(second.Offsets));
    }

    private static Money Sum(IEnumerable<PriceCause> causes) => causes.Aggregate(Yuan(0), (sum, cause) => sum + cause.Amount);

    [Fact]
    public async Task The_fastest_is_first_when_that_is_asked_for()
    {
        await FillAsync();
        _beta.Minutes = 22;
        var ranked = (await CompareAsync(Preference.Fastest)).Ranked;
        ranked.Select(q => (q.Quote.PlatformId, q.Minutes, q.Why.Code, q.Why.Minutes)).ShouldBe([("beta", 22, WhyCode.Fastest, 8), ("alpha", 30, WhyCode.Slower, 8)]);
    }

    [Fact]
    public async Task The_best_rated_is_first_when_that_is_asked_for()
    {
        await FillAsync();
        var ranked = (await CompareAsync(Preference.BestRated)).Ranked;
        ranked.Select(q => (q.Quote.PlatformId, q.Rating, q.Why.Code)).ShouldBe([("beta", 48, WhyCode.BestRated), ("alpha", 45, WhyCode.LowerRated)]);
    }

    [Fact]
    public async Task A_tie_says_so_and_goes_by_time_then_platform()
    {
        _beta.Menus.Clear();
        _beta.With(Store("s1"), Taro);
        await FillAsync();
        (await CompareAsync()).Ranked.Select(q => (q.Quote.PlatformId, q.Why.Code)).ShouldBe([("alpha", WhyCode.Tie), ("beta", WhyCode.Tie)]);
        _beta.Minutes = 25;
        (await CompareAsync()).Ranked.Select(q => (q.Quote.PlatformId, q.Why.Code, q.Why.Minutes)).ShouldBe([("beta", WhyCode.Tie, 5), ("alpha", WhyCode.Tie, 5)]);
        (await CompareAsync(Preference.BestRated)).Ranked[0].Why.Code.ShouldBe(WhyCode.Tie);
    }

    [Fact]
    public async Task One_platform_alone_says_that_it_is()
    {
        await FillAsync();
        _beta.Down = true;
        var comparison = await CompareAsync();
        comparison.Ranked.ShouldHaveSingleItem().Why.Code.ShouldBe(WhyCode.OnlyOne);
        var other = comparison.Others.ShouldHaveSingleItem();
        (other.PlatformId, other.Refusal.Code, other.Refusal.Platform).ShouldBe(("beta", RefusalCode.Unavailable, "Platform beta"));
    }

    [Theory]
    [InlineData(RefusalCode.OutOfZone)]
    [InlineData(RefusalCode.BelowMinimum)]
    [InlineData(RefusalCode.StoreClosed)]
    [InlineData(RefusalCode.SoldOut)]
    [InlineData(RefusalCode.DeliveryOnly)]
    public async Task A_platforms_refusal_stands_beside_the_others_quotes_with_its_facts(RefusalCode code)
    {
        await FillAsync();
        _alpha.Refusal = new Refusal(code) { Amount = Yuan(4), Count = 1, At = VirtualTime.Noon.AddHours(2) };
        var comparison = await CompareAsync();
        comparison.Ranked.Single().Quote.PlatformId.ShouldBe("beta");
        comparison.Others.Single().Refusal.ShouldBe(_alpha.Refusal with { Platform = "Platform alpha" });
    }

    [Fact]
    public async Task A_platform_that_does_not_list_the_store_says_so()
    {
        await FillAsync();
        _beta.Menus.Clear();
        var refusal = (await CompareAsync()).Others.Single().Refusal;
        (refusal.Code, refusal.Subject, refusal.Platform).ShouldBe((RefusalCode.NotListed, "Store s1", "Platform beta"));
    }

    [Fact]
    public async Task With_every_platform_down_there_is_still_an_answer_for_each()
    {
        await FillAsync();
        (_alpha.Down, _beta.Down) = (true, true);
        var comparison = await CompareAsync();
        comparison.Ranked.ShouldBeEmpty();
        comparison.Others.Select(o => o.Refusal.Code).ShouldBe([RefusalCode.Unavailable, RefusalCode.Unavailable]);
    }

    [Fact]
    public async Task A_silent_platform_is_waited_for_no_longer_than_patience()
    {
        await FillAsync();
        _beta.Delay = TimeSpan.FromSeconds(10);
        var comparison = await _shop.UntilAsync(CompareAsync());
        _shop.Clock.GetUtcNow().ShouldBe(VirtualTime.Noon.AddSeconds(2));
        comparison.Ranked.Single().Quote.PlatformId.ShouldBe("alpha");
        comparison.Others.Single().Refusal.Code.ShouldBe(RefusalCode.Unavailable);
    }

    [Fact]
    public async Task Whichever_platform_answers_first_the_order_is_the_same()
    {
        await FillAsync();
        _alpha.Delay = TimeSpan.FromMilliseconds(300);
        (await _shop.UntilAsync(CompareAsync())).Ranked.Select(q => q.Quote.PlatformId).ShouldBe(["alpha", "beta"]);
    }

    public static TheoryData<string> Unsound => ["does not add up", "negative fee", "negative price", "expired", "another currency", "overflows", "another store", "another quantity", "a discount nobody asked for", "another address", "another platform"];

    [Theory]
    [MemberData(nameof(Unsound))]
    public async Task A_quote_that_does_not_hold_is_the_platforms_failure(string what)
    {
        await FillAsync();
        _alpha.Tamper = quote => what switch
        {
            "does not add up" => quote with { Total = quote.Total - Yuan(1) },
            "negative fee" => quote with { Fees = [new Fee(FeeKind.Delivery, Yuan(-5))], Total = quote.Total - Yuan(10) },
            "negative price" => quote with { Lines = [quote.Lines[0] with { UnitPrice = Yuan(-1) }], Total = Yuan(3) },
            "expired" => quote with { ExpiresAt = VirtualTime.Noon },
            "another currency" => quote with { Lines = [.. quote.Lines.Select(l => l with { UnitPrice = l.UnitPrice with { Currency = "EUR" } })], Fees = [], Total = quote.Subtotal with { Currency = "EUR" } },
            "overflows" => quote with { Lines = [quote.Lines[0] with { UnitPrice = new Money(long.MaxValue, "CNY") }] },
            "another store" => quote with { StoreId = "s9" },
            "another quantity" => quote with { Lines = [quote.Lines[0] with { Quantity = 1 }], Total = quote.Total - quote.Lines[0].UnitPrice },
            "a discount nobody asked for" => quote with { Discounts = [new Discount("GIFT", "Gift", Yuan(1), Agent.Plugins.Vouchers.Funder.Platform)], Total = quote.Total - Yuan(1) },
            "another address" => quote with { Delivery = quote.Delivery with { AddressId = "a-home" } },
            "another platform" => quote with { PlatformId = "beta" },
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        var comparison = await CompareAsync();
        comparison.Ranked.Single().Quote.PlatformId.ShouldBe("beta");
        comparison.Others.Single().Refusal.ShouldBe(new Refusal(RefusalCode.Unavailable) { Platform = "Platform alpha" });
    }

    [Fact]
    public async Task An_empty_basket_and_a_missing_address_are_refused()
    {
        (await _shop.Prices.ComparePrices()).Refusal!.Code.ShouldBe(RefusalCode.BasketEmpty);
        await _shop.Basket.UpdateBasket([new BasketChange(BasketAction.Add, "s1-taro")]);
        var refusal = (await _shop.Prices.ComparePrices()).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(RefusalCode.AddressNeeded);
        refusal.Choices.ShouldBe(["Home", "Office"]);
        _alpha.QuotesAsked.ShouldBe(0);
    }

    [Fact]
    public async Task For_pick_up_no_address_is_needed()
    {
        await _shop.Basket.UpdateBasket([new BasketChange(BasketAction.Add, "s1-taro")]);
        await _shop.Basket.SetDelivery(pickup: true);
        (await CompareAsync()).Ranked[0].Quote.Delivery.Pickup.ShouldBeTrue();
    }

    [Fact]
    public async Task A_wished_time_that_has_passed_meanwhile_is_refused()
    {
        await FillAsync();
        await _shop.Basket.SetDelivery(time: "12:30");
        _shop.Clock.Advance(TimeSpan.FromHours(1));
        (await _shop.Prices.ComparePrices()).Refusal!.Code.ShouldBe(RefusalCode.TimePast);
    }

    [Fact]
    public async Task Its_quotes_are_kept_for_this_person_only()
    {
        await FillAsync();
        var quote = (await CompareAsync()).Ranked[1].Quote;
        _shop.Read(tx => QuoteStore.Find(tx, "p1", quote.Id)).ShouldNotBeNull().Total.ShouldBe(quote.Total);
        _shop.Read(tx => QuoteStore.Find(tx, "p2", quote.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task Other_lines_and_chosen_platforms_leave_the_basket_alone()
    {
        await FillAsync();
        var outcome = await _shop.Prices.ComparePrices([new BasketLine("1", "s1-taro", [], 1)], ["BETA"]);
        outcome.Value.ShouldNotBeNull().Ranked.Single().Quote.Total.ShouldBe(Yuan(27));
        outcome.Value.Others.ShouldBeEmpty();
        (await _shop.Basket.ViewBasket()).Value!.Lines[0].Quantity.ShouldBe(2);
        (await _shop.Prices.ComparePrices([new BasketLine("1", "s1-none", [], 1)])).Refusal!.Code.ShouldBe(RefusalCode.ItemUnknown);
        var stranger = (await _shop.Prices.ComparePrices(platforms: ["gamma"])).Refusal.ShouldNotBeNull();
        (stranger.Code, stranger.Subject).ShouldBe((RefusalCode.NotListed, "gamma"));
    }

    [Fact]
    public async Task Equivalents_of_other_stores_come_from_their_best_platform_when_asked_for()
    {
        _alpha.With(Store("s2"), Item("s2-taro", 15, options: [Size])).With(Store("s3"), Item("s3-taro", 10)).With(Store("s4"), Item("s4-latte", 9, "latte", options: [Size])).With(Store("s5"), Item("s5-taro", 40, options: [Size]));
        _beta.With(Store("s2"), Item("s2-taro", 14, options: [Size]));
        await FillAsync();
        (await CompareAsync()).Similar.ShouldBeEmpty();
        var comparison = await CompareAsync(similar: true);
        comparison.Similar.Select(q => (q.Quote.StoreId, q.Quote.PlatformId, q.Why.Code, q.Why.Amount)).ShouldBe(
        [
            ("s2", "beta", WhyCode.Cheapest, Yuan(12)),
            ("s5", "alpha", WhyCode.Dearer, Yuan(40)),
        ]);
        _shop.Read(tx => QuoteStore.Find(tx, "p1", comparison.Similar[0].Quote.Id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_gift_is_quoted_as_one_and_a_platform_that_would_show_its_price_is_passed_over()
    {
        await FillAsync();
        await _shop.Basket.SetDelivery(gift: true, recipient: "Mei");
        _beta.Tamper = q => q with { Delivery = q.Delivery with { Gift = null } };

        var comparison = await CompareAsync();

        comparison.Ranked.ShouldHaveSingleItem().Quote.ShouldSatisfyAllConditions(q => q.PlatformId.ShouldBe("alpha"), q => q.Delivery.Gift.ShouldBe(new GiftTo("Mei")));
        comparison.Others.ShouldHaveSingleItem().Refusal.Code.ShouldBe(RefusalCode.Unavailable);
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}
