using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;

namespace Agent.Plugins.Tests.Menu;

public sealed class MenuFilterTests : IDisposable
{
    private readonly TestPlatform _north = new("north");
    private readonly MenuWorld _world;

    public MenuFilterTests()
    {
        _world = new MenuWorld(_north);
        _north.With(
                Menus.Store("day", "Day Tea") with { Rating = 40, UsualMinutes = 40 },
                Menus.Item("plain", "Plain Milk Tea", "原味奶茶", "Milchtee Natur", 1000) with { Allergens = new AllergenInfo(true, ["milk"], ["nuts"]) },
                Menus.Item("oat", "Oat Milk Tea", "燕麦奶茶", "Hafer-Milchtee", 1400) with { Dietary = ["vegan"], Allergens = new AllergenInfo(true, ["gluten"], []) },
                Menus.Item("silent", "Secret Milk Tea", "秘制奶茶", "Geheimer Milchtee", 900) with { Dietary = ["vegan"], Allergens = AllergenInfo.Unknown })
            .With(
                Menus.Store("night", "Night Tea") with { Rating = 49, UsualMinutes = 20, Hours = new OpeningHours(new TimeOnly(18, 0), new TimeOnly(2, 0)) },
                Menus.Item("moon", "Moon Milk Tea", "月光奶茶", "Mond-Milchtee", 2000) with { Allergens = new AllergenInfo(true, ["milk"], []) })
            .With(
                Menus.Store("roast", "Roast") with { Category = Category.Coffee, Rating = 30, UsualMinutes = 15 },
                Menus.Item("milk-coffee", "Milk Coffee", "牛奶咖啡", "Milchkaffee", 1800) with { Category = Category.Coffee });
    }

    [Fact]
    public async Task An_allergen_that_is_not_declared_is_never_free_of_anything() =>
        await ExpectAsync(p => p.SearchMenu("milk tea", dietary: ["no_nuts"]), ["oat", "moon"]);

    [Fact]
    public async Task A_dietary_mark_must_stand_on_the_item() =>
        await ExpectAsync(p => p.SearchMenu("奶茶", dietary: ["vegan"]), ["oat", "silent"]);

    [Theory]
    [InlineData("No nuts")]
    [InlineData("nuts-free")]
    [InlineData("NUTS_FREE")]
    public async Task What_models_write_for_a_mark_is_read(string mark) =>
        await ExpectAsync(p => p.SearchMenu("milk tea", dietary: [mark]), ["oat", "moon"]);

    [Fact]
    public async Task Dietary_filters_are_never_dropped()
    {
        var result = (await _world.Plugin().SearchMenu("milk tea", maxPriceMinor: 100, dietary: ["halal"])).Value.ShouldNotBeNull();
        result.Hits.ShouldBeEmpty();
        result.Dropped.ShouldBeEmpty();
        var some = (await _world.Plugin().SearchMenu("milk tea", maxPriceMinor: 100, dietary: ["no_milk"])).Value.ShouldNotBeNull();
        some.Hits.Select(h => h.ItemId).ShouldBe(["oat"]);
        some.Dropped.ShouldBe(["max_price"]);
    }

    [Theory]
    [InlineData("vegn")]
    [InlineData("no_plutonium")]
    public async Task An_unknown_mark_is_refused_with_the_known_ones(string mark)
    {
        var refusal = (await _world.Plugin().SearchMenu("milk tea", dietary: [mark])).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(RefusalCode.OptionUnknown);
        refusal.Subject.ShouldBe(mark);
        refusal.Choices.ShouldContain("no_nuts");
    }

    [Fact]
    public async Task An_unknown_category_is_refused_with_the_known_ones() =>
        (await _world.Plugin().SearchMenu("milk tea", category: "weapons")).Refusal.ShouldNotBeNull().Choices.ShouldBe(Category.All);

    [Fact]
    public async Task Category_price_store_and_opening_narrow()
    {
        await ExpectAsync(p => p.SearchMenu("milk", category: Category.Coffee), ["milk-coffee"]);
        await ExpectAsync(p => p.SearchMenu("milk tea", maxPriceMinor: 1000), ["plain", "silent"]);
        await ExpectAsync(p => p.SearchMenu("milk tea", openNow: true), ["plain", "oat", "silent"]);
        await ExpectAsync(p => p.SearchMenu("milk tea", storeId: "night"), ["moon"]);
        _world.Time.Advance(TimeSpan.FromHours(8));
        await ExpectAsync(p => p.SearchMenu("milk tea", openNow: true), ["plain", "oat", "silent", "moon"]);
    }

