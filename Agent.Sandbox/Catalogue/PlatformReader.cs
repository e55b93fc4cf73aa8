using Agent.Plugins.Files;
namespace Agent.Sandbox.Catalogue;

/// <summary>Reads platforms.yaml.</summary>
internal static class PlatformReader
{
    private const long MostFee = 100_00;
    private const long MostGoods = 10_000_00;
    private const int MostMinutes = 240;

    public static IReadOnlyList<PlatformProfile> Read(YamlValue file, out IReadOnlyList<string> zones)
    {
        var root = file.Map("platforms.yaml", "zones", "platforms");
        zones = Unique.Of(root["zones"].List(), "zone", z => z.Id());
        var known = zones;
        var platforms = new List<PlatformProfile>();
        var ids = new Unique("platform");
        foreach (var entry in root["platforms"].List())
            platforms.Add(Read(entry, known, ids));
        return platforms.Count > 0 ? platforms : throw root["platforms"].Broken("no platform is listed; add at least one");
    }

    private static PlatformProfile Read(YamlValue entry, IReadOnlyList<string> zones, Unique ids)
    {
        var map = entry.Map(
            "a platform", "id", "name", "payee", "feed", "publishes_voucher_terms", "zones", "minimum_order", "delivery_fee", "free_delivery_from",
            "packaging_per_item", "service_fee", "small_order", "pace", "cancellation_percent", "free_when_late");
        var service = map["service_fee"].Map("a service fee", "percent", "cap");
        var small = map["small_order"].Map("a small order fee", "fee", "below");
        var pace = map["pace"].Map("a pace in minutes", "accept", "prepare", "pick_up", "ride");
        return new PlatformProfile
        {
            Id = ids.Add(map["id"]),
            Name = map["name"].Text(),
            Payee = map["payee"].Text(),
            HasFeed = map["feed"].Flag(),
            PublishesVoucherTerms = map["publishes_voucher_terms"].Flag(),
            Zones = [.. map["zones"].List().Select(z => z.OneOf(zones, "a zone", "zones are listed at the top of platforms.yaml"))],
            MinimumOrder = map["minimum_order"].Amount(0, MostGoods),
            DeliveryFee = map["delivery_fee"].Amount(0, MostFee),
            FreeDeliveryFrom = map.Find("free_delivery_from")?.Amount(0, MostGoods),
            PackagingPerItem = map["packaging_per_item"].Amount(0, MostFee),
            ServiceFeeBasisPoints = service["percent"].Percent(30),
            ServiceFeeCap = service["cap"].Amount(0, MostFee),
            SmallOrderFee = small["fee"].Amount(0, MostFee),
            SmallOrderBelow = small["below"].Amount(0, MostGoods),
            Pace = new Pace(pace["accept"].Integer(1, MostMinutes), pace["prepare"].Integer(1, MostMinutes), pace["pick_up"].Integer(1, MostMinutes), pace["ride"].Integer(1, MostMinutes)),
            CancellationFeeBasisPoints = map["cancellation_percent"].Percent(100),
            FreeWhenLateBy = TimeSpan.FromMinutes(map["free_when_late"].Integer(1, MostMinutes)),
            Vouchers = [],
        };
    }
}
