using Agent.Plugins;
using Agent.Plugins.Menu;

namespace Agent.Testing;

/// <summary>Small menus for tests: everything in yuan, every name the same in all languages but for a mark.</summary>
public static class TestMenu
{
    public static Money Yuan(decimal yuan) => new((long)(yuan * 100), "CNY");

    public static LocalizedText Text(string english) => new(english, english + " (zh)", english + " (de)");

    public static OptionGroup Size { get; } = new("size", Text("Size"), 1, 1, "size.regular", [Choice("size.regular", "Regular", 0), Choice("size.large", "Large", 3)]);

    public static OptionGroup Sugar { get; } = new("sugar", Text("Sugar"), 1, 1, "sugar.full", [Choice("sugar.full", "Full sugar", 0), Choice("sugar.half", "Half sugar", 0)]);

    /// <summary>Nothing is assumed.</summary>
    public static OptionGroup Spice { get; } = new("spice", Text("Spice"), 1, 1, null, [Choice("spice.mild", "Mild", 0), Choice("spice.hot", "Hot", 0)]);

    public static OptionGroup Topping { get; } = new("topping", Text("Topping"), 0, 2, null, [Choice("topping.pearls", "Pearls", 2), Choice("topping.pudding", "Pudding", 3), Choice("topping.red_bean", "Red bean", 1)]);

    public static OptionChoice Choice(string id, string name, decimal yuan) => new(id, Text(name), Yuan(yuan));

    public static MenuItem Item(string id, decimal yuan, string kind = "taro-milk-tea", string category = Category.MilkTea, params OptionGroup[] options) => new()
    {
        Id = id,
        StoreId = id.Split('-')[0],
        Name = Text("Item " + id),
        Description = Text("A test item"),
        Category = category,
        Kind = kind,
        Price = Yuan(yuan),
        Options = options,
        Allergens = new AllergenInfo(true, ["milk"], ["soy"]),
        Dietary = [],
    };

    public static Store Store(string id, int rating = 45) => new()
    {
        Id = id,
        Name = Text("Store " + id),
        Category = Category.MilkTea,
        Zones = ["z1"],
        Pickup = true,
        Hours = OpeningHours.Always,
        Rating = rating,
        Street = "1 Test Road",
        UsualMinutes = 30,
    };
}
