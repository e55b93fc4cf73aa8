using Agent.Plugins.Menu;

namespace Agent.Plugins.Tests.Menu;

public sealed class MenuPlatformsTests : IDisposable
{
    private readonly TestPlatform _north = MenuWorld.Teahouse();
    private readonly TestPlatform _south = new("south", hasFeed: false);
    private readonly MenuWorld _world;

    public MenuPlatformsTests()
    {
        _south.With(
            Menus.Store("cloud", "Cloud Tea", "云上茶", "Wolkentee"),
            Menus.Item("taro", "Taro Milk Tea", "香芋奶茶", "Taro-Milchtee", 1450),
            Menus.Item("mango", "Mango Milk Tea", "芒果奶茶", "Mango-Milchtee", 1700));
        _world = new MenuWorld(_north, _south);
    }

    [Fact]
    public async Task An_item_on_several_platforms_is_one_hit_at_its_lowest_price()
    {
        var hit = (await _world.SearchAsync("taro milk tea")).Hits.Where(h => h.ItemId == "taro").ShouldHaveSingleItem();
        hit.From.ShouldBe(new Money(1450, "CNY"));
        hit.Platforms.ShouldBe(["North", "South"]);
        hit.Match.ShouldBe(MatchQuality.Exact);
    }

    [Theory]
    [InlineData("mango milk tea", MatchQuality.Exact)]
    [InlineData("milk tea mango", MatchQuality.All)]
    [InlineData("mnago milk tea", MatchQuality.Close)]
    public async Task What_only_a_platforms_own_search_gives_is_judged_by_the_same_measure(string query, MatchQuality match)
    {
        var first = (await _world.SearchAsync(query)).Hits[0];
        first.ItemId.ShouldBe("mango");
        first.Match.ShouldBe(match);
        first.Platforms.ShouldBe(["South"]);
    }

    [Fact]
    public async Task A_platform_without_a_feed_is_asked_in_mended_words_too()
    {
        await _world.SearchAsync("cappucino");
        _south.Queries.Select(q => q.Text).ShouldBe(["cappucino", "cappuccino"]);
    }

    [Fact]
    public async Task A_platform_that_cannot_be_asked_is_named_and_the_rest_is_searched()
    {
        _south.Down = true;
        var result = await _world.SearchAsync("taro milk tea");
        result.Unreachable.ShouldBe(["South"]);
        result.Hits[0].Platforms.ShouldBe(["North"]);
    }

    [Fact]
    public async Task When_none_can_be_asked_search_is_unavailable()
    {
        _north.Down = _south.Down = true;
        (await _world.Plugin().SearchMenu("taro milk tea")).Refusal.ShouldNotBeNull().Code.ShouldBe(RefusalCode.Unavailable);
        (await _world.Plugin().ListStores()).Refusal.ShouldNotBeNull().Code.ShouldBe(RefusalCode.Unavailable);
        (await _world.Plugin().GetItem("taro")).Refusal.ShouldNotBeNull().Code.ShouldBe(RefusalCode.Unavailable);
        _north.Down = false;
        _world.Time.Advance(MenuIndex.RetryAfter);
        (await _world.SearchAsync("taro milk tea")).Hits[0].Platforms.ShouldBe(["North"]);
    }

    [Fact]
    public async Task A_feed_is_read_once_and_again_when_it_is_stale()
    {
        await _world.SearchAsync("taro");
        await _world.SearchAsync("milk tea");
        _north.FeedReads.ShouldBe(1);
        _north.With(Menus.Store("new", "New Tea"), Menus.Item("grape", "Grape Tea", "葡萄茶", "Traubentee"));
        (await _world.IdsAsync("葡萄茶")).ShouldNotContain("grape");
        _world.Time.Advance(MenuIndex.MostAge);
        (await _world.IdsAsync("葡萄茶"))[0].ShouldBe("grape");
        _north.FeedReads.ShouldBe(2);
    }

