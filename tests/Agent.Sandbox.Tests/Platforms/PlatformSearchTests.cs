using Agent.Plugins.Menu;
using Agent.Plugins.Platforms;

namespace Agent.Sandbox.Tests.Platforms;

public sealed class PlatformSearchTests
{
    [Theory]
    [InlineData("taro milk tea")]
    [InlineData("TARO")]
    [InlineData("芋头奶茶")]
    [InlineData("两杯大份芋头奶茶")]
    [InlineData("Taro-Milchtee")]
    [InlineData("yam tea")]
    public async Task An_item_is_found_by_any_of_its_names(string text)
    {
        await using var world = new TestWorld();
        (await SearchAsync(world, text)).First().ShouldBe("tea.taro");
    }

    [Theory]
    [InlineData("qwertz")]
    [InlineData("😀")]
    public async Task Words_that_nothing_has_find_nothing(string text)
    {
        await using var world = new TestWorld();
        (await SearchAsync(world, text)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_platform_has_a_measure_of_its_own_where_words_decide_nothing()
    {
        await using var world = new TestWorld();
        // Alpha: best rated store first. Beta: cheapest first.
        (await SearchAsync(world, "", "alpha")).ShouldBe(["tea.cookie", "tea.matcha", "tea.taro", "night.skewers", "market.rice"], ignoreOrder: true);
        (await SearchAsync(world, "", "beta")).ShouldBe(["tea.cookie", "tea.matcha", "tea.taro", "market.rice"]);
        var stores = await world.Alpha.SearchAsync(new PlatformQuery("", null, null, 50), default);
        stores[^1].Store.Id.ShouldBe(TestCatalogue.Market);
    }

    [Fact]
    public async Task Filters_hold()
    {
        await using var world = new TestWorld();
        (await world.Alpha.SearchAsync(new PlatformQuery("", "far", null, 50), default)).Select(m => m.Store.Id).ShouldNotContain(TestCatalogue.Night);
        (await world.Alpha.SearchAsync(new PlatformQuery("", null, Category.Supermarket, 50), default)).SelectMany(m => m.Items).Select(i => i.Id).ShouldBe(["market.rice"]);
    }

    private static async Task<IEnumerable<string>> SearchAsync(TestWorld world, string text, string platform = "alpha") =>
        (await world.Find(platform).SearchAsync(new PlatformQuery(text, null, null, 50), default)).SelectMany(m => m.Items).Select(i => i.Id);
}
