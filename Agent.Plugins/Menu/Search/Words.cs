using System.Globalization;
using System.Text;

namespace Agent.Plugins.Menu.Search;

/// <summary>A folded word, or a run of Chinese or Japanese characters, which have no spaces between words.</summary>
internal readonly record struct Token(string Text, bool IsRun);

/// <summary>How text becomes words, the same for queries and for what is searched. Depends on no culture.</summary>
internal static class Words
{
    private const int LongestWord = 40;

    /// <summary>Without control characters and halves of characters, at most so many UTF-16 units.</summary>
    public static string Clean(string text, int most)
    {
        var clean = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > most) break;
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format) clean.Append(' ');
            else clean.Append(rune.ToString());
        }

        return string.Join(' ', clean.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    public static IReadOnlyList<Token> Split(string text)
    {
        var tokens = new List<Token>();
        var word = new StringBuilder();
        var run = false;
        foreach (var c in Fold(text))
        {
            if (c is '\'' or '\u2019') continue;
            var isRun = IsRun(c);
            if (word.Length > 0 && (isRun != run || !char.IsLetterOrDigit(c))) Flush();
            if (!char.IsLetterOrDigit(c)) continue;
            run = isRun;
            word.Append(c);
        }

        if (word.Length > 0) Flush();
        return tokens;

        void Flush()
        {
            var folded = word.ToString();
            if (!run)
            {
                folded = folded.Replace("ae", "a", StringComparison.Ordinal).Replace("oe", "o", StringComparison.Ordinal).Replace("ue", "u", StringComparison.Ordinal);
                if (folded.Length > LongestWord) folded = folded[..LongestWord];
            }

            tokens.Add(new Token(folded, run));
            word.Clear();
        }
    }

    /// <summary>The singular, near enough, of a folded English or German word: "teas" and "tea", "Suppen" and "Suppe" become the same.</summary>
    public static string Stem(string word)
    {
        var stem = word.AsSpan();
        if (stem.Length > 4 && stem.EndsWith("es") && stem[^3] is 's' or 'x' or 'z' or 'h') stem = stem[..^2];
        else if (stem.Length > 3 && stem[^1] == 's' && stem[^2] != 's') stem = stem[..^1];
        if (stem.Length > 5 && stem.EndsWith("en")) stem = stem[..^2];
        else if (stem.Length > 4 && stem[^1] == 'n' && stem[^2] is 'l' or 'r') stem = stem[..^1];
        if (stem.Length > 4 && stem[^1] == 'e') stem = stem[..^1];
        return stem.Length > 3 && stem[^1] == 'y' ? string.Concat(stem[..^1], "i") : stem.ToString();
    }

    /// <summary>What stands in the index for a token: a word's stem; a run's characters and pairs of characters.</summary>
    public static IEnumerable<string> Terms(Token token)
    {
        if (!token.IsRun) return [Stem(token.Text)];
        return token.Text.Select(c => c.ToString()).Concat(Pairs(token.Text));
    }

    /// <summary>Neighbouring characters by twos; a single character is itself.</summary>
    public static IEnumerable<string> Pairs(string run) => run.Length == 1 ? [run] : Enumerable.Range(0, run.Length - 1).Select(i => run.Substring(i, 2));

    /// <summary>One string for all ways of writing a name apart or together.</summary>
    public static string Key(IEnumerable<Token> tokens) => string.Concat(tokens.Select(t => t.IsRun ? t.Text : Stem(t.Text)));

    private static bool IsRun(char c) => c is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\uf900' and <= '\ufaff';

    private static StringBuilder Folded(string decomposed)
    {
        var folded = new StringBuilder(decomposed.Length);
        foreach (var c in decomposed)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            _ = char.ToLowerInvariant(c) switch
            {
                'ß' => folded.Append("ss"),
                'æ' => folded.Append("ae"),
                'ø' => folded.Append('o'),
                'đ' => folded.Append('d'),
                'ı' => folded.Append('i'),
                var lower => folded.Append(lower),
            };
        }

        return folded;
    }

    private static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        return Folded(Whole(text).Normalize(NormalizationForm.FormKD)).ToString();
    }

    /// <summary>Half a surrogate pair cannot be normalised; merchants' data may hold one.</summary>
    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune.ToString());
        return whole.ToString();
    }
}
