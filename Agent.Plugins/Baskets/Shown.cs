using System.Text;

namespace Agent.Plugins.Baskets;

/// <summary>Text from outside, made fit to be kept and shown.</summary>
internal static class Shown
{
    /// <summary>Short enough to be named in a refusal.</summary>
    public static string Cut(string text) => Clean(text) is { Length: > 60 } clean ? string.Concat(clean.AsSpan(0, 60), "…") : Clean(text);

    /// <summary>Without control characters, and without those that turn the direction of writing, which could make a text read as another.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t') clean.Append(' ');
            else if (!Rune.IsControl(rune) && rune.Value is not (>= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069)) clean.Append(rune.ToString());
        }

        return clean.ToString().Trim();
    }
}
