using Agent.Plugins.Files;
using Agent.Plugins.Menu;
using Agent.Plugins.Vouchers;

namespace Agent.Sandbox.Catalogue;

/// <summary>Reads vouchers.yaml.</summary>
internal sealed class VoucherReader(IReadOnlyList<PlatformProfile> platforms, IReadOnlyList<string> zones, IReadOnlyList<StoreMenu> menus, string personId)
{
    private const long MostOff = 500_00;
    private static readonly string[] funders = ["merchant", "platform", "campaign"];

    private readonly Unique codes = new("voucher");
    private readonly string[] stores = [.. menus.Select(m => m.Store.Id).Distinct(StringComparer.Ordinal)];
    private readonly string[] things = [.. menus.SelectMany(m => m.Items).SelectMany(i => new[] { i.Id, i.Kind }).Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<HeldVoucher> Read(YamlValue file)
    {
        YamlMap[] entries = [.. file.Map("vouchers.yaml", "vouchers")["vouchers"].List().Select(v => v.Map("a voucher", ["code", "title", "platform", "holder", "funder", "valid_from", "valid_until", .. VoucherTermsReader.Benefits, .. VoucherTermsReader.Conditions]))];
        string[] groups = [.. entries.Select(e => e["stacking_group"].Id()).Distinct(StringComparer.Ordinal)];
        var terms = new VoucherTermsReader(stores, things, zones, groups, MostOff);
        return [.. entries.Select(e => ReadVoucher(e, terms))];
    }

    private HeldVoucher ReadVoucher(YamlMap map, VoucherTermsReader terms)
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
            new Voucher(codes.Add(map["code"], map["code"].Text()), map["title"].Localized(), platform, funder, from, until, terms.Read(map)));
    }
}
