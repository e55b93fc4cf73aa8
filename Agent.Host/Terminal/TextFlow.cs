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
    private int _spaces;

    /// <summary>A text that is there whole, as lines.</summary>
    public static string[] Break(string text, int width)
    {
        var flow = new TextFlow(Math.Max(8, width));
        return (flow.Add(text) + flow.End()).TrimEnd('\n').Split('\n');
    }

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
        _spaces = 0;
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
            (_column, _spaces) = (0, 0);
            return;
        }

        if (element is " ")
        {
            Flush(ready);
            // Indentation is kept; other spaces wait for the word that they part from the last.
            if (_column == 0 && _spaces == 0) Put(element, 1, ready);
            else _spaces++;
            return;
        }

        var cells = TextWidth.OfElement(element);
        // Between wide characters a line may break anywhere, except before closing punctuation.
        if (cells == 2 && !IsClosing(element[0])) Flush(ready);
        // A word that is longer than a line goes on in the next.
        if (_wordCells + cells > width) Flush(ready);
        _word.Append(element);
        _wordCells += cells;
    }

    private void Flush(StringBuilder ready)
    {
        if (_word.Length == 0) return;
        if (_column > 0 && _column + _spaces + _wordCells > width)
        {
            ready.Append('\n');
            _column = 0;
        }
        else if (_column > 0)
        {
            Put(new string(' ', _spaces), _spaces, ready);
        }

        Put(_word.ToString(), _wordCells, ready);
        _word.Clear();
        (_wordCells, _spaces) = (0, 0);
    }

    private void Put(ReadOnlySpan<char> text, int cells, StringBuilder ready)
    {
        ready.Append(text);
        _column += cells;
    }

    private static bool IsClosing(char c) => c is '，' or '。' or '、' or '：' or '；' or '？' or '！' or '）' or '」' or '』' or '”' or '》' or '】';
}
