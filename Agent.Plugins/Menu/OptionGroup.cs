namespace Agent.Plugins.Menu;

/// <summary>A choice to make on an item: size, sugar, ice, topping…</summary>
/// <param name="Id">Shared by all items, so that "half sugar" means the same everywhere: size, sugar, ice, topping…</param>
/// <param name="Least">How many choices must be made: 0 or 1.</param>
/// <param name="Most">How many may be made.</param>
/// <param name="Default">The choice id taken when nothing is said; null where the person must say.</param>
public sealed record OptionGroup(string Id, LocalizedText Name, int Least, int Most, string? Default, IReadOnlyList<OptionChoice> Choices);

/// <param name="Id">The group's id, a dot and the choice: "size.large", "sugar.half", "ice.none".</param>
/// <param name="PriceChange">Added to the item's price; may be negative.</param>
public sealed record OptionChoice(string Id, LocalizedText Name, Money PriceChange);
