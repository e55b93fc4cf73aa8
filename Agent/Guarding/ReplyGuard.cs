using Agent.Plugins.Menu;

namespace Agent.Guarding;

/// <summary>Lets text of one segment through as it comes, but a figure or a name only when it is whole and has a source. At most <see cref="LongestHeld"/> characters are held back.</summary>
/// <param name="names">What exists in this world; without it only what marks or words make a name is one.</param>
/// <param name="repair">The sourced fact in the place of a figure without a source, by what the sentence says before and after it; null where there is none.</param>
internal sealed class ReplyGuard(FigureSources sources, TimeZoneInfo zone, Func<DateTimeOffset> now, MenuNames? names = null, ReplyGuard.Repair? repair = null)
{
    public const int LongestHeld = OpenSpans.Longest;

    /// <summary>How far back a sentence is remembered.</summary>
    private const int Context = 200;

    /// <summary>How far back a figure that ends in new text, and the word that makes one of it, may begin.</summary>
    private const int Reach = 96;

    private readonly NameScanner _names = new(sources, zone, names ?? MenuNames.None);

    // What was shown last and then what is held, in one piece, so that text that passes costs nothing.
    private char[] _text = new char[Context * 2];
    private int _shown;
    private int _length;

    public delegate string? Repair(Figure figure, ReadOnlySpan<char> before, ReadOnlySpan<char> after);

    /// <summary>The figure or name that has no source; null while all is well.</summary>
    public Figure? Refused { get; private set; }

    private ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <returns>What may be shown now; nothing more once something was refused.</returns>
    public string Push(string text)
    {
        if (Refused is not null) return "";
        var alone = _shown == _length;
        Append(text);
        var until = OpenSpans.From(Text, _shown, _names.Names);
        if (until == _shown) return "";
        if (!OpenSpans.MayComplete(_text.AsSpan(0, until), _shown, _names.Names))
        {
            var piece = alone && until == _length ? text : new string(_text, _shown, until - _shown);
            _shown = until;
            return piece;
        }

        return Read(Math.Min(until, _names.HeldFrom(Text, _shown)));
    }

    /// <summary>The segment has ended: what is held is whole.</summary>
    public string Finish() => Refused is null ? Read(_length) : "";

    /// <summary>Reads what is to be shown, and shows it where all of it has a source.</summary>
    private string Read(int until)
    {
        if (until == _shown) return "";
        var text = new string(_text, 0, until);
        var all = FiguresIn(text);
        all.AddRange(_names.Scan(text, _shown));
        all.Sort((a, b) => a.Start.CompareTo(b.Start));
        var (piece, from) = ("", _shown);
        foreach (var figure in all)
        {
            if (figure.End <= _shown || (figure.Kind != FigureKind.Name && (IsNow(figure) || sources.Knows(figure, zone)))) continue;
            var fact = figure.Start >= from ? repair?.Invoke(figure, _text.AsSpan(0, figure.Start), Text[figure.End..]) : null;
            if (fact is null)
            {
                Refused = figure;
                return "";
            }

            piece += text[from..figure.Start] + fact;
            from = figure.End;
        }

        piece += text[from..];
        _shown = until;
        return piece;
    }

    private List<Figure> FiguresIn(string text)
    {
        var from = Math.Max(0, _shown - Reach);
        var found = FigureScanner.Scan(text[from..]);
        for (var i = 0; i < found.Count; i++) found[i] = found[i] with { Start = found[i].Start + from, End = found[i].End + from };
        return found;
    }

    private bool IsNow(Figure figure) => figure.Kind == FigureKind.Time && figure.Value == (long)now().TimeOfDay.TotalMinutes;

    private void Append(string text)
    {
        if (_length + text.Length > _text.Length && _shown > Context)
        {
            var gone = _shown - Context;
            Text[gone..].CopyTo(_text);
            (_shown, _length) = (Context, _length - gone);
        }

        if (_length + text.Length > _text.Length) Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + text.Length));
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }
}
