using Agent.Plugins.Files;
using Agent.Plugins.Menu;
using Agent.Plugins.Vouchers;

namespace Agent.Sandbox.Catalogue;

/// <summary>Reads vouchers.yaml.</summary>
internal static class VoucherReader
{
    private const long MostOff = 500_00;
    private static readonly string[] benefits = ["amount_off", "percent_off", "free_order_up_to"];
    private static readonly string[] funders = ["merchant", "platform", "campaign"];

    public static IReadOnlyList<HeldVoucher> Read(YamlValue file, IReadOnlyList<PlatformProfile> platforms, string personId)
    {
        var codes = new Unique("voucher");
        return [.. file.Map("vouchers.yaml", "vouchers")["vouchers"].List().Select(v => ReadVoucher(v, [.. platforms.Select(p => p.Id)], personId, codes))];
    }

    private static HeldVoucher ReadVoucher(YamlValue entry, string[] platforms, string personId, Unique codes)
    {
        var map = entry.Map(
            "a voucher", "code", "title", "platform", "holder", "funder", "valid_from", "valid_until", "amount_off", "percent_off", "free_order_up_to",
            "minimum_spend", "categories", "stacking_group");
        var platform = map.Find("platform")?.OneOf(platforms, "a platform", "platforms are defined in platforms.yaml; leave the key out for a campaign's voucher");
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
        var terms = new VoucherTerms
        {
            Benefit = ReadBenefit(map),
            MinimumSpend = map.Find("minimum_spend")?.Amount(1, MostOff * 10),
            Categories = Unique.Of(map.List("categories"), "category", c => c.OneOf(Category.All, "a category")),
            StackingGroup = map["stacking_group"].Id(),
        };
        return new HeldVoucher(
            map["holder"].OneOf([personId], "a person", "person.yaml has one person"),
            new Voucher(codes.Add(map["code"], map["code"].Text()), map["title"].Localized(), platform, funder, from, until, terms));
    }

    private static Benefit ReadBenefit(YamlMap map)
    {
        if (benefits.Count(b => map.Find(b) is not null) != 1) throw map.Broken($"a voucher gives exactly one of {string.Join(", ", benefits)}; keep one of these keys");
        if (map.Find("amount_off") is { } amount) return new Benefit.AmountOff(amount.Amount(1, MostOff));
        if (map.Find("percent_off") is not { } percent) return new Benefit.FreeOrder(map["free_order_up_to"].Amount(1, MostOff));
        var off = percent.Map("a percentage off", "percent", "cap");
        return new Benefit.PercentOff(off["percent"].Percent(100), off["cap"].Amount(1, MostOff));
    }
}
