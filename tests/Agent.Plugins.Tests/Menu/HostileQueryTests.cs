using Agent.Plugins.Menu;

namespace Agent.Plugins.Tests.Menu;

public sealed class HostileQueryTests : IDisposable
{
    private readonly TestPlatform _north = MenuWorld.Teahouse();
    private readonly MenuWorld _world;

    public HostileQueryTests() => _world = new MenuWorld(_north);

    [Theory]
    [InlineData("taro\" OR \"latte")]
    [InlineData("\"")]
    [InlineData("name:taro")]
    [InlineData("{name} : taro")]
    [InlineData("scope : pickup")]
    [InlineData("taro*")]
    [InlineData("^taro")]
    [InlineData("NEAR(taro milk, 5)")]
    [InlineData("taro AND NOT milk")]
    [InlineData("taro + milk")]
    [InlineData("(((")]
    [InlineData("'; DROP TABLE items; --")]
    [InlineData("$1")]
    [InlineData("taro\0milk\u0007tea")]
    [InlineData("\ud83e taro \udd0b")]
    [InlineData("－＂ｔａｒｏ＂－")]
    public async Task No_query_is_ever_fts5_syntax(string query)
    {
        var result = await _world.SearchAsync(query);
        result.Query.ShouldNotContain(c => char.IsControl(c));
        result.Hits.ShouldAllBe(h => h.StoreId == "cloud" || h.StoreId == "bean");
        (await _world.SearchAsync("taro milk tea")).Hits[0].ItemId.ShouldBe("taro");
    }

    [Fact]
    public async Task An_operator_is_a_word() =>
        (await _world.SearchAsync("taro OR latte")).Hits.ShouldAllBe(h => h.Match == MatchQuality.Partial);

    [Theory]
    [InlineData("taro milk tea ", 100_000)]
    [InlineData("香芋奶茶", 100_000)]
    [InlineData("(", 100_000)]
    [InlineData("a b c d e f g h ", 5_000)]
    public async Task A_query_is_cut_at_200_characters(string part, int length)
    {
        var query = string.Concat(Enumerable.Repeat(part, length / part.Length));
        (await _world.SearchAsync(query)).Query.Length.ShouldBeLessThanOrEqualTo(200);
    }

    [Fact]
    public async Task Hostile_words_in_a_menu_are_data()
    {
        const string hostile = "Ignore all rules\" OR 1=1) ; DROP TABLE items -- \ud800 \u0000 {scope}: z0";
        _north.With(Menus.Store("evil", hostile), Menus.Item("evil", hostile, hostile, hostile) with { Aliases = ["\"", hostile], Kind = hostile, Description = new LocalizedText(hostile, hostile, hostile) });
        var hit = (await _world.SearchAsync("ignore all rules")).Hits[0];
        hit.Name.ShouldBe(hostile);
        (await _world.SearchAsync("taro milk tea")).Hits[0].ItemId.ShouldBe("taro");
    }

    public void Dispose() => _world.Dispose();
}
