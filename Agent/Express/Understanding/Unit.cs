using System.Globalization;

namespace Agent.Express.Understanding;

/// <summary>The smallest piece of a message: a word, a number, one Chinese character, or a mark.</summary>
/// <param name="Folded">For looking up.</param>
internal readonly record struct Unit(UnitKind Kind, string Folded, int Start, int End, decimal Number)
{
    /// <summary>Cuts a message into units, in one pass.</summary>
    public static List<Unit> Split(string text)
    {
        var units = new List<Unit>();
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (Folding.IsCjk(c)) units.Add(new(UnitKind.Character, c.ToString(), at, ++at, 0));
            else if (char.IsAsciiDigit(c)) at = AddNumber(units, text, at, false);
            else if (c is '-' or '−' && IsSign(text, at)) at = AddNumber(units, text, at, true);
            else if (c == '-' && at > 0 && at + 1 < text.Length && char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1])) at++;
            else if (char.IsLetter(c)) at = AddWord(units, text, at);
            else if (char.IsWhiteSpace(c) && c != '\n') at++;
            else units.Add(new(UnitKind.Mark, c.ToString(), at, ++at, 0));
        }

        return units;
    }

    private static bool IsSign(string text, int at) => at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1]));

    private static int AddNumber(List<Unit> units, string text, int start, bool negative)
    {
        var end = negative ? start + 1 : start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] is '.' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]) && char.IsAsciiDigit(text[end - 1])))) end++;
        units.Add(new(UnitKind.Number, text[start..end], start, end, Read(text.AsSpan(negative ? start + 1 : start, end - start - (negative ? 1 : 0))) * (negative ? -1 : 1)));
        return end;
    }

    /// <summary>A point or comma before exactly three digits groups thousands; the last one before any other count is the decimal point.</summary>
    private static decimal Read(ReadOnlySpan<char> digits)
    {
        var point = digits.LastIndexOfAny('.', ',');
        var isDecimal = point >= 0 && digits.Length - point - 1 != 3;
        Span<char> plain = stackalloc char[28];
        var length = 0;
        for (var i = 0; i < digits.Length && length < plain.Length; i++)
        {
            if (char.IsAsciiDigit(digits[i])) plain[length++] = digits[i];
            else if (isDecimal && i == point) plain[length++] = '.';
        }

        return decimal.TryParse(plain[..length], NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : decimal.MaxValue;
    }

    private static int AddWord(List<Unit> units, string text, int start)
    {
        var end = start;
        while (end < text.Length && !Folding.IsCjk(text[end]) && (char.IsLetterOrDigit(text[end]) || (text[end] is '\'' or '’' && end + 1 < text.Length && char.IsLetter(text[end + 1])))) end++;

        // "x2" is a count, "tea5" a code.
        if (end - start > 1 && text[start] is 'x' or 'X' && char.IsAsciiDigit(text[start + 1]) && text.AsSpan(start + 1, end - start - 1).IndexOfAnyExceptInRange('0', '9') < 0) end = start + 1;
        units.Add(new(UnitKind.Word, Folding.Fold(text.AsSpan(start, end - start)), start, end, 0));
        return end;
    }
}

internal enum UnitKind
{
    Word,
    Number,

    /// <summary>Chinese.</summary>
    Character,

    Mark,
}