    [Fact]
    public async Task A_feed_that_cannot_be_read_any_more_leaves_what_it_said_and_is_tried_again()
    {
        await _world.SearchAsync("taro");
        _north.Down = true;
        _world.Time.Advance(MenuIndex.MostAge);
        var kept = await _world.SearchAsync("jasmine green tea");
        kept.Hits[0].ItemId.ShouldBe("jasmine");
        kept.Unreachable.ShouldBe(["North"]);
        _north.Down = false;
        _world.Time.Advance(MenuIndex.RetryAfter);
        (await _world.SearchAsync("jasmine green tea")).Unreachable.ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_at_once_read_the_feed_once_and_get_the_same()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _world.IdsAsync("milk tea")));
        _north.FeedReads.ShouldBe(1);
        results.ShouldAllBe(r => r.SequenceEqual(results[0]));
    }

    [Fact]
    public async Task The_order_does_not_hang_on_the_order_of_the_feed()
    {
        var first = await _world.IdsAsync("milk tea");
        _north.Menus.Reverse();
        for (var i = 0; i < _north.Menus.Count; i++) _north.Menus[i] = _north.Menus[i] with { Items = [.. _north.Menus[i].Items.Reverse()] };
        using var other = new MenuWorld(_south, _north);
        (await other.IdsAsync("milk tea")).ShouldBe(first);
    }

    [Fact]
    public async Task Sold_out_and_paused_come_after_what_can_be_had()
    {
        var twin = Menus.Item("twin", "Taro Milk Tea", "香芋奶茶", "Taro-Milchtee", 1300);
        _north.With(Menus.Store("aaa", "Aaa") with { Rating = 50 }, twin with { Stock = 0 });
        _north.With(Menus.Store("bbb", "Bbb") with { Rating = 50, Paused = true }, twin with { Id = "twin-2" });
        var hits = (await _world.SearchAsync("taro milk tea")).Hits.Where(h => h.Match == MatchQuality.Exact).ToArray();
        hits.Select(h => h.ItemId).ShouldBe(["taro", "twin", "twin-2"]);
        hits[1].SoldOut.ShouldBeTrue();
        hits[2].OpenNow.ShouldBeFalse();
    }

    [Fact]
    public async Task An_item_is_shown_as_it_is_now_on_each_platform()
    {
        await _world.SearchAsync("taro milk tea");
        _north.Menus[0] = _north.Menus[0] with { Items = [.. _north.Menus[0].Items.Select(i => i with { Stock = 3, Price = new Money(1999, "CNY") })] };
        var details = (await _world.Plugin(Language.Chinese).GetItem("taro")).Value.ShouldNotBeNull();
        details.Item.Name.ShouldBe("香芋奶茶");
        details.Offers.Select(o => (o.PlatformId, o.Price.Minor, o.Stock)).ShouldBe([("north", 1999, 3), ("south", 1450, null)]);
        (await _world.Plugin().GetItem("mango")).Value.ShouldNotBeNull().Offers.Select(o => o.PlatformName).ShouldBe(["South"]);
        var refusal = (await _world.Plugin().GetItem("nothing")).Refusal.ShouldNotBeNull();
        (refusal.Code, refusal.Subject).ShouldBe((RefusalCode.ItemUnknown, "nothing"));
    }

    [Fact]
    public async Task Where_one_platform_declares_less_the_item_is_not_declared()
    {
        _south.Menus[0] = _south.Menus[0] with { Items = [.. _south.Menus[0].Items.Select(i => i with { Allergens = AllergenInfo.Unknown })] };
        (await _world.SearchAsync("taro milk tea")).Hits[0].Allergens.ShouldBeNull();
        (await _world.Plugin().GetItem("taro")).Value.ShouldNotBeNull().Allergens.Complete.ShouldBeFalse();
        (await _world.Plugin().SearchMenu("taro milk tea", dietary: ["no_milk"])).Value.ShouldNotBeNull().Hits.ShouldNotContain(h => h.ItemId == "taro");
    }

    [Fact]
    public async Task Stores_are_listed_over_all_platforms()
    {
        _south.With(Menus.Store("closed", "Closed Tea") with { Paused = true, Rating = 50 }, Menus.Item("x", "X", "X", "X"));
        var stores = (await _world.Plugin(Language.German).ListStores()).Value.ShouldNotBeNull().Stores;
        stores.Select(s => s.StoreId).ShouldBe(["bean", "cloud", "closed"]);
        stores[1].Name.ShouldBe("Wolkentee");
        stores[1].Platforms.ShouldBe(["North", "South"]);
        (await _world.Plugin().ListStores(Category.Coffee)).Value.ShouldNotBeNull().Stores.Select(s => s.StoreId).ShouldBe(["bean"]);
        (await _world.Plugin().ListStores(openNow: true)).Value.ShouldNotBeNull().Stores.ShouldNotContain(s => s.StoreId == "closed");
    }

    public void Dispose() => _world.Dispose();
}
