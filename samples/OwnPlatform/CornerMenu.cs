using Agent.Plugins;
using Agent.Plugins.Menu;

namespace OwnPlatform;

/// <summary>What the café sells, and where it delivers.</summary>
public static class CornerMenu
{
    public const string PlatformId = "corner";
    public const string Currency = "EUR";
    public const string Zone = "old-town";

    private const string StoreId = "corner-cafe";

    public static Store Store { get; } = new()
    {
        Id = StoreId,
        Name = new LocalizedText("Corner Café", "街角咖啡馆", "Eckcafé"),
        Category = Category.Coffee,
        Zones = [Zone],
        Pickup = true,
        Hours = OpeningHours.Always,
        Rating = 47,
        Street = "Market Square 1",
        UsualMinutes = 25,
    };

    private static OptionGroup Size { get; } = new(
        "size",
        new LocalizedText("size", "规格", "Größe"),
        Least: 1,
        Most: 1,
        Default: "size.regular",
        [
            new OptionChoice("size.regular", new LocalizedText("regular", "中杯", "normal"), Euro(0)),
            new OptionChoice("size.large", new LocalizedText("large", "大杯", "groß"), Euro(60)),
        ]);

    public static StoreMenu Whole { get; } = new(
        PlatformId,
        Store,
        [
            Item("corner-flat-white", new LocalizedText("Flat White", "馥芮白", "Flat White"), Category.Coffee, "flat-white", 380, ["milk"], [Size]),
            Item("corner-espresso", new LocalizedText("Espresso", "浓缩咖啡", "Espresso"), Category.Coffee, "espresso", 240, [], []),
            Item("corner-cheesecake", new LocalizedText("Cheesecake", "芝士蛋糕", "Käsekuchen"), Category.Meal, "cheesecake", 450, ["milk", "egg", "gluten"], []),
        ]);

    public static MenuItem? Find(string itemId) => Whole.Items.FirstOrDefault(i => i.Id == itemId);

    private static MenuItem Item(string id, LocalizedText name, string category, string kind, long cents, string[] contains, OptionGroup[] options) => new()
    {
        Id = id,
        StoreId = StoreId,
        Name = name,
        Description = new LocalizedText("", "", ""),
        Category = category,
        Kind = kind,
        Price = Euro(cents),
        Options = options,
        Allergens = new AllergenInfo(Complete: true, contains, MayContain: []),
        Dietary = ["vegetarian"],
    };

    private static Money Euro(long cents) => new(cents, Currency);
}
