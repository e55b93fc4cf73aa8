using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Storage;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.Storage;

namespace Agent.Sandbox.Platforms;

/// <summary>The catalogue as it stands now: less what was bought, and with what faults have done to it.</summary>
internal sealed class LiveMenus(SandboxCatalogue catalogue, Faults faults, SandboxClock clock)
{
    /// <summary>Hundredths of a percent by which an item becomes dearer, but at least one yuan.</summary>
    private const int DearerBasisPoints = 1000;
    private const int LeastRise = 100;

    public IReadOnlyList<StoreMenu> All(ITransaction tx, string platformId)
    {
        var taken = StockBook.Taken(tx);
        return [.. catalogue.MenusOf(platformId).Select(m => Live(m, taken))];
    }

    public StoreMenu? Find(ITransaction tx, string platformId, string storeId) =>
        catalogue.MenusOf(platformId).FirstOrDefault(m => m.Store.Id == storeId) is { } menu ? Live(menu, StockBook.Taken(tx)) : null;

    private StoreMenu Live(StoreMenu menu, IReadOnlyDictionary<(string, string), int> taken) =>
        menu with
        {
            Store = faults.ClosedUntil(menu.Store.Id) > clock.GetUtcNow() ? menu.Store with { Paused = true } : menu.Store,
            Items = [.. menu.Items.Select(i => Live(menu.PlatformId, i, taken))],
        };

    private MenuItem Live(string platformId, MenuItem item, IReadOnlyDictionary<(string, string), int> taken)
    {
        if (item.Stock is { } stock && taken.TryGetValue((item.StoreId, item.Id), out var pieces)) item = item with { Stock = Math.Max(0, stock - pieces) };
        if (faults.IsSoldOut(item.StoreId, item.Id)) item = item with { Stock = 0 };
        if (faults.IsDearer(platformId, item.StoreId, item.Id)) item = item with { Price = item.Price + Money.Max(item.Price.Share(DearerBasisPoints), item.Price with { Minor = LeastRise }) };
        return item;
    }
}
