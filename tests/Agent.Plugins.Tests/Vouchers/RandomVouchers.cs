using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;
using FsCheck;
using FsCheck.Fluent;

namespace Agent.Plugins.Tests.Vouchers;

/// <summary>Baskets and vouchers of every benefit and condition; small amounts, so that ties, caps and goods that run out are common.</summary>
internal static class RandomVouchers
{
    private static readonly string[] Categories = ["tea", "meal", "fresh"];
    private static readonly string[] Kinds = ["oolong", "latte", "rice", "melon"];
    private static readonly string[] Groups = ["1", "2", "3", "4", "5", "6"];

    internal sealed record World(VoucherSubject Subject, IReadOnlyList<Voucher> Vouchers);

    public static Gen<World> Cases(int most) =>
        from subject in Subjects
        from count in Gen.Choose(0, most)
        from vouchers in AnyVoucher.ArrayOf(count)
        select new World(subject, [.. vouchers.Select((v, i) => v with { Code = $"V{(i * 7 + 3) % 10}{i}" })]);

    private static Gen<VoucherSubject> Subjects =>
        from lines in Gen.Choose(1, 4).SelectMany(n => Line.ArrayOf(n))
        from fees in (from kind in Gen.Elements(FeeKind.Delivery, FeeKind.Packaging, FeeKind.Service) from jiao in Gen.Choose(0, 60) select new Fee(kind, new Money(jiao * 10, "CNY"))).ArrayOf(3)
        from hour in Gen.Choose(0, 23)
        from zone in Gen.Elements<string?>("z1", "z1", "z2", null)
        from first in Gen.Choose(0, 2)
        from method in Gen.Elements("card", "wallet")
        select TestVouchers.Of([.. lines.Select((l, i) => l with { ItemId = $"s1.{l.Kind}-{i}" })], fees) with
        {
            WantedAt = VirtualTime.Noon.AddHours(hour - 12),
            Zone = zone,
            FirstOnPlatform = first > 0,
            FirstAtAll = first > 1,
            Method = method,
        };

    private static Gen<VoucherLine> Line =>
        from kind in Gen.Elements(Kinds)
        from category in Gen.Elements(Categories)
        from quantity in Gen.Elements(1, 1, 2, 3, 5)
        from jiao in Gen.Choose(1, 60)
        from options in Gen.Elements(0, 0, 10, -5)
        select new VoucherLine("", kind, category, quantity, new Money(Math.Max(0, jiao * 10 + options), "CNY"), new Money(jiao * 10, "CNY"));

    private static Gen<Voucher> AnyVoucher =>
        from benefit in Benefits
        from stacking in Gen.Elements(Groups)
        from least in Gen.Elements<decimal?>(null, null, 3, 9)
        from platform in Gen.Elements<string?>(null, "alpha", "alpha", "alpha", "beta")
        from conditions in Gen.Choose(0, 23)
        from pick in Gen.Choose(0, 5)
        let plain = TestVouchers.Of("x", benefit, stacking, least, platform, [])
        select plain with { Terms = Narrowed(plain.Terms!, conditions, pick) };

    /// <summary>Most have no condition of their own, and the rest one each, so that stacks of several are common.</summary>
    private static VoucherTerms Narrowed(VoucherTerms terms, int condition, int pick) => condition switch
    {
        0 => terms with { Stores = pick < 3 ? ["s1", "s2"] : ["s2"] },
        1 or 2 or 3 => terms with { Categories = [Categories[pick % 3]] },
        4 or 5 => terms with { Items = pick < 3 ? [Kinds[pick], "s1.latte-1"] : [Kinds[pick - 2]] },
        6 => terms with { Hours = [new OpeningHours(new TimeOnly(10, 30), new TimeOnly(5, 0))] },
        7 => terms with { Hours = [new OpeningHours(new TimeOnly(pick, 0), new TimeOnly(pick + 8, 0)), new OpeningHours(new TimeOnly(20, 0), new TimeOnly(21, 30))] },
        8 => terms with { FirstOrderOnly = true },
        9 => terms with { Zones = pick < 3 ? ["z1"] : ["z2", "z3"] },
        10 => terms with { Methods = [pick < 3 ? "card" : "wallet"] },
        11 or 12 or 13 => terms with { Excludes = [Groups[pick]] },
        14 => terms with { Excludes = [Groups[pick], Groups[(pick + 2) % 6]] },
        _ => terms,
    };

    private static Gen<Benefit> Benefits =>
        from kind in Gen.Choose(0, 8)
        from jiao in Gen.Choose(0, 90)
        from pick in Gen.Choose(0, 3)
        select Give(kind, new Money(jiao * 10, "CNY"), pick);

    private static Benefit Give(int kind, Money worth, int pick) => kind switch
    {
        0 or 1 => new Benefit.PercentOff((int)worth.Minor * 7, TestMenu.Yuan(4)),
        2 or 3 => new Benefit.AmountOff(worth),
        4 => new Benefit.FreeItem(Kinds[pick], pick % 2 == 0, worth),
        5 or 6 => new Benefit.BuyNGetOne(1 + pick, 1 + pick % 2),
        7 => new Benefit.FeeWaived(pick < 2 ? FeeKind.Delivery : FeeKind.Packaging, pick % 2 == 0 ? null : worth),
        _ => new Benefit.FreeOrder(worth),
    };
}
