namespace Agent.Plugins.Menu.Search;

/// <summary>Takes words apart that are written together: "Taromilchtee", "milktea".</summary>
internal static class Compounds
{
    private const int ShortestPart = 4;
    private const int MostParts = 3;

    /// <summary>Parts that are words although they are short; any other short part would find "rot" in "Karotte".</summary>
    private static readonly HashSet<string> ShortParts = ["tee", "tea", "eis", "bun", "pie", "box"];

    /// <param name="known">Whether a stem is a word of its own in some name.</param>
    /// <returns>The stems of the fewest known parts; empty where it is not a compound.</returns>
    public static IReadOnlyList<string> Split(string word, Func<string, bool> known)
    {
        for (var parts = 2; parts <= MostParts; parts++)
            if (Split(word, parts, known) is { } found) return found;
        return [];
    }

    private static IReadOnlyList<string>? Split(string word, int parts, Func<string, bool> known)
    {
        if (parts == 1) return IsPart(word, known) ? [Words.Stem(word)] : null;
        for (var at = word.Length - 3; at >= 3; at--)
        {
            if (!IsPart(word[..at], known)) continue;
            if (Split(word[at..], parts - 1, known) is { } rest) return [Words.Stem(word[..at]), .. rest];
        }

        return null;
    }

    private static bool IsPart(string part, Func<string, bool> known) => (part.Length >= ShortestPart || ShortParts.Contains(Words.Stem(part))) && known(Words.Stem(part));
}
