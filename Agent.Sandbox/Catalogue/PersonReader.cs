using Agent.Plugins.Baskets;
using Agent.Plugins.Files;
using Agent.Plugins.Menu;
using Agent.Plugins.People;

namespace Agent.Sandbox.Catalogue;

/// <summary>Reads person.yaml.</summary>
internal static class PersonReader
{
    private const int MostOfOne = 99;
    private const long MostBalance = 100_000_00;

    public static PersonProfile Read(YamlValue file, IReadOnlyList<string> zones, IReadOnlyDictionary<string, IReadOnlyList<StoreMenu>> menus)
    {
        var map = file.Map("person.yaml", "id", "name", "wallet", "addresses", "orders");
        var addresses = Unique.Of(map["addresses"].List(), "address", a => ReadAddress(a, zones), a => a.Id);
        if (addresses.Count == 0) throw map["addresses"].Broken("the person has no address; add at least one");
        PastOrder[] orders = [.. Unique.Of(map.List("orders"), "order", o => ReadOrder(o, addresses, menus), o => o.Id)];
        Array.Sort(orders, (a, b) => a.PlacedAt != b.PlacedAt ? a.PlacedAt.CompareTo(b.PlacedAt) : string.CompareOrdinal(a.Id, b.Id));
        return new PersonProfile(map["id"].Id(), map["name"].Text(), addresses, map["wallet"].Amount(0, MostBalance), orders);
    }

    private static Address ReadAddress(YamlValue entry, IReadOnlyList<string> zones)
    {
        var map = entry.Map("an address", "id", "label", "street", "zone");
        return new Address(map["id"].Id(), map["label"].Localized(), map["street"].Text(), map["zone"].OneOf(zones, "a zone", "zones are listed at the top of platforms.yaml"));
    }

    private static PastOrder ReadOrder(YamlValue entry, IReadOnlyList<Address> addresses, IReadOnlyDictionary<string, IReadOnlyList<StoreMenu>> menus)
    {
        var map = entry.Map("a past order", "id", "platform", "store", "address", "placed", "delivered", "lines");
        var platform = map["platform"].OneOf([.. menus.Keys], "a platform", "platforms are defined in platforms.yaml");
        var store = map["store"].OneOf([.. menus[platform].Select(m => m.Store.Id)], $"a store on '{platform}'", "name one that lists there");
        var items = menus[platform].First(m => m.Store.Id == store).Items;
        var placed = map["placed"].Moment();
        var delivered = map["delivered"].Moment();
        if (delivered <= placed) throw map["delivered"].Broken("the order was delivered before it was placed; write a later moment");
        var lines = map["lines"].List();
        return lines.Count > 0
            ? new PastOrder(map["id"].Id(), platform, store, [.. lines.Select((l, i) => ReadLine(l, i + 1, items))], map["address"].OneOf([.. addresses.Select(a => a.Id)], "an address", "name one of the person's"), placed, delivered)
            : throw map["lines"].Broken("the order has no lines; add at least one");
    }

    private static BasketLine ReadLine(YamlValue entry, int number, IReadOnlyList<MenuItem> items)
    {
        var map = entry.Map("a line of an order", "item", "choices", "quantity");
        var shortId = map["item"].OneOf([.. items.Select(ItemReader.Short)], "an item of this store", "name one that it sells on this platform");
        var item = items.First(i => ItemReader.Short(i) == shortId);
        string[] known = [.. item.Options.SelectMany(g => g.Choices).Select(c => c.Id)];
        var chosen = map.List("choices").Select(c => c.OneOf(known, $"a choice of '{shortId}'")).ToHashSet(StringComparer.Ordinal);
        return new BasketLine(FormattableString.Invariant($"{number}"), item.Id, [.. known.Where(chosen.Contains)], map["quantity"].Integer(1, MostOfOne));
    }
}
