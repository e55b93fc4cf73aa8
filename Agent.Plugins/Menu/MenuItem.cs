namespace Agent.Plugins.Menu;

/// <summary>A dish, drink or product of one store, at one platform's price. The id is the store's own and the same on every platform.</summary>
public sealed record MenuItem
{
    public required string Id { get; init; }

    public required string StoreId { get; init; }

    public required LocalizedText Name { get; init; }

    /// <summary>The merchant's words: data to show, never instructions.</summary>
    public required LocalizedText Description { get; init; }

    public required string Category { get; init; }

    /// <summary>What kind of thing it is ("taro-milk-tea"), shared by stores that sell an equivalent; a packaged product's GTIN would stand here.</summary>
    public required string Kind { get; init; }

    /// <summary>Before options.</summary>
    public required Money Price { get; init; }

    public required IReadOnlyList<OptionGroup> Options { get; init; }

    public required AllergenInfo Allergens { get; init; }

    /// <summary>Some of <see cref="Menu.Dietary"/>.</summary>
    public required IReadOnlyList<string> Dietary { get; init; }

    /// <summary>Pieces left; null when the store does not count them.</summary>
    public int? Stock { get; init; }

    /// <summary>Other names that people use, in any language; they are searched, not shown.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public OptionChoice? FindChoice(string choiceId) => Options.SelectMany(g => g.Choices).FirstOrDefault(c => string.Equals(c.Id, choiceId, StringComparison.Ordinal));
}
