namespace Agent.Plugins.Menu;

/// <summary>The closed set of store and item categories.</summary>
public static class Category
{
    public const string MilkTea = "milk_tea";
    public const string Coffee = "coffee";
    public const string Meal = "meal";
    public const string Fresh = "fresh";
    public const string Supermarket = "supermarket";
    public const string NewYear = "new_year";

    public static IReadOnlyList<string> All { get; } = [MilkTea, Coffee, Meal, Fresh, Supermarket, NewYear];
}
