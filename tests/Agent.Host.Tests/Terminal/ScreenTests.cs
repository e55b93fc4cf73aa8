using Agent.Host.Terminal;

namespace Agent.Host.Tests.Terminal;

public sealed class ScreenTests
{
    [Fact]
    public void News_moves_the_line_that_is_being_typed_down_whole()
    {
        using var output = new StringWriter();
        var screen = new Screen(output, () => 40, movesCursor: true, colours: false);
        var editor = new LineEditor();
        foreach (var c in "where is") editor.Press(new ConsoleKeyInfo(c, default, false, false, false));
        editor.Press(new ConsoleKeyInfo('\0', ConsoleKey.LeftArrow, false, false, false));
        screen.ShowTyping("> ", editor);
        output.GetStringBuilder().Clear();

        screen.PrintBlock("Order ABC: delivered");

        output.ToString().ShouldBe("\r\u001b[KOrder ABC: delivered\n> where is\u001b[1D");
    }

    [Fact]
    public void A_status_is_gone_once_something_is_printed()
    {
        using var output = new StringWriter();
        var screen = new Screen(output, () => 40, movesCursor: true, colours: false);
        screen.ShowStatus("comparing prices…");
        screen.Print("Hello");
        output.ToString().ShouldBe("comparing prices…\r\u001b[KHello");
    }

    [Theory]
    [InlineData("Order ABC, Boba House: being prepared", "● Order ABC, Boba\n  House: being\n  prepared\n")]
    [InlineData("订单已接单，正在制作，预计送达", "● 订单已接单，正在\n  制作，预计送达\n")]
    public void Prose_breaks_between_words_and_stays_behind_its_mark(string text, string shown)
    {
        using var output = new StringWriter();
        new Screen(output, () => 20, movesCursor: true, colours: false).PrintProse(text, mark: "● ");
        output.ToString().ShouldBe(shown);
    }

    [Fact]
    public void A_typed_line_that_is_longer_than_the_screen_is_left_broken_between_words()
    {
        using var output = new StringWriter();
        var screen = new Screen(output, () => 20, movesCursor: true, colours: false);
        screen.ShowTyping("> ", new LineEditor());
        output.GetStringBuilder().Clear();
        screen.EndTyping("two large taro milk teas");
        output.ToString().ShouldBe("\r\u001b[K> two large taro\nmilk teas\n");
    }

    [Fact]
    public void Redirected_output_has_no_escape_sequence()
    {
        using var output = new StringWriter();
        var screen = Screen.Plain(output);
        screen.ShowStatus("comparing prices…");
        screen.Print(screen.Warning("Hello"));
        screen.PrintBlock(screen.Dim("World"));
        output.ToString().ShouldBe("Hello\nWorld\n");
    }
}
