using System.Globalization;
using System.Text;

namespace Agent.Host.Terminal;

/// <summary>One line being typed: keys in, text and a view of it out. It knows no terminal.</summary>
internal sealed class LineEditor
{
    /// <summary>What fits no line: pasted by accident, it is cut here rather than swallow memory.</summary>
    public const int MostCharacters = 100_000;

    private const int MostHistory = 200;

    private readonly List<string> _history = [];
    private readonly StringBuilder _text = new();
    private int _cursor;
    private int _recalled;
    private string _draft = "";

    public string Text => _text.ToString();

    public bool IsEmpty => _text.Length == 0;

    /// <summary>Takes one key.</summary>
    public LineEdit Press(ConsoleKeyInfo key)
    {
        var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                return LineEdit.Submitted;
            case ConsoleKey.Backspace when control:
                DeleteTo(WordStart());
                break;
            case ConsoleKey.Backspace:
                DeleteTo(Previous());
                break;
            case ConsoleKey.Delete:
                DeleteTo(Next());
                break;
            case ConsoleKey.LeftArrow:
                _cursor = control ? WordStart() : Previous();
                break;
            case ConsoleKey.RightArrow:
                _cursor = control ? WordEnd() : Next();
                break;
            case ConsoleKey.Home:
                _cursor = 0;
                break;
            case ConsoleKey.End:
                _cursor = _text.Length;
                break;
            case ConsoleKey.UpArrow:
                Recall(_recalled - 1);
                break;
            case ConsoleKey.DownArrow:
                Recall(_recalled + 1);
                break;
            default:
                return PressCharacter(key.KeyChar);
        }

        return LineEdit.Changed;
    }

    /// <summary>Ends the line: gives its text, remembers it and starts an empty one.</summary>
    /// <param name="remember">False for the answer to a question, which is not worth recalling.</param>
    public string Take(bool remember = true)
    {
        var text = Text;
        if (remember && text.Trim().Length > 0 && (_history.Count == 0 || !string.Equals(_history[^1], text, StringComparison.Ordinal)))
        {
            _history.Add(text);
            if (_history.Count > MostHistory) _history.RemoveAt(0);
        }

        Clear();
        return text;
    }

    public void Clear()
    {
        _text.Clear();
        _cursor = 0;
        _recalled = _history.Count;
        _draft = "";
    }

    /// <summary>The part of the line around the cursor that fits, and the cell in it where the cursor stands.</summary>
    /// <param name="cells">Room for text; the cursor may stand right behind it.</param>
    public LineView View(int cells)
    {
        var text = Text;
        var left = TextWidth.Of(text.AsSpan(0, _cursor));
        var start = 0;
        // What is before the cursor leaves on the left, element by element, until the cursor is inside.
        while (left > cells)
        {
            var length = StringInfo.GetNextTextElementLength(text, start);
            left -= TextWidth.OfElement(text.AsSpan(start, length));
            start += length;
        }

        var (end, width) = (start, 0);
        while (end < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, end);
            width += TextWidth.OfElement(text.AsSpan(end, length));
            if (width > cells) break;
            end += length;
        }

        return new LineView(text[start..end], left);
    }

    private LineEdit PressCharacter(char c)
    {
        switch (c)
        {
            case '\r' or '\n':
                return LineEdit.Submitted;
            case '\u0001':
                _cursor = 0;
                return LineEdit.Changed;
            case '\u0004':
                return IsEmpty ? LineEdit.Ended : DeleteTo(Next());
            case '\u0005':
                _cursor = _text.Length;
                return LineEdit.Changed;
            case '\u000b':
                return DeleteTo(_text.Length);
            case '\u000c':
                return LineEdit.ScreenCleared;
            case '\u0015':
                return DeleteTo(0);
            case '\u0017':
                return DeleteTo(WordStart());
            case '\b' or '\u007f':
                return DeleteTo(Previous());
            case '\t':
                return Insert(' ');
            default:
                return char.IsControl(c) ? LineEdit.Ignored : Insert(c);
        }
    }

    private LineEdit Insert(char c)
    {
        if (_text.Length >= MostCharacters) return LineEdit.Ignored;
        _text.Insert(_cursor++, c);
        return LineEdit.Changed;
    }

    private LineEdit DeleteTo(int other)
    {
        var (from, to) = (Math.Min(_cursor, other), Math.Max(_cursor, other));
        _text.Remove(from, to - from);
        _cursor = from;
        return LineEdit.Changed;
    }

    private void Recall(int entry)
    {
        if (entry < 0 || entry > _history.Count || entry == _recalled) return;
        if (_recalled == _history.Count) _draft = Text;
        _recalled = entry;
        _text.Clear().Append(entry == _history.Count ? _draft : _history[entry]);
        _cursor = _text.Length;
    }

    private int Previous()
    {
        var (text, at) = (Text, 0);
        var before = 0;
        while (at < _cursor)
        {
            before = at;
            at += StringInfo.GetNextTextElementLength(text, at);
        }

        return before;
    }

    private int Next() => _cursor < _text.Length ? _cursor + StringInfo.GetNextTextElementLength(Text, _cursor) : _cursor;

    private int WordStart()
    {
        var at = _cursor;
        while (at > 0 && _text[at - 1] == ' ') at--;
        while (at > 0 && _text[at - 1] != ' ') at--;
        return at;
    }

    private int WordEnd()
    {
        var at = _cursor;
        while (at < _text.Length && _text[at] == ' ') at++;
        while (at < _text.Length && _text[at] != ' ') at++;
        return at;
    }
}

internal enum LineEdit
{
    Ignored,
    Changed,
    Submitted,

    /// <summary>Ctrl+D on an empty line.</summary>
    Ended,

    /// <summary>Ctrl+L.</summary>
    ScreenCleared,
}

/// <param name="CursorCell">From the start of <paramref name="Text"/>, in cells.</param>
internal readonly record struct LineView(string Text, int CursorCell);
