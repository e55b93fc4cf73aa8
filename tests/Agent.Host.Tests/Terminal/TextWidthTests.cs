using Agent.Host.Terminal;

namespace Agent.Host.Tests.Terminal;

public sealed class TextWidthTests
{
    [Theory]
    [InlineData("tea", 3)]
    [InlineData("奶茶", 4)]
    [InlineData("¥24.50", 6)]
    [InlineData("Käse", 4)]
    [InlineData("Ka\u0308se", 4)]
    [InlineData("（大）", 6)]
    [InlineData("👍🏽", 2)]
    [InlineData("", 0)]
    public void Counts_cells(string text, int cells) => TextWidth.Of(text).ShouldBe(cells);

    [Theory]
    [InlineData("Boba House", 6, "Boba …")]
    [InlineData("芋泥奶茶店", 6, "芋泥…")]
    [InlineData("Boba", 4, "Boba")]
    public void Cuts_at_a_whole_character(string text, int cells, string cut) => TextWidth.Cut(text, cells).ShouldBe(cut);
}
