using Agent.Host.Terminal;

namespace Agent.Host.Tests.Terminal;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Taro \u001b[31mtea\u001b[0m", "Taro tea")]
    [InlineData("\u001b]0;owned\aTea", "Tea")]
    [InlineData("\u001b]8;;http://x\u001b\\Tea", "Tea")]
    [InlineData("a\rb\bc\u0000d", "abcd")]
    [InlineData("safe\u202etxet", "safetxet")]
    [InlineData("two\nlines\tand tabs", "two lines and tabs")]
    [InlineData("[red]芋泥奶茶[/]", "[red]芋泥奶茶[/]")]
    [InlineData("ends in an escape\u001b", "ends in an escape")]
    public void A_line_carries_no_control_of_the_terminal(string text, string clean) => PlainText.Line(text).ShouldBe(clean);

    [Fact]
    public void Prose_keeps_its_lines() => PlainText.Prose("one\r\n\u001b[2Jtwo ").ShouldBe("one\ntwo ");
}
