using Agent.Plugins.Menu;

namespace Agent.Plugins.Tests.Menu;

public sealed class MenuNamesTests
{
    private static readonly MenuNames Names = MenuNames.Of(
        [Name("Tea House", "茶屋", "Teehaus"), Name("Tea House North", "北茶屋", "Teehaus Nord")],
        [Name("Tea", "茶", "Tee"), Name("Taro Milk Tea", "香芋奶茶", "Taro-Milchtee"), Name("Taro Milk Tea", "芋泥奶茶", "Taro-Milchtee")]);

    [Theory]
    [InlineData("Tea House is open", "Tea House", false)]
    [InlineData("Tea House North.", "Tea House North", false)]
    [InlineData("Tea House Nor", "Tea House", true)]
    [InlineData("Tea House", "Tea House", true)]
    [InlineData("Tea Houses", "Tea", false)]
    [InlineData("Tea Ho", "Tea", true)]
    [InlineData("Teaspoon", null, false)]
    [InlineData("T", null, true)]
    [InlineData("tea house", null, false)]
    [InlineData("", null, false)]
    [InlineData("茶屋有", "茶屋", false)]
    [InlineData("香芋奶茶", "香芋奶茶", false)]
    [InlineData("香芋", null, true)]
    [InlineData("香蕉", null, false)]
    public void The_longest_name_that_the_text_starts_with(string text, string? name, bool grows)
    {
        Names.Match(text, out var more)?.Name.ShouldBe(name);
        (Names.Match(text, out _) is null, more).ShouldBe((name is null, grows));
    }

    [Fact]
    public void One_word_for_two_things_knows_what_both_are_called() =>
        Names.Match("Taro Milk Tea!", out _).ShouldNotBeNull().Alike.ShouldBe(["Taro Milk Tea", "香芋奶茶", "Taro-Milchtee", "芋泥奶茶"]);

    [Fact]
    public void Of_a_very_long_name_the_beginning_will_do()
    {
        var names = MenuNames.Of([], [Name("Reisbrei mit Schweinefleisch und Tausendjährigem Ei", "粥粥", "Brei")]);
        names.Match("Reisbrei mit Schweinefleisch und Tausendjährigem Ei", out _).ShouldNotBeNull();
        names.Match("Reisbrei mit Schweinefleisch", out var grows).ShouldBeNull();
        grows.ShouldBeTrue();
    }

    [Fact]
    public void Nothing_is_called_anything_before_a_feed_was_read()
    {
        MenuNames.None.Match("Tea House", out var grows).ShouldBeNull();
        grows.ShouldBeFalse();
    }

    private static LocalizedText Name(string english, string chinese, string german) => new(english, chinese, german);
}
