using Agent.Plugins.Platforms;

namespace Agent.Plugins.Menu.Search;

/// <summary>An item at its store on one platform.</summary>
internal sealed record Listing(PlatformInfo Platform, Store Store, MenuItem Item)
{
    public bool IsOpen(DateTimeOffset local) => !Store.Paused && Store.Hours.IsOpen(TimeOnly.FromTimeSpan(local.TimeOfDay));

    public bool SoldOut => Item.Stock <= 0;

    public static IEnumerable<Listing> Of(PlatformInfo platform, IEnumerable<StoreMenu> menus) =>
        from menu in menus from item in menu.Items select new Listing(platform, menu.Store, item);
}
