using Agent.Plugins.Files;
using Agent.Plugins.Menu;

namespace Agent.Sandbox.Catalogue;

/// <summary>Reads a store's menu. An item's id is the store's, a dot and the item's own, so that it is one of a kind.</summary>
internal sealed class ItemReader(IReadOnlyDictionary<string, OptionGroup> library)
{
    public const long MostPrice = 2_000_00;

    public static string Short(MenuItem item) => item.Id[(item.StoreId.Length + 1)..];

    public IReadOnlyList<MenuItem> Read(YamlValue list, Store store)
    {
        var ids = new Unique("item");
        MenuItem[] items = [.. list.List().Select(i => ReadItem(i, store, ids))];
        return items.Length > 0 ? items : throw list.Broken($"the store '{store.Id}' has no items; add at least one");
    }

    private MenuItem ReadItem(YamlValue entry, Store store, Unique ids)
    {
        var map = entry.Map("an item", "id", "name", "about", "category", "kind", "price", "options", "allergens", "dietary", "stock", "aliases");
        var id = ids.Add(map["id"]);
        var groups = Unique.Of(map.List("options"), "option group of the item", o => OptionReader.ReadUse(o, id, library), g => g.Id);
        var price = map["price"].Amount(1, MostPrice);
        if (price.Minor + Cheapest(groups) < 0)
            throw map["price"].Broken($"the price of the item '{id}' falls below zero with its cheapest options; raise it or their price changes");
        return new MenuItem
        {
            Id = $"{store.Id}.{id}",
            StoreId = store.Id,
            Name = map["name"].Localized(),
            Description = map["about"].Localized(),
            Category = map.Find("category")?.OneOf(Category.All, "a category") ?? store.Category,
            Kind = map["kind"].Id(),
            Price = price,
            Options = groups,
            Allergens = map.Find("allergens") is { } declared ? ReadAllergens(declared) : AllergenInfo.Unknown,
            Dietary = Unique.Of(map.List("dietary"), "dietary mark", d => d.OneOf(Dietary.Marks, "a dietary mark")),
            Stock = map.Find("stock")?.Integer(0, 100_000),
            Aliases = Unique.Of(map.List("aliases"), "alias", a => a.Text()),
        };
    }

    /// <summary>What the choices that must be made change at the least.</summary>
    private static long Cheapest(IReadOnlyList<OptionGroup> groups)
    {
        var sum = 0L;
        foreach (var group in groups)
        {
            if (group.Least == 0) continue;
            var least = long.MaxValue;
            foreach (var choice in group.Choices)
                least = Math.Min(least, choice.PriceChange.Minor);
            sum += least;
        }

        return sum;
    }

    private static AllergenInfo ReadAllergens(YamlValue declared)
    {
        var map = declared.Map("an allergen declaration", "contains", "may_contain", "complete");
        return new AllergenInfo(map.Find("complete")?.Flag() ?? true, Names(map, "contains"), Names(map, "may_contain"));
    }

    private static IReadOnlyList<string> Names(YamlMap map, string key) =>
        Unique.Of(map.List(key), "allergen", a => a.OneOf(AllergenInfo.Names, "an allergen"));
}
