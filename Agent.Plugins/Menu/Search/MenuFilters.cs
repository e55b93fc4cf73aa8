using System.Numerics;

namespace Agent.Plugins.Menu.Search;

/// <summary>What the person asks of an item besides its name.</summary>
/// <param name="Dietary">Marks and "no_" allergens; all must hold on every platform shown, and they are never left out.</param>
internal sealed record MenuFilters(string? Category, long? MaxPrice, IReadOnlyList<string> Dietary, bool OpenNow, string? StoreId)
{
    /// <summary>What may be left out where nothing passes, the first first: the function's parameter names.</summary>
    private static readonly (string Name, Func<MenuFilters, bool> IsSet, Func<MenuFilters, MenuFilters> Without)[] Droppable =
    [
        ("open_now", f => f.OpenNow, f => f with { OpenNow = false }),
        ("max_price", f => f.MaxPrice is not null, f => f with { MaxPrice = null }),
        ("category", f => f.Category is not null, f => f with { Category = null }),
        ("store", f => f.StoreId is not null, f => f with { StoreId = null }),
    ];

    /// <param name="listings">The item where the person can have it.</param>
    public bool Pass(IReadOnlyList<Listing> listings, DateTimeOffset local)
    {
        if (StoreId is not null && listings[0].Store.Id != StoreId) return false;
        var (ofCategory, available) = (Category is null, false);
        foreach (var listing in listings)
        {
            ofCategory = ofCategory || listing.Item.Category == Category || listing.Store.Category == Category;
            available = available || ((MaxPrice is null || listing.Item.Price.Minor <= MaxPrice) && (!OpenNow || listing.IsOpen(local)));
            foreach (var filter in Dietary)
                if (!Menu.Dietary.Passes(listing.Item, filter)) return false;
        }

        return ofCategory && available;
    }

    /// <summary>These filters, then with one left out, then two…; among as many, in the order of <see cref="Droppable"/>.</summary>
    public IEnumerable<(MenuFilters Filters, IReadOnlyList<string> Dropped)> Relaxations()
    {
        var set = Droppable.Where(d => d.IsSet(this)).ToArray();
        var choices = Enumerable.Range(0, 1 << set.Length).OrderBy(c => BitOperations.PopCount((uint)c)).ThenBy(c => c);
        foreach (var choice in choices)
        {
            var dropped = set.Where((_, i) => (choice & (1 << i)) != 0).ToArray();
            yield return (dropped.Aggregate(this, (filters, d) => d.Without(filters)), [.. dropped.Select(d => d.Name)]);
        }
    }
}
