using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Sandbox.Catalogue;

/// <summary>Reads vouchers.yaml.</summary>
internal sealed class VoucherReader(IReadOnlyList<PlatformProfile> platforms, IReadOnlyList<string> zones, IReadOnlyList<StoreMenu> menus, string personId)
{
    private const long MostOff = 500_00;
    private const int MostPieces = 20;
    private const int MostOrders = 100;
    private static readonly string[] benefits = ["amount_off", "percent_off", "free_item", "buy_n_get_one", "fee_waived", "free_order_up_to"];
    private static readonly string[] funders = ["merchant", "platform", "campaign"];
    private static readonly string[] conditions = ["minimum_spend", "stores", "categories", "items", "hours", "first_order_only", "zones", "methods", "limit", "stacking_group", "excludes"];
    private static readonly string[] methods = ["card", "wallet"];

    private readonly Unique codes = new("voucher");
    private readonly string[] stores = [.. menus.Select(m => m.Store.Id).Distinct(StringComparer.Ordinal)];
    private readonly string[] things = [.. menus.SelectMany(m => m.Items).SelectMany(i => new[] { i.Id, i.Kind }).Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<HeldVoucher> Read(YamlValue file)
    {
        YamlMap[] entries = [.. file.Map("vouchers.yaml", "vouchers")["vouchers"].List().Select(v => v.Map("a voucher", ["code", "title", "platform", "holder", "funder", "valid_from", "valid_until", .. benefits, .. conditions]))];
        string[] groups = [.. entries.Select(e => e["stacking_group"].Id()).Distinct(StringComparer.Ordinal)];
        return [.. entries.Select(e => ReadVoucher(e, groups))];
    }

    private HeldVoucher ReadVoucher(YamlMap map, string[] groups)
    {
        var platform = map.Find("platform")?.OneOf([.. platforms.Select(p => p.Id)], "a platform", "platforms are defined in platforms.yaml; leave the key out for a campaign's voucher");
        var from = map["valid_from"].Day();
        var until = map["valid_until"].Day().AddDays(1);
        if (until <= from) throw map["valid_until"].Broken("the voucher ends before it begins; write its last day here");
        var funder = map.Find("funder")?.OneOf(funders, "a funder") switch
        {
            "merchant" => Funder.Merchant,
            "platform" => Funder.Platform,
            "campaign" => Funder.Campaign,
            _ => platform is null ? Funder.Campaign : Funder.Platform,
        };
        return new HeldVoucher(
            map["holder"].OneOf([personId], "a person", "person.yaml has one person"),
            new Voucher(codes.Add(map["code"], map["code"].Text()), map["title"].Localized(), platform, funder, from, until, ReadTerms(map, groups)));
    }

    private VoucherTerms ReadTerms(YamlMap map, string[] groups)
    {
        var group = map["stacking_group"].Id();
        return new VoucherTerms
        {
            Benefit = ReadBenefit(map),
            MinimumSpend = map.Find("minimum_spend")?.Amount(1, MostOff * 10),
            Stores = Unique.Of(map.List("stores"), "store", s => s.OneOf(stores, "a store", "stores are in the files of stores/")),
            Categories = Unique.Of(map.List("categories"), "category", c => c.OneOf(Category.All, "a category")),
            Items = Unique.Of(map.List("items"), "item", Thing),
            Hours = [.. map.List("hours").Select(h => h.Hours())],
            FirstOrderOnly = map.Find("first_order_only")?.Flag() ?? false,
            Zones = Unique.Of(map.List("zones"), "zone", z => z.OneOf(zones, "a zone", "zones are listed at the top of platforms.yaml")),
            Methods = Unique.Of(map.List("methods"), "method", m => m.OneOf(methods, "a way to pay")),
            Limit = map.Find("limit") is { } limit ? ReadLimit(limit) : null,
            StackingGroup = group,
            Excludes = Unique.Of(map.List("excludes"), "group", e => e.Text() == group
                ? throw e.Broken("vouchers of one group never join as it is; name another group or remove it")
                : e.OneOf(groups, "a stacking group of this file", "name the stacking_group of another voucher")),
        };
    }

    private Benefit ReadBenefit(YamlMap map)
    {
        string[] given = [.. benefits.Where(b => map.Find(b) is not null)];
        if (given is not [var only]) throw map.Broken($"a voucher gives exactly one of {string.Join(", ", benefits)}; keep one of these keys");
        var value = map[only];
        switch (only)
        {
            case "amount_off":
                return new Benefit.AmountOff(value.Amount(1, MostOff));
            case "percent_off":
                var off = value.Map("a percentage off", "percent", "cap");
                return new Benefit.PercentOff(off["percent"].Percent(100), off["cap"].Amount(1, MostOff));
            case "free_item":
                var item = value.Map("a free item", "item", "options", "up_to");
                return new Benefit.FreeItem(Thing(item["item"]), item["options"].Flag(), item["up_to"].Amount(1, MostOff));
            case "buy_n_get_one":
                var offer = value.Map("a free piece", "n", "most");
                return new Benefit.BuyNGetOne(offer["n"].Integer(1, MostPieces), offer["most"].Integer(1, MostPieces));
            case "fee_waived":
                var waived = value.Map("a waived fee", "fee", "up_to");
                return new Benefit.FeeWaived(waived["fee"].OneOf(["delivery", "packaging"], "a fee that can be waived") == "delivery" ? FeeKind.Delivery : FeeKind.Packaging, waived.Find("up_to")?.Amount(1, MostOff));
            default:
                return new Benefit.FreeOrder(value.Amount(1, MostOff));
        }
    }

    private static VoucherLimit ReadLimit(YamlValue limit)
    {
        var map = limit.Map("a limit", "name", "orders", "per");
        return new VoucherLimit(map["name"].Id(), map["orders"].Integer(1, MostOrders), map.Find("per")?.OneOf(["day", "person"], "what the orders are counted by") == "day");
    }

    private string Thing(YamlValue value) => value.OneOf(things, "an item's id or kind", "write an id as \"cloud-leaf.taro-milk-tea\" or a kind as it stands in the files of stores/");
}
