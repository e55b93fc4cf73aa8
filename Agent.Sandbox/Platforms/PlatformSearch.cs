using System.Runtime.CompilerServices;
using System.Text;
using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Platforms;

namespace Agent.Sandbox.Platforms;

/// <summary>A platform's own simple search: parts of words in names, other names and store names, over the three languages.</summary>
internal static class PlatformSearch
{
    private const int Whole = 1000;

    // Names are the catalogue's own objects, whatever stock and faults do to the items around them, so each is folded once.
    private static readonly ConditionalWeakTable<LocalizedText, string[]> FoldedNames = [];
    private static readonly ConditionalWeakTable<IReadOnlyList<string>, string[]> FoldedAliases = [];

    /// <param name="byRating">The platform's own measure where words decide nothing: best rated first, or else cheapest first.</param>
    public static IReadOnlyList<StoreMenu> Run(IReadOnlyList<StoreMenu> menus, PlatformQuery query, bool byRating)
    {
        var text = Fold(query.Text);
        var parts = Parts(text);
        var hits =
            from menu in menus
            where query.Zone is null || menu.Store.Zones.Contains(query.Zone) || menu.Store.Pickup
            from item in menu.Items
            where query.Category is null || item.Category == query.Category
            let score = string.IsNullOrWhiteSpace(query.Text) ? Whole : Score(menu.Store, item, text, parts)
            where score > 0
            select (menu, item, score);
        return
        [
            .. hits
                .OrderByDescending(h => h.score)
                .ThenBy(h => byRating ? -h.menu.Store.Rating : h.item.Price.Minor)
                .ThenBy(h => h.item.StoreId, StringComparer.Ordinal)
                .ThenBy(h => h.item.Id, StringComparer.Ordinal)
                .Take(Math.Max(0, query.Limit))
                .GroupBy(h => h.menu)
                .Select(g => g.Key with { Items = [.. g.Select(h => h.item)] }),
        ];
    }

    /// <summary>The share of the query's parts that are found, in thousandths; a name that is the query, or in it, comes before all others.</summary>
    private static int Score(Store store, MenuItem item, string text, IReadOnlyList<string> parts)
    {
        if (parts.Count == 0) return 0;
        string[] names = [.. Folded(item.Name), .. FoldedAliases.GetValue(item.Aliases, aliases => [.. aliases.Select(Fold)])];
        if (names.Contains(text)) return Whole * 2;
        var ofStore = Folded(store.Name);
        var found = parts.Count(p => Holds(names, p) || Holds(ofStore, p)) * Whole / parts.Count;
        return names.Any(n => n.Length > 1 && text.Contains(n, StringComparison.Ordinal)) ? Whole + found : found;
    }

    private static bool Holds(string[] names, string part)
    {
        foreach (var name in names)
            if (name.Contains(part, StringComparison.Ordinal)) return true;
        return false;
    }

    private static string[] Folded(LocalizedText name) => FoldedNames.GetValue(name, n => [Fold(n.English), Fold(n.Chinese), Fold(n.German)]);

    /// <summary>Words, and of scripts without spaces every two neighbouring characters.</summary>
    private static IReadOnlyList<string> Parts(string text)
    {
        var parts = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length > 2 && word.All(c => c >= '\u2E80')) parts.AddRange(Enumerable.Range(0, word.Length - 1).Select(i => word.Substring(i, 2)));
            else parts.Add(word);
        }

        return [.. parts.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Lower case without marks; whatever is no letter or digit separates words.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(c)) folded.Append(char.ToLowerInvariant(c));
            else if (char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark && folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }
}
