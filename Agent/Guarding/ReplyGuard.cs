using System.Buffers;

namespace Agent.Guarding;

/// <summary>Lets text of one segment through as it comes, but a figure only when it is whole and has a source. At most <see cref="LongestHeld"/> characters are held back.</summary>
internal sealed class ReplyGuard(FigureSources sources, TimeZoneInfo zone, Func<DateTimeOffset> now)
{
    public const int LongestHeld = 40;
    private const int Context = 40;

    private static readonly SearchValues<char> Figures = SearchValues.Create("0123456789０１２３４５６７８９¥￥€$£%");
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.");

    private string _released = "";
    private string _held = "";

    /// <summary>The figure that has no source; null while all is well.</summary>
    public Figure? Refused { get; private set; }

    /// <returns>What may be shown now; nothing more once a figure was refused.</returns>
    public string Push(string text)
    {
        if (Refused is not null) return "";
        _held += text;
        return Release(Boundary(_held));
    }

    /// <summary>The segment has ended: what is held is whole.</summary>
    public string Finish() => Refused is null ? Release(_held.Length) : "";

    private string Release(int length)
    {
        if (length == 0) return "";
        var piece = _held[..length];
        if (FigureScanner.MayHold(piece))
        {
            foreach (var figure in FigureScanner.Scan(_released + piece))
            {
                if (figure.End <= _released.Length || IsNow(figure) || sources.Knows(figure, zone)) continue;
                Refused = figure;
                return "";
            }
        }

        _held = _held[length..];
        var seen = _released + piece;
        _released = seen.Length <= Context ? seen : seen[^Context..];
        return piece;
    }

    private bool IsNow(Figure figure) => figure.Kind == FigureKind.Time && figure.Value == (long)now().TimeOfDay.TotalMinutes;

    /// <summary>How much can be shown: all, unless the end could still grow into another figure.</summary>
    private static int Boundary(string held)
    {
        var last = held.AsSpan().LastIndexOfAny(Figures);
        if (last < 0) return held.Length;
        var after = held.AsSpan(last + 1);
        if (after.Length >= LongestHeld || Ends(after)) return held.Length;
        var start = last;
        while (start > 0 && IsPart(held, start - 1)) start--;
        return held.Length - start > LongestHeld ? held.Length : start;
    }

    private static bool IsPart(string held, int at)
    {
        var c = held[at];
        if (c == ' ') return at > 0 && (char.IsDigit(held[at - 1]) || held[at - 1] is '¥' or '￥' or '€' or '$' or '£');
        if (c is '块' or '元' or '点' or '之') return at > 0;
        return char.IsDigit(c) || char.IsAsciiLetterOrDigit(c) || c is '.' or ',' or ':' or '：' or '_' or '-' or '¥' or '￥' or '€' or '$' or '£' or '%';
    }

    /// <summary>Whether what follows a figure rules out a unit or another digit.</summary>
    private static bool Ends(ReadOnlySpan<char> after)
    {
        if (after.IndexOf('\n') >= 0) return true;
        var next = after.TrimStart(' ');
        if (next.IsEmpty) return false;
        if (next[0] is '.' or ',' or ':' or '：') return next.Length > 1;
        if (next[0] is '_' or '-') return false;
        if (char.IsAsciiLetter(next[0])) return next.ContainsAnyExcept(Letters);
        return next[0] < '\u2e80' || next.Length >= 3;
    }
}
