using Agent.Host.Terminal;

namespace Agent.Host.Tests.Terminal;

public sealed class LineEditorTests
{
    private readonly LineEditor _editor = new();

    [Fact]
    public void What_is_typed_stands_in_the_line_and_is_taken_once()
    {
        Type("two teas");
        _editor.Press(Key(ConsoleKey.Enter)).ShouldBe(LineEdit.Submitted);
        _editor.Take().ShouldBe("two teas");
        _editor.Take().ShouldBe("");
    }

    [Fact]
    public void Backspace_takes_back_a_whole_wide_character()
    {
        Type("奶茶👍🏽");
        Press(ConsoleKey.Backspace);
        _editor.Text.ShouldBe("奶茶");
        Press(ConsoleKey.Backspace);
        _editor.Text.ShouldBe("奶");
    }

    [Fact]
    public void The_cursor_steps_over_wide_characters_and_its_cell_counts_them_twice()
    {
        Type("两杯tea");
        Press(ConsoleKey.Home);
        _editor.View(40).CursorCell.ShouldBe(0);
        Press(ConsoleKey.RightArrow);
        _editor.View(40).CursorCell.ShouldBe(2);
        Type("大");
        _editor.Text.ShouldBe("两大杯tea");
        Press(ConsoleKey.Delete);
        _editor.Text.ShouldBe("两大tea");
        Press(ConsoleKey.End);
        _editor.View(40).ShouldBe(new LineView("两大tea", 7));
    }

    [Fact]
    public void A_long_line_shows_the_part_around_the_cursor()
    {
        Type("abcdefghij");
        _editor.View(4).ShouldBe(new LineView("ghij", 4));
        Press(ConsoleKey.Home);
        _editor.View(4).ShouldBe(new LineView("abcd", 0));
    }

    [Fact]
    public void A_wide_character_is_never_shown_by_half()
    {
        Type("奶茶奶茶");
        _editor.View(5).ShouldBe(new LineView("奶茶", 4));
    }

    [Fact]
    public void History_goes_up_and_down_and_keeps_the_draft()
    {
        foreach (var line in new[] { "first", "second" })
        {
            Type(line);
            _editor.Take();
        }

        Type("draft");
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        _editor.Text.ShouldBe("first");
        Press(ConsoleKey.DownArrow);
        Press(ConsoleKey.DownArrow);
        _editor.Text.ShouldBe("draft");
    }

    [Fact]
    public void An_answer_to_a_question_is_not_remembered()
    {
        Type("yes");
        _editor.Take(remember: false);
        Press(ConsoleKey.UpArrow);
        _editor.Text.ShouldBe("");
    }

    [Fact]
    public void Control_U_and_W_delete_to_the_start_and_the_last_word()
    {
        Type("large taro tea");
        PressControl('\u0017');
        _editor.Text.ShouldBe("large taro ");
        PressControl('\u0015');
        _editor.Text.ShouldBe("");
    }

    [Fact]
    public void Control_D_ends_only_an_empty_line()
    {
        PressControl('\u0004').ShouldBe(LineEdit.Ended);
        Type("a");
        PressControl('\u0004').ShouldBe(LineEdit.Changed);
        _editor.Text.ShouldBe("a");
    }

    [Fact]
    public void Control_characters_never_enter_the_line()
    {
        Type("a\u0007\u001bb\0");
        _editor.Text.ShouldBe("ab");
    }

    [Fact]
    public void A_pasted_novel_is_cut_at_the_bound()
    {
        for (var i = 0; i < LineEditor.MostCharacters + 5; i++) Type("x");
        _editor.Text.Length.ShouldBe(LineEditor.MostCharacters);
    }

    private void Type(string text)
    {
        foreach (var c in text) _editor.Press(new ConsoleKeyInfo(c, default, shift: false, alt: false, control: false));
    }

    private void Press(ConsoleKey key) => _editor.Press(Key(key));

    private LineEdit PressControl(char c) => _editor.Press(new ConsoleKeyInfo(c, ConsoleKey.A + (c - 1), shift: false, alt: false, control: true));

    private static ConsoleKeyInfo Key(ConsoleKey key) => new('\0', key, shift: false, alt: false, control: false);
}
