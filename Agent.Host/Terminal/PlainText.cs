using System.Globalization;
using System.Text;

namespace Agent.Host.Terminal;

/// <summary>Text from merchants and models as a terminal may show it: no escape sequences, no control characters, nothing that turns the reading direction.</summary>
internal static class PlainText
{
    /// <summary>For one line of a card.</summary>
    public static string Line(string text) => Clean(text, keepBreaks: false).Trim();

    /// <summary>For prose: line breaks stay.</summary>
    public static string Prose(string text) => Clean(text, keepBreaks: true);

    private static string Clean(string text, bool keepBreaks)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\u001b') at = EndOfEscape(text, at);
            else if (c == '\n' && keepBreaks) clean.Append(c);
            else if (c is '\n' or '\t' or '\u2028' or '\u2029') clean.Append(' ');
            else if (!char.IsControl(c) && !TurnsDirection(c)) clean.Append(c);
        }

        return clean.ToString();
    }

    private static bool TurnsDirection(char c) => c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\ufeff';

    /// <summary>The last character of the escape sequence that starts here: CSI up to its final byte, OSC up to BEL or ST, else one character.</summary>
    private static int EndOfEscape(string text, int start)
    {
        if (start + 1 >= text.Length) return start;
        var at = start + 2;
        switch (text[start + 1])
        {
            case '[':
                while (at < text.Length && text[at] is < '@' or > '~') at++;
                return Math.Min(at, text.Length - 1);
            case ']':
                while (at < text.Length && text[at] is not ('\a' or '\u001b')) at++;
                return at + 1 < text.Length && text[at] == '\u001b' ? at + 1 : Math.Min(at, text.Length - 1);
            default:
                return char.GetUnicodeCategory(text[start + 1]) == UnicodeCategory.Control ? start : start + 1;
        }
    }
}