    [Fact]
    public async Task The_fewest_filters_are_dropped_and_named()
    {
        var price = (await _world.Plugin().SearchMenu("moon milk tea", maxPriceMinor: 1500)).Value.ShouldNotBeNull();
        price.Hits.Select(h => h.ItemId).ShouldBe(["moon"]);
        price.Dropped.ShouldBe(["max_price"]);
        var both = (await _world.Plugin().SearchMenu("moon milk tea", maxPriceMinor: 1500, openNow: true)).Value.ShouldNotBeNull();
        both.Dropped.ShouldBe(["open_now", "max_price"]);
        var one = (await _world.Plugin().SearchMenu("plain milk tea", maxPriceMinor: 1500, openNow: true, storeId: "night")).Value.ShouldNotBeNull();
        one.Dropped.ShouldBe(["store"]);
    }

    [Theory]
    [InlineData(MenuSort.Price, new[] { "silent", "plain", "oat", "moon" })]
    [InlineData(MenuSort.Rating, new[] { "moon", "oat", "plain", "silent" })]
    [InlineData(MenuSort.Time, new[] { "moon", "oat", "plain", "silent" })]
    public async Task Sorts_order_what_fits(MenuSort sort, string[] order)
    {
        var hits = (await _world.Plugin().SearchMenu("milk tea", sort: sort)).Value.ShouldNotBeNull().Hits;
        hits.Where(h => h.Match <= MatchQuality.All).Select(h => h.ItemId).ToArray().ShouldBe(order, ignoreOrder: sort != MenuSort.Price);
        hits[0].ItemId.ShouldBe(order[0]);
    }

    [Fact]
    public async Task No_words_list_what_passes_the_filters_in_the_order_asked_for()
    {
        var result = (await _world.Plugin().SearchMenu("  ", category: Category.MilkTea, sort: MenuSort.Price, limit: 3)).Value.ShouldNotBeNull();
        result.Hits.Select(h => h.ItemId).ShouldBe(["silent", "plain", "oat"]);
        result.Total.ShouldBe(4);
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData(2, 2)]
    [InlineData(0, 1)]
    [InlineData(-7, 1)]
    [InlineData(int.MaxValue, 5)]
    public async Task The_limit_is_held_between_1_and_50(int? limit, int count) =>
        (await _world.Plugin().SearchMenu("", limit: limit)).Value.ShouldNotBeNull().Hits.Count.ShouldBe(count);

    [Fact]
    public async Task Only_stores_that_deliver_to_the_address_or_offer_pick_up_are_searched()
    {
        _north.With(Menus.Store("far", "Far Tea") with { Zones = ["west"] }, Menus.Item("far-tea", "Far Milk Tea", "远方奶茶", "Fern-Milchtee"));
        _north.With(Menus.Store("shop", "Shop Tea") with { Zones = [], Pickup = true }, Menus.Item("shop-tea", "Shop Milk Tea", "店取奶茶", "Laden-Milchtee"));
        await _world.LiveAtAsync("west", "south");
        await ExpectAsync(p => p.SearchMenu("milk tea"), ["far-tea", "shop-tea"]);
        await _world.LiveAtAsync("east");
        await ExpectAsync(p => p.SearchMenu("milk tea", category: Category.MilkTea), ["plain", "oat", "silent", "moon", "far-tea", "shop-tea"]);
        await _world.DeliverAsync(new Delivery("west", false, null));
        await ExpectAsync(p => p.SearchMenu("milk tea"), ["far-tea", "shop-tea"]);
        await _world.DeliverAsync(new Delivery(null, true, null));
        await ExpectAsync(p => p.SearchMenu("milk tea"), ["shop-tea"]);
        await ExpectAsync(p => p.SearchMenu(""), ["shop-tea"]);
    }

    public void Dispose() => _world.Dispose();

    /// <summary>Everything that has all the words, in any order.</summary>
    private async Task ExpectAsync(Func<MenuPlugin, Task<Outcome<MenuSearchResult>>> search, string[] items)
    {
        var result = (await search(_world.Plugin())).Value.ShouldNotBeNull();
        result.Hits.Where(h => h.Match <= MatchQuality.All).Select(h => h.ItemId).ShouldBe(items, ignoreOrder: true);
        result.Dropped.ShouldBeEmpty();
    }
}
