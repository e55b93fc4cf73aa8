using Agent.Plugins.Files;
using Agent.Plugins.Menu;

namespace Agent.Sandbox.Catalogue;

/// <summary>Reads the files of stores/: each store once, then as every platform lists it.</summary>
internal sealed class StoreReader(IReadOnlyList<PlatformProfile> platforms, IReadOnlyList<string> zones, IReadOnlyDictionary<string, OptionGroup> library)
{
    private readonly ItemReader items = new(library);
    private readonly Unique storeIds = new("store");
    private readonly List<StoreMenu> menus = [];

    public IReadOnlyList<StoreMenu> Menus => menus;

    public void Read(YamlValue file)
    {
        foreach (var entry in file.Map(file.File, "stores")["stores"].List())
            ReadStore(entry);
    }

    private void ReadStore(YamlValue entry)
    {
        var map = entry.Map("a store", "id", "name", "category", "street", "hours", "pickup", "platforms", "items");
        var id = storeIds.Add(map["id"]);
        var store = new Store
        {
            Id = id,
            Name = map["name"].Localized(),
            Category = map["category"].OneOf(Category.All, "a category"),
            Street = map["street"].Text(),
            Hours = map["hours"].Hours(),
            Pickup = map["pickup"].Flag(),
            Zones = [],
            Rating = 0,
            UsualMinutes = 0,
        };
        var menu = items.Read(map["items"], store);
        var listings = map["platforms"].List();
        if (listings.Count == 0) throw map["platforms"].Broken($"the store '{id}' is on no platform; list it on at least one");
        var listed = new Unique("platform");
        foreach (var listing in listings)
            menus.Add(ReadListing(listing, store, menu, listed));
    }

    private StoreMenu ReadListing(YamlValue entry, Store store, IReadOnlyList<MenuItem> menu, Unique listed)
    {
        var map = entry.Map("a store's listing on a platform", "platform", "zones", "rating", "minutes", "price_percent", "prices", "without", "paused");
        var id = listed.Add(map["platform"], map["platform"].OneOf([.. platforms.Select(p => p.Id)], "a platform", "platforms are defined in platforms.yaml"));
        var platform = platforms.First(p => p.Id == id);
        var percent = map.Find("price_percent")?.Percent(200) ?? 100_00;
        var shortIds = menu.Select(ItemReader.Short).ToArray();
        var prices = map.Find("prices")?.Map("a list of prices", shortIds);
        var without = map.List("without").Select(w => w.OneOf(shortIds, $"an item of the store '{store.Id}'", "name one of its items")).ToHashSet(StringComparer.Ordinal);
        var served = Unique.Of(map["zones"].List(), "zone", z => z.OneOf(zones, "a zone", "zones are listed at the top of platforms.yaml"));
        if (map["zones"].List().FirstOrDefault(z => !platform.Zones.Contains(z.Text())) is { } foreign)
            throw foreign.Broken($"{platform.Name} does not deliver to the zone '{foreign.Text()}'; add it to the platform in platforms.yaml or remove it here");
        if (served.Count == 0 && !store.Pickup) throw map["zones"].Broken($"the store '{store.Id}' neither delivers nor offers pick-up here; list a zone or set pickup: true");
        return new StoreMenu(
            platform.Id,
            store with { Zones = served, Rating = map["rating"].Rating(), UsualMinutes = map["minutes"].Integer(1, 240), Paused = map.Find("paused")?.Flag() ?? false },
            [.. menu.Where(i => !without.Contains(ItemReader.Short(i))).Select(i => i with { Price = prices?.Find(ItemReader.Short(i))?.Amount(0, ItemReader.MostPrice) ?? i.Price.Share(percent) })]);
    }
}
