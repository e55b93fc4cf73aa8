using Agent.Plugins;
using Agent.Plugins.Menu;

namespace Agent.Testing;

/// <summary>Stores and items with everything filled in; a test changes what it is about by <c>with</c>.</summary>
public static class Menus
{
    /// <summary>Open all day, delivers to "east", 4.5 stars.</summary>
    public static Store Store(string id, string? english = null, string? chinese = null, string? german = null) => new()
    {
        Id = id,
        Name = new LocalizedText(english ?? id, chinese ?? english ?? id, german ?? english ?? id),
        Category = Category.MilkTea,
        Zones = ["east"],
        Pickup = false,
        Hours = OpeningHours.Always,
        Rating = 45,
        Street = "1 Test Street",
        UsualMinutes = 30,
    };

    /// <summary>A drink without options; its allergens are declared in full and none.</summary>
    /// <param name="price">Minor units.</param>
    public static MenuItem Item(string id, string english, string chinese, string german, long price = 1500) => new()
    {
        Id = id,
        StoreId = "",
        Name = new LocalizedText(english, chinese, german),
        Description = new LocalizedText("", "", ""),
        Category = Category.MilkTea,
        Kind = id,
        Price = new Money(price, "CNY"),
        Options = [],
        Allergens = new AllergenInfo(true, [], []),
        Dietary = [],
    };
}
