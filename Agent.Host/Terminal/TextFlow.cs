using System.Globalization;
using System.Text;

namespace Agent.Host.Terminal;

/// <summary>Breaks streamed text into lines between words, as it comes. A word is held back until it is known to fit.</summary>
/// <param name="width">Cells of a line; <see cref="int.MaxValue"/> never breaks.</param>
internal sealed class TextFlow(int width)
{
    private readonly StringBuilder _word = new();
    private int _column;
    private int _wordCells;
    private bool _space;

    /// <summary>Whether the last line has text on it.</summary>
    public bool InLine => _column > 0 || _word.Length > 0;

    /// <returns>What can be printed now.</returns>
    public string Add(string text)
    {
        var ready = new StringBuilder(text.Length + 8);
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            Add(text.AsSpan(at, length), ready);
            at += length;
        }

        return ready.ToString();
    }

    /// <summary>The rest, with the line ended if one is begun.</summary>
    public string End()
    {
        var ready = new StringBuilder();
        Flush(ready);
        _space = false;
        if (_column > 0) ready.Append('\n');
        _column = 0;
        return ready.ToString();
    }

    private void Add(ReadOnlySpan<char> element, StringBuilder ready)
    {
        if (element is "\n" or "\r\n")
        {
            Flush(ready);
            ready.Append('\n');
            (_column, _space) = (0, false);
            return;
        }

        if (element is " ")
        {
            Flush(ready);
            // Indentation is kept; other spaces wait for the word that they part from the last.
            if (_column == 0 && !_space) Put(element, 1, ready);
            else _space = true;
            return;
        }

        var cells = TextWidth.OfElement(element);
        // Between wide characters a line may break anywhere, except before closing punctuation.
        if (cells == 2 && !IsClosing(element[0])) Flush(ready);
        _word.Append(element);
        _wordCells += cells;
    }

    private void Flush(StringBuilder ready)
    {
        if (_word.Length == 0) return;
        var space = _space && _column > 0;
        if (_column > 0 && _column + (space ? 1 : 0) + _wordCells > width)
        {
            ready.Append('\n');
            _column = 0;
        }
        else if (space)
        {
            Put(" ", 1, ready);
        }

        Put(_word.ToString(), _wordCells, ready);
        _word.Clear();
        (_wordCells, _space) = (0, false);
    }

    private void Put(ReadOnlySpan<char> text, int cells, StringBuilder ready)
    {
        ready.Append(text);
        _column += cells;
    }

    private static bool IsClosing(char c) => c is '，' or '。' or '、' or '：' or '；' or '？' or '！' or '）' or '」' or '』' or '”' or '》' or '】';
}
