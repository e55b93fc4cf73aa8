namespace Agent.Plugins.Menu.Search;

/// <summary>The closed sets that a search may name. A word outside them is refused with what may be chosen, as leaving it out could hide an allergen.</summary>
internal static class MenuWords
{
    private static readonly string[] Filters = [.. Dietary.Marks, .. AllergenInfo.Names.Select(a => Dietary.FreeOfPrefix + a)];

    public static Refusal? CheckCategory(string? category) => category is null || Category.All.Contains(category) ? null : Unknown(category, Category.All);

    /// <summary>Reads "vegan", "no_nuts", and what models write for them: "No nuts", "nuts-free", "gluten_free".</summary>
    public static Refusal? ReadDietary(IReadOnlyList<string>? given, out IReadOnlyList<string> filters)
    {
        var read = new List<string>();
        filters = read;
        foreach (var text in given ?? [])
        {
            var word = text.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
            if (word.EndsWith("_free", StringComparison.Ordinal) && AllergenInfo.Names.Contains(word[..^5])) word = Dietary.FreeOfPrefix + word[..^5];
            if (!Filters.Contains(word)) return Unknown(text, Filters);
            read.Add(word);
        }

        return null;
    }

    private static Refusal Unknown(string word, IReadOnlyList<string> choices) => new(RefusalCode.OptionUnknown) { Subject = Words.Clean(word, 40), Choices = choices };
}
