using System.Globalization;
using System.Text;

namespace Agent.Host.Terminal;

/// <summary>How many cells of a terminal a text takes.</summary>
internal static class TextWidth
{
    public static int Of(ReadOnlySpan<char> text)
    {
        var width = 0;
        while (!text.IsEmpty)
        {
            var length = StringInfo.GetNextTextElementLength(text);
            width += OfElement(text[..length]);
            text = text[length..];
        }

        return width;
    }

    /// <summary>As much of the text as fits, with … where something is missing.</summary>
    public static string Cut(string text, int cells)
    {
        if (Of(text) <= cells) return text;
        var (end, width) = (0, 1);
        while (end < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, end);
            width += OfElement(text.AsSpan(end, length));
            if (width > cells) break;
            end += length;
        }

        return text[..end] + "…";
    }

    public static string PadLeft(string text, int cells) => new string(' ', Math.Max(0, cells - Of(text))) + text;

    public static string PadRight(string text, int cells) => text + new string(' ', Math.Max(0, cells - Of(text)));

    /// <summary>One text element: what a cursor steps over.</summary>
    public static int OfElement(ReadOnlySpan<char> element)
    {
        Rune.DecodeFromUtf16(element, out var first, out var consumed);
        if (first.Value < 0x7f) return first.Value < 0x20 ? 0 : 1;
        // A variation selector asks for the coloured, wide form.
        if (element[consumed..].Contains('\uFE0F')) return 2;
        if (IsWide(first.Value)) return 2;
        return Rune.GetUnicodeCategory(first) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control ? 0 : 1;
    }

    /// <summary>East Asian Wide and Fullwidth, and emoji.</summary>
    private static bool IsWide(int rune) => rune is
        (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0x303e) or (>= 0x3041 and <= 0x33ff) or (>= 0x3400 and <= 0x4dbf)
        or (>= 0x4e00 and <= 0x9fff) or (>= 0xa000 and <= 0xa4cf) or (>= 0xa960 and <= 0xa97f) or (>= 0xac00 and <= 0xd7a3)
        or (>= 0xf900 and <= 0xfaff) or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff01 and <= 0xff60) or (>= 0xffe0 and <= 0xffe6)
        or (>= 0x1f300 and <= 0x1f64f) or (>= 0x1f680 and <= 0x1f6ff) or (>= 0x1f900 and <= 0x1f9ff) or (>= 0x1fa70 and <= 0x1faff)
        or (>= 0x20000 and <= 0x3fffd);
}
