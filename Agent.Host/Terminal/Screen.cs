namespace Agent.Host.Terminal;

/// <summary>What is printed for a person. News may be printed while a line is being typed: the line moves down and stays whole. Thread-safe.</summary>
/// <param name="width">Cells of a line, asked again for every drawing.</param>
/// <param name="movesCursor">A terminal that understands escape sequences.</param>
internal sealed class Screen(TextWriter output, Func<int> width, bool movesCursor, bool colours)
{
    private const string EraseLine = "\r\u001b[K";

    /// <summary>Longer lines are harder to read, whatever the terminal has.</summary>
    private const int MostLine = 100;

    private readonly Lock _gate = new();
    private bool _midLine;
    private bool _gap = true;
    private bool _status;
    private (string Prompt, LineView Line)? _typing;

    public int Width => Math.Clamp(width(), 20, 400);

    /// <summary>Cells of a line of prose. Redirected output has no width: whoever shows it breaks the lines.</summary>
    public int LineWidth => movesCursor ? Math.Min(Width - 1, MostLine) : int.MaxValue;

    public bool MovesCursor => movesCursor;

    public bool Colours => colours;

    /// <summary>Redirected output: no width, no colours, no cursor.</summary>
    public static Screen Plain(TextWriter output) => new(output, () => 80, movesCursor: false, colours: false);

    /// <summary>Prints text that goes on where the last ended.</summary>
    public void Print(string text)
    {
        if (text.Length == 0) return;
        lock (_gate)
        {
            Lift();
            output.Write(text);
            (_midLine, _gap) = (!text.EndsWith('\n'), text is "\n" && !_midLine);
            Redraw();
            output.Flush();
        }
    }

    /// <summary>Prints whole lines, on lines of their own.</summary>
    public void PrintBlock(string text)
    {
        lock (_gate)
        {
            Lift();
            if (_midLine) output.Write('\n');
            output.Write(text);
            if (!text.EndsWith('\n')) output.Write('\n');
            (_midLine, _gap) = (false, text.Length == 0 || text.EndsWith("\n\n", StringComparison.Ordinal));
            Redraw();
            output.Flush();
        }
    }

    /// <summary>Prints prose on lines of its own, broken between words.</summary>
    /// <param name="style">How each line looks.</param>
    /// <param name="mark">Stands before the first line; the others are indented by as much.</param>
    public void PrintProse(string text, Func<string, string>? style = null, string mark = "")
    {
        var indent = new string(' ', TextWidth.Of(mark));
        var lines = TextFlow.Break(text, LineWidth - indent.Length);
        PrintBlock(string.Join('\n', lines.Select((line, i) => (i == 0 ? Accent(mark) : indent) + (style is null ? line : style(line)))));
    }

    /// <summary>One empty line, unless there is one.</summary>
    public void PrintGap()
    {
        lock (_gate)
        {
            if (_gap && !_midLine) return;
        }

        PrintBlock("");
    }

    /// <summary>A quiet line that the next thing printed replaces. Only on a terminal.</summary>
    public void ShowStatus(string text)
    {
        if (!movesCursor) return;
        lock (_gate)
        {
            if (_typing is not null) return;
            Lift();
            if (_midLine) return;
            output.Write(Dim(TextWidth.Cut(text, Width - 1)));
            _status = true;
            output.Flush();
        }
    }

    /// <summary>Draws the line that is being typed, and keeps it at the bottom until <see cref="EndTyping"/>.</summary>
    public void ShowTyping(string prompt, LineEditor editor)
    {
        lock (_gate)
        {
            Lift();
            if (_midLine && _typing is null) output.Write('\n');
            _midLine = false;
            _typing = (prompt, editor.View(Math.Max(8, Width - TextWidth.Of(prompt) - 1)));
            Redraw();
            output.Flush();
        }
    }

    /// <summary>Leaves the typed line on the screen, whole, and goes on below it.</summary>
    /// <param name="text">Null to leave nothing of it.</param>
    public void EndTyping(string? text)
    {
        lock (_gate)
        {
            if (_typing is not { } typing) return;
            Lift();
            _typing = null;
            if (text is null) return;
            output.Write(string.Join('\n', TextFlow.Break(typing.Prompt + PlainText.Line(text), Width - 1)) + "\n");
            _gap = false;
            output.Flush();
        }
    }

    public void ClearScreen()
    {
        if (!movesCursor) return;
        lock (_gate)
        {
            output.Write("\u001b[H\u001b[2J");
            Redraw();
            output.Flush();
        }
    }

    public string Dim(string text) => Styled("2", text);

    public string Strong(string text) => Styled("1", text);

    public string Accent(string text) => Styled("36", text);

    public string Warning(string text) => Styled("33", text);

    public string Bad(string text) => Styled("31", text);

    private string Styled(string code, string text) => colours && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;

    /// <summary>Takes the line being typed, or the status, off the screen.</summary>
    private void Lift()
    {
        if (!movesCursor || (_typing is null && !_status)) return;
        output.Write(EraseLine);
        _status = false;
    }

    private void Redraw()
    {
        if (_typing is not { } typing || !movesCursor) return;
        if (_midLine) output.Write('\n');
        _midLine = false;
        output.Write(Accent(typing.Prompt) + typing.Line.Text);
        var back = TextWidth.Of(typing.Line.Text) - typing.Line.CursorCell;
        if (back > 0) output.Write($"\u001b[{back}D");
    }
}
