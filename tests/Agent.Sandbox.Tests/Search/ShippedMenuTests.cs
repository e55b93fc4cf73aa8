using Agent.Plugins;
using Agent.Plugins.Menu;

namespace Agent.Sandbox.Tests.Search;

public sealed class ShippedMenuTests(ShippedMenu menu) : IClassFixture<ShippedMenu>
{
    [Theory]
    [InlineData("taro milk tea")]
    [InlineData("taro milk teas")]
    [InlineData("Taro bubble tea")]
    [InlineData("香芋奶茶")]
    [InlineData("芋头奶茶")]
    [InlineData("Taro-Milchtee")]
    [InlineData("Taro-Milchtees")]
    [InlineData("Taromilchtee")]
    public async Task One_item_is_exact(string query)
    {
        var hits = await menu.SearchAsync(query);
        hits[0].ItemId.ShouldBe("cloud-leaf.taro-milk-tea");
        hits.Count(h => h.Match == MatchQuality.Exact).ShouldBe(1);
    }

    [Theory]
    [InlineData("taro mlik tea", "cloud-leaf.taro-milk-tea")]
    [InlineData("tarro milk tea", "cloud-leaf.taro-milk-tea")]
    [InlineData("Tarro Milchtee", "cloud-leaf.taro-milk-tea")]
    [InlineData("Milchtee mit Taro", "cloud-leaf.taro-milk-tea")]
    [InlineData("香芋的奶茶", "cloud-leaf.taro-milk-tea")]
    [InlineData("Cloud Leaf taro milk tea", "cloud-leaf.taro-milk-tea")]
    [InlineData("珍珠奶茶", "cloud-leaf.classic-pearl-milk-tea")]
    public async Task It_is_first_however_it_is_written(string query, string item)
    {
        var first = (await menu.SearchAsync(query))[0];
        first.ItemId.ShouldBe(item);
        first.Match.ShouldNotBe(MatchQuality.Partial);
    }

    [Theory]
    [InlineData("fries")]
    [InlineData("dumplings")]
    [InlineData("coffee")]
    [InlineData("latte")]
    [InlineData("饺子")]
    [InlineData("咖啡")]
    [InlineData("水果")]
    [InlineData("Kaffee")]
    [InlineData("Nudeln")]
    [InlineData("Obst")]
    [InlineData("rice")]
    [InlineData("tofu")]
    public async Task Common_wishes_find_something_that_fits(string query)
    {
        var hits = await menu.SearchAsync(query);
        hits.ShouldNotBeEmpty();
        hits[0].Match.ShouldNotBe(MatchQuality.Partial);
    }

    [Fact]
    public async Task Every_name_finds_its_item_as_exact()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var plugin = menu.Feeds(language);
            foreach (var category in Category.All)
            {
                foreach (var item in (await plugin.SearchMenu("", category, limit: 50)).Value.ShouldNotBeNull().Hits)
                {
                    var found = (await plugin.SearchMenu(item.Name, limit: 50)).Value.ShouldNotBeNull().Hits;
                    found.ShouldContain(h => h.ItemId == item.ItemId && h.Match == MatchQuality.Exact, item.Name);
                }
            }
        }
    }
}
