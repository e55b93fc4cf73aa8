using Agent.Plugins.Menu;
using Agent.Plugins.Platforms;

namespace Agent.Plugins.Baskets;

/// <summary>One store as each platform lists it at this moment.</summary>
/// <param name="Answers">In the order of the platforms' ids; a null value means that the platform does not list it.</param>
public sealed record StoreListing(string StoreId, IReadOnlyList<PlatformAnswer<StoreMenu?>> Answers)
{
    public IReadOnlyList<StoreMenu> Menus { get; } = [.. Answers.Select(a => a.Value).OfType<StoreMenu>()];

    /// <summary>Name of the first platform that did not answer; null when all did.</summary>
    public string? Unreachable => Answers.FirstOrDefault(a => !a.Answered)?.Platform.Name;

    public StoreMenu? On(string platformId) => Menus.FirstOrDefault(m => string.Equals(m.PlatformId, platformId, StringComparison.Ordinal));

    /// <summary>The item as the platform with the lowest price has it.</summary>
    public MenuItem? FindItem(string itemId) => Menus.Select(m => FindItem(m, itemId)).OfType<MenuItem>().MinBy(i => i.Price.Minor);

    public static MenuItem? FindItem(StoreMenu menu, string itemId) => menu.Items.FirstOrDefault(i => string.Equals(i.Id, itemId, StringComparison.Ordinal));
}
