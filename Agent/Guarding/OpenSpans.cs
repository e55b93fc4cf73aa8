using System.Buffers;
using Agent.Plugins.Menu;

namespace Agent.Guarding;

/// <summary>Where the end of a text that is still being written may grow into a figure or a name. Looks at what was not yet shown, and needs no memory.</summary>
internal static class OpenSpans
{
    /// <summary>What is longer is no figure and no name.</summary>
    public const int Longest = 40;

    private const string RestOfNumerals = "点块塊元圆折分之刻毛角钱半";

    private static readonly SearchValues<char> Figures = SearchValues.Create("0123456789０１２３４５６７８９¥￥€$£%％");
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.");

    /// <summary>What may be part of a span in any of its kinds; a text without it needs no look at its words' meaning.</summary>
    private static readonly SearchValues<char> Marks = SearchValues.Create("0123456789０１２３４５６７８９¥￥€$£%％*_\"“”„「」『』《》«»块塊元圆折价價点");

    /// <returns>From where the text is to be held; its length where nothing is.</returns>
    public static int From(ReadOnlySpan<char> text, int shown, MenuNames names)
    {
        var from = Math.Min(Figure(text, shown), Words(text, shown));
        from = Math.Min(from, Math.Min(Numerals(text, shown), Capitals(text, shown)));
        from = Math.Min(from, Math.Min(Marked(text, shown), Named(text, shown, names)));
        return Math.Min(from, AtTitle(text, shown));
    }

    /// <summary>Whether what is new in a text could complete a figure or a name, so that it must be read.</summary>
    public static bool MayComplete(ReadOnlySpan<char> text, int shown, MenuNames names)
    {
        if (text[shown..].ContainsAny(Marks)) return true;

        for (var at = WordStart(text, shown); at < text.Length; at++)
        {
            if (IsCjk(text[at]))
            {
                if (NumberWords.IsNumeral(text[at]) || names.Match(text[at..], out _) is not null) return true;
                continue;
            }

            if (!IsWordStart(text, at)) continue;
            var word = WordAt(text, at);
            if (NumberWords.IsNumber(word) || NumberWords.IsUnit(word) || NumberWords.MayStart(word)) return true;
            if (char.IsUpper(word[0]) && (names.Match(text[at..], out _) is not null || IsCode(word) || FollowsPlaceWord(text, at))) return true;
        }

        return false;
    }

