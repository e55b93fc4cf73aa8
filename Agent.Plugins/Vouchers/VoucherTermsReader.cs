using Agent.Plugins.Files;
using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;

namespace Agent.Plugins.Vouchers;

/// <summary>Reads what a voucher gives and asks, as every data file writes it.</summary>
/// <param name="stores">Known ids; null to take any.</param>
/// <param name="things">Known items, by id or kind; null to take any.</param>
/// <param name="zones">Known zones; null to take any.</param>
/// <param name="groups">Of the file's own vouchers.</param>
/// <param name="mostOff">The largest discount, in minor units.</param>
internal sealed class VoucherTermsReader(IReadOnlyCollection<string>? stores, IReadOnlyCollection<string>? things, IReadOnlyCollection<string>? zones, IReadOnlyCollection<string> groups, long mostOff)
{
    private const int MostPieces = 20;
    private const int MostOrders = 100;
    private static readonly string[] methods = ["card", "wallet"];

    /// <summary>One of these keys is given.</summary>
    public static IReadOnlyList<string> Benefits { get; } = ["amount_off", "percent_off", "free_item", "buy_n_get_one", "fee_waived", "free_order_up_to"];

    /// <summary>Any of these keys may be given.</summary>
    public static IReadOnlyList<string> Conditions { get; } = ["minimum_spend", "stores", "categories", "items", "hours", "first_order_only", "zones", "methods", "limit", "stacking_group", "excludes"];

    public VoucherTerms Read(YamlMap map, string? defaultGroup = null)
    {
        var group = defaultGroup is not null && map.Find("stacking_group") is null ? defaultGroup : map["stacking_group"].Id();
        return new VoucherTerms
        {
            Benefit = ReadBenefit(map),
            MinimumSpend = map.Find("minimum_spend")?.Amount(1, mostOff * 10),
            Stores = Stores(map),
            Categories = Categories(map),
            Items = Unique.Of(map.List("items"), "item", Thing),
            Hours = [.. map.List("hours").Select(h => h.Hours())],
            FirstOrderOnly = map.Find("first_order_only")?.Flag() ?? false,
            Zones = Unique.Of(map.List("zones"), "zone", z => zones is null ? z.Id() : z.OneOf(zones, "a zone", "zones are listed at the top of platforms.yaml")),
            Methods = Unique.Of(map.List("methods"), "method", m => m.OneOf(methods, "a way to pay")),
            Limit = map.Find("limit") is { } limit ? ReadLimit(limit) : null,
            StackingGroup = group,
            Excludes = Unique.Of(map.List("excludes"), "group", e => e.Text() == group
                ? throw e.Broken("vouchers of one group never join as it is; name another group or remove it")
                : e.OneOf(groups, "a stacking group of this file", "name the stacking_group of another voucher")),
        };
    }

    public IReadOnlyList<string> Stores(YamlMap map) => Unique.Of(map.List("stores"), "store", s => stores is null ? s.Id() : s.OneOf(stores, "a store", "stores are in the files of stores/"));

    public static IReadOnlyList<string> Categories(YamlMap map) => Unique.Of(map.List("categories"), "category", c => c.OneOf(Category.All, "a category"));

    private Benefit ReadBenefit(YamlMap map)
    {
        string[] given = [.. Benefits.Where(b => map.Find(b) is not null)];
        if (given is not [var only]) throw map.Broken($"a voucher gives exactly one of {string.Join(", ", Benefits)}; keep one of these keys");
        var value = map[only];
        switch (only)
        {
            case "amount_off":
                return new Benefit.AmountOff(value.Amount(1, mostOff));
            case "percent_off":
                var off = value.Map("a percentage off", "percent", "cap");
                return new Benefit.PercentOff(off["percent"].Percent(100), off["cap"].Amount(1, mostOff));
            case "free_item":
                var item = value.Map("a free item", "item", "options", "up_to");
                return new Benefit.FreeItem(Thing(item["item"]), item["options"].Flag(), item["up_to"].Amount(1, mostOff));
            case "buy_n_get_one":
                var offer = value.Map("a free piece", "n", "most");
                return new Benefit.BuyNGetOne(offer["n"].Integer(1, MostPieces), offer["most"].Integer(1, MostPieces));
            case "fee_waived":
                var waived = value.Map("a waived fee", "fee", "up_to");
                return new Benefit.FeeWaived(waived["fee"].OneOf(["delivery", "packaging"], "a fee that can be waived") == "delivery" ? FeeKind.Delivery : FeeKind.Packaging, waived.Find("up_to")?.Amount(1, mostOff));
            default:
                return new Benefit.FreeOrder(value.Amount(1, mostOff));
        }
    }

    private static VoucherLimit ReadLimit(YamlValue limit)
    {
        var map = limit.Map("a limit", "name", "orders", "per");
        return new VoucherLimit(map["name"].Id(), map["orders"].Integer(1, MostOrders), map.Find("per")?.OneOf(["day", "person"], "what the orders are counted by") == "day");
    }

    private string Thing(YamlValue value) => things is null ? value.Text() : value.OneOf(things, "an item's id or kind", "write an id as \"cloud-leaf.taro-milk-tea\" or a kind as it stands in the files of stores/");
}
