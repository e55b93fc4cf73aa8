using System.Globalization;
using System.Text;

namespace Agent.Express.Understanding;

/// <summary>One form for all the ways in which people type the same letters: case, width, accents, apostrophes.</summary>
internal static class Folding
{
    /// <summary>Folds full-width forms and drops what cannot be seen; keeps case, so that it can be shown and searched.</summary>
    public static string Clean(string text, int limit)
    {
        var cut = text.Length > limit ? text[..(char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit)] : text;
        var clean = new StringBuilder(cut.Length);
        foreach (var rune in cut.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune == Rune.ReplacementChar || category is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.PrivateUse) continue;
            if (category is UnicodeCategory.Control) clean.Append(rune.Value == '\n' ? '\n' : ' ');
            else if (rune.Value is >= 0xFF01 and <= 0xFF5E) clean.Append((char)(rune.Value - 0xFEE0));
            else clean.Append(rune);
        }

        return clean.ToString();
    }

    /// <summary>For comparing words: lower case, ä as ae, no accents, no apostrophes.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length + 2);
        foreach (var c in text)
        {
            var lower = char.ToLowerInvariant(c);
            _ = lower switch
            {
                'ä' or 'æ' => folded.Append("ae"),
                'ö' => folded.Append("oe"),
                'ü' => folded.Append("ue"),
                'ß' => folded.Append("ss"),
                'é' or 'è' or 'ê' => folded.Append('e'),
                'à' or 'á' or 'â' or 'ã' => folded.Append('a'),
                'ó' or 'ò' or 'ô' => folded.Append('o'),
                'í' or 'ì' or 'î' => folded.Append('i'),
                'ñ' => folded.Append('n'),
                'ç' => folded.Append('c'),
                '\'' or '’' or '‘' or '`' => folded,
                _ => folded.Append(lower),
            };
        }

        return folded.ToString();
    }

    /// <summary>Whether a name stands in a message, as whole words where it is written with spaces.</summary>
    public static bool Mentions(string message, string name)
    {
        var (all, part) = (Fold(message), Fold(name));
        for (var at = part.Length == 0 ? -1 : all.IndexOf(part, StringComparison.Ordinal); at >= 0; at = all.IndexOf(part, at + 1, StringComparison.Ordinal))
            if (IsEdge(all, at - 1, part[0]) && IsEdge(all, at + part.Length, part[^1])) return true;
        return false;
    }

    public static bool IsCjk(char c) => c is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF';

    private static bool IsEdge(string text, int at, char own) => at < 0 || at >= text.Length || IsCjk(own) || IsCjk(text[at]) || !char.IsLetterOrDigit(text[at]);
}