    public static bool IsWordStart(ReadOnlySpan<char> text, int at) => char.IsLetter(text[at]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1]) || IsCjk(text[at - 1]));

    public static bool IsCjk(char c) => c >= '\u2e80';

    /// <summary>"at", "from" and "bei" stand before the name of a store.</summary>
    public static bool FollowsPlaceWord(ReadOnlySpan<char> text, int at)
    {
        if (at < 3 || text[at - 1] != ' ') return false;
        var end = at - 1;
        var from = end;
        while (from > 0 && char.IsLetter(text[from - 1])) from--;
        return text[from..end] is "at" or "from" or "bei" or "At" or "From" or "Bei";
    }

    /// <summary>The beginning of a word that was shown in part.</summary>
    private static int WordStart(ReadOnlySpan<char> text, int at)
    {
        while (at > 0 && char.IsLetter(text[at - 1]) && !IsCjk(text[at - 1])) at--;
        return at;
    }

    private static ReadOnlySpan<char> WordAt(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsLetter(text[end]) && !IsCjk(text[end])) end++;
        return text[at..end];
    }

    private static bool IsCode(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
            if (!char.IsAsciiLetterUpper(c)) return false;
        return word.Length >= 4;
    }

    private static int Bounded(ReadOnlySpan<char> text, int shown, int start)
    {
        // Whose beginning was shown before it could be known is held from where it can.
        start = Math.Max(start, shown);
        return text.Length - start <= Longest ? start : text.Length;
    }

    /// <summary>Digits and signs, unless what follows them rules out a unit or another digit.</summary>
    private static int Figure(ReadOnlySpan<char> text, int shown)
    {
        var held = text[shown..];
        var last = held.LastIndexOfAny(Figures);
        if (last < 0) return text.Length;
        var after = held[(last + 1)..];
        if (after.Length >= Longest || Ends(after)) return text.Length;
        var start = last;
        while (start > 0 && IsPart(held, start - 1)) start--;
        return Bounded(text, shown, shown + start);
    }

    private static bool IsPart(ReadOnlySpan<char> held, int at)
    {
        var c = held[at];
        if (c == ' ') return at > 0 && (char.IsDigit(held[at - 1]) || held[at - 1] is '¥' or '￥' or '€' or '$' or '£' or '*');
        if (c is '块' or '元' or '点' or '之' or '分' or '百' or '满' or '减' or '毛' or '角' or '圆' or '塊') return true;
        return char.IsAsciiLetterOrDigit(c) || char.IsDigit(c) || Figures.Contains(c) || c is '.' or ',' or ':' or '：' or '_' or '-' or '–' or '*' or '`' or '#' or '~' or '到' or '至';
    }

    private static bool Ends(ReadOnlySpan<char> after)
    {
        if (after.IndexOf('\n') >= 0) return true;
        var next = after.TrimStart(" *_`~\u00a0");
        if (next.IsEmpty) return false;
        if (next[0] is '.' or ',' or ':' or '：') return next.Length > 1;
        if (next[0] is '-' or '–' or '—') return !next.TrimStart(" -–—").IsEmpty;
        if (char.IsAsciiLetter(next[0])) return next.ContainsAnyExcept(Letters);
        return next[0] < '\u2e80' || next.Length >= 3;
    }

    /// <summary>Number words with, perhaps, the beginning of a unit behind them.</summary>
    private static int Words(ReadOnlySpan<char> text, int shown)
    {
        var (start, at) = (text.Length, text.Length);
        for (var count = 0; count < 6 && at > shown; count++)
        {
            var end = at;
            while (end > 0 && at - end < 4 && text[end - 1] is ' ' or '-' or '*' or '_' or '\u00a0') end--;
            var from = end;
            while (from > 0 && char.IsLetter(text[from - 1]) && !IsCjk(text[from - 1])) from--;
            if (from == end) break;
            var word = text[from..end];
            if (NumberWords.MayStart(word)) start = from;
            else if (!NumberWords.Joins(word) && (end < text.Length || !NumberWords.MayBeUnit(word))) break;
            at = from;
        }

        return Bounded(text, shown, start);
    }

    private static int Numerals(ReadOnlySpan<char> text, int shown)
    {
        var start = text.Length;
        for (var at = text.Length - 1; at >= shown && (NumberWords.IsNumeral(text[at]) || RestOfNumerals.AsSpan().Contains(text[at])); at--)
            if (NumberWords.IsNumeral(text[at]) || text[at] == '半') start = at;
        return Bounded(text, shown, start);
    }

    /// <summary>What may become a code.</summary>
    private static int Capitals(ReadOnlySpan<char> text, int shown)
    {
        var at = text.Length;
        while (at > 0 && (char.IsAsciiLetterUpper(text[at - 1]) || char.IsAsciiDigit(text[at - 1]) || text[at - 1] == '-')) at--;
        return text.Length - at >= 3 && char.IsAsciiLetterUpper(text[at]) ? Bounded(text, shown, at) : text.Length;
    }

    /// <summary>Bold or quoted, and not yet closed.</summary>
    private static int Marked(ReadOnlySpan<char> text, int shown)
    {
        var line = text.LastIndexOf('\n') + 1;
        var (bold, quote, open) = (-1, -1, -1);
        for (var at = line; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '*' when at + 1 < text.Length && text[at + 1] == '*':
                    bold = bold < 0 ? at : -1;
                    at++;
                    break;
                case '"':
                    quote = quote < 0 ? at : -1;
                    break;
                case '„' or '「' or '『' or '《' or '«':
                    open = at;
                    break;
                case '“':
                    open = open >= 0 && text[open] == '„' ? -1 : at;
                    break;
                case '”' or '」' or '』' or '》' or '»':
                    open = -1;
                    break;
            }
        }

        var start = text.Length;
        foreach (var one in (ReadOnlySpan<int>)[bold, quote, open, text.Length > shown && text[^1] == '*' ? text.Length - 1 : -1])
            if (one >= 0) start = Math.Min(start, Bounded(text, shown, one));
        return start;
    }

    /// <summary>The beginning of a name that a store or an item has.</summary>
    private static int Named(ReadOnlySpan<char> text, int shown, MenuNames names)
    {
        for (var at = WordStart(text, Math.Max(shown, text.Length - Longest)); at < text.Length; at++)
        {
            if (!IsCjk(text[at]) && !IsWordStart(text, at)) continue;
            var name = names.Match(text[at..], out var grows);

            // One letter is the beginning of too much.
            if (grows && (text.Length - at > 1 || IsCjk(text[at]))) return Bounded(text, shown, at);
            if (name is not null) at += name.Name.Length - 1;
        }

        return text.Length;
    }

    /// <summary>Words with capitals behind "at", "from" or "bei".</summary>
    private static int AtTitle(ReadOnlySpan<char> text, int shown)
    {
        var (start, at) = (text.Length, text.Length);
        while (true)
        {
            var end = at;
            if (end > 0 && text[end - 1] == ' ') end--;
            var from = end;
            while (from > 0 && (char.IsLetter(text[from - 1]) && !IsCjk(text[from - 1]) || text[from - 1] is '\'' or '’')) from--;
            if (from == end || !char.IsUpper(text[from])) return text.Length;
            start = from;
            if (FollowsPlaceWord(text, from)) return Bounded(text, shown, start);
            at = from;
        }
    }
}
