using System.Globalization;
using System.Text;

namespace Agent.Planning;

/// <summary>What a person typed, made harmless: no control or formatting characters, no halves of characters, single spaces at most.</summary>
internal static class MessageText
{
    /// <summary>UTF-16 units.</summary>
    public const int Most = 4_000;

    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var (before, inSequence) = (default(Rune), false);
        foreach (var rune in text.EnumerateRunes())
        {
            // A terminal's sequence, "ESC [ 2 J", is one control: no letter of it is the person's.
            if (inSequence || (before.Value == 0x1B && rune.Value == '['))
            {
                var begins = !inSequence;
                inSequence = begins || rune.Value is >= 0x20 and < 0x40;
                before = default;
                if (inSequence || rune.Value is >= 0x40 and < 0x7F) continue;
            }

            before = rune;
            if (rune.Value is '\n' or '\r' or '\t' || Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] is not (' ' or '\n')) clean.Append(rune.Value == '\n' ? '\n' : ' ');
                continue;
            }

            // The joiner holds emoji families together; every other invisible character only hides things.
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) continue;
            if (category == UnicodeCategory.Format && rune.Value != 0x200D) continue;
            if (rune == Rune.ReplacementChar) continue;
            clean.Append(rune);
        }

        return clean.ToString().TrimEnd();
    }
}
