using Agent.Plugins.Menu;

namespace Agent.Plugins.Tests.Menu;

public sealed class MenuSearchTests : IDisposable
{
    private readonly MenuWorld _world = new(MenuWorld.Teahouse());

    [Theory]
    [InlineData("taro milk tea")]
    [InlineData("TARO  Milk-Tea!")]
    [InlineData("the taro milk teas, please")]
    [InlineData("香芋奶茶")]
    [InlineData("香芋 奶茶")]
    [InlineData("Taro-Milchtee")]
    [InlineData("Taromilchtee")]
    [InlineData("taro milchtees")]
    public async Task The_items_name_however_it_is_written_is_exact_and_alone_in_that(string query)
    {
        var result = await _world.SearchAsync(query);
        result.Hits[0].ItemId.ShouldBe("taro");
        result.Hits.Count(h => h.Match == MatchQuality.Exact).ShouldBe(1);
        result.Hits[0].Match.ShouldBe(MatchQuality.Exact);
    }

    [Theory]
    [InlineData("Milchtee mit Taro")]
    [InlineData("milk tea with taro")]
    [InlineData("奶茶 香芋")]
    [InlineData("cloud tea taro milk")]
    [InlineData("Taro Milch Tee")]
    public async Task Every_word_in_another_order_or_with_the_stores_name_is_all(string query)
    {
        var first = (await _world.SearchAsync(query)).Hits[0];
        first.ItemId.ShouldBe("taro");
        first.Match.ShouldBeOneOf(MatchQuality.All, MatchQuality.Exact);
    }

    [Theory]
    [InlineData("taro mlik tea", "taro")]
    [InlineData("Tarro Milchtee", "taro")]
    [InlineData("tarro mlik teas", "taro")]
    [InlineData("Taro-Milchtea", "taro")]
    [InlineData("capuchino", "cappuccino")]
    [InlineData("jasmin gren tea", "jasmine")]
    [InlineData("Jasmin Grüntee", "jasmine")]
    [InlineData("jasmin gruentee", "jasmine")]
    [InlineData("latté", "latte")]
    public async Task Slips_of_the_keyboard_are_mended(string query, string item)
    {
        var result = await _world.SearchAsync(query);
        result.Hits[0].ItemId.ShouldBe(item);
        result.Hits[0].Match.ShouldBeOneOf(MatchQuality.Exact, MatchQuality.All, MatchQuality.Close);
    }

    [Theory]
    [InlineData("boba", "pearl")]
    [InlineData("bubble teas", "pearl")]
    [InlineData("波霸奶茶", "pearl")]
    [InlineData("Blasentee", "pearl")]
    [InlineData("芋泥奶茶", "taro")]
    [InlineData("炸薯条", "fries")]
    [InlineData("Pommes", "fries")]
    [InlineData("Fritten", "fries")]
    [InlineData("chips", "fries")]
    public async Task Other_names_of_the_same_thing_find_it(string query, string item)
    {
        var result = await _world.SearchAsync(query);
        result.Hits[0].ItemId.ShouldBe(item);
        result.Hits[0].Match.ShouldBeOneOf(MatchQuality.Exact, MatchQuality.All, MatchQuality.Close);
    }

    [Theory]
    [InlineData("布", 2)]
    [InlineData("茶", 4)]
    [InlineData("绿", 1)]
    public async Task A_single_character_is_a_query(string query, int count) =>
        (await _world.SearchAsync(query)).Total.ShouldBe(count);

    [Fact]
    public async Task A_category_finds_what_is_in_it_after_what_is_named_so() =>
        (await _world.IdsAsync("Kaffee")).ShouldBe(["latte", "cappuccino"], ignoreOrder: true);

    [Fact]
    public async Task Some_of_the_words_count_only_where_nothing_has_them_all()
    {
        (await _world.SearchAsync("taro milk tea")).Hits.ShouldAllBe(h => h.Match < MatchQuality.Partial);
        var some = await _world.SearchAsync("taro dragonfruit smoothie");
        some.Hits.ShouldNotBeEmpty();
        some.Hits.ShouldAllBe(h => h.Match == MatchQuality.Partial);
        some.Hits[0].ItemId.ShouldBe("taro");
    }

    [Theory]
    [InlineData("unobtainium")]
    [InlineData("麻辣小龙虾")]
    [InlineData("🧋🧋")]
    [InlineData("!!!")]
    public async Task What_nothing_resembles_finds_nothing(string query) => (await _world.SearchAsync(query)).Total.ShouldBe(0);

    [Theory]
    [InlineData(Language.English, "Taro Milk Tea", "Cloud Tea")]
    [InlineData(Language.Chinese, "香芋奶茶", "云上茶")]
    [InlineData(Language.German, "Taro-Milchtee", "Wolkentee")]
    public async Task Names_are_in_the_turns_language(Language language, string name, string store)
    {
        var first = (await _world.SearchAsync("taro milk tea", language)).Hits[0];
        first.Name.ShouldBe(name);
        first.StoreName.ShouldBe(store);
    }

    public void Dispose() => _world.Dispose();
}
