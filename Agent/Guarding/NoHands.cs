using System.Text.RegularExpressions;

namespace Agent.Guarding;

/// <summary>Finds claims of being unable to act by nature ("as a language model…"), and sending people elsewhere as a dead end, in the three languages. An honest refusal ("the store is closed right now") is neither.</summary>
public static partial class NoHands
{
    public static bool Claims(string text)
    {
        var plain = PlainWords.Of(text);
        foreach (var range in Sentences().EnumerateSplits(plain))
        {
            var said = plain.AsSpan(range);
            if (said.Length >= 4 && ((HasLetters(said) && (EnglishClaims.In(said) || GermanClaims.In(said))) || (HasCharacters(said) && ChineseClaims.In(said)))) return true;
        }

        return false;
    }

    private static bool HasLetters(ReadOnlySpan<char> said) => said.IndexOfAnyInRange('A', 'z') >= 0;

    private static bool HasCharacters(ReadOnlySpan<char> said) => said.IndexOfAnyInRange('\u2e80', '\ufaff') >= 0;

    [GeneratedRegex(@"[.!?。\n]+(?!\w)|[!?。\n]+", RegexOptions.CultureInvariant)]
    private static partial Regex Sentences();
}
