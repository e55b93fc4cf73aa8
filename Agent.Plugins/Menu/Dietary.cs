namespace Agent.Plugins.Menu;

/// <summary>The closed set of dietary marks, and the filter "no_" + allergen.</summary>
public static class Dietary
{
    public const string FreeOfPrefix = "no_";

    public static IReadOnlyList<string> Marks { get; } = ["vegetarian", "vegan", "halal", "caffeine_free", "sugar_free", "spicy"];

    /// <summary>Whether an item passes one filter: a mark, or "no_" and an allergen's name.</summary>
    public static bool Passes(MenuItem item, string filter) =>
        filter.StartsWith(FreeOfPrefix, StringComparison.Ordinal)
            ? item.Allergens.IsFreeOf(filter[FreeOfPrefix.Length..])
            : item.Dietary.Contains(filter);
}
