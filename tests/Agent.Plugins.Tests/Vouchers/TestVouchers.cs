using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Vouchers;

internal static class TestVouchers
{
    public static Voucher Off(string code, decimal yuan, string group = "g", decimal? least = null, string? platform = null, params string[] categories) =>
        Of(code, new Benefit.AmountOff(TestMenu.Yuan(yuan)), group, least, platform, categories);

    public static Voucher Percent(string code, int percent, decimal cap, string group = "g", decimal? least = null, string? platform = null, params string[] categories) =>
        Of(code, new Benefit.PercentOff(percent * 100, TestMenu.Yuan(cap)), group, least, platform, categories);

    public static Voucher Free(string code, decimal upTo, string group = "free", decimal? least = null, string? platform = null) =>
        Of(code, new Benefit.FreeOrder(TestMenu.Yuan(upTo)), group, least, platform, []);

    public static Voucher Of(string code, Benefit benefit, string group, decimal? least, string? platform, IReadOnlyList<string> categories) =>
        new(code, TestMenu.Text("Voucher " + code), platform, platform is null ? Funder.Campaign : Funder.Platform, VirtualTime.Noon.AddDays(-1), VirtualTime.Noon.AddDays(1), new VoucherTerms
        {
            Benefit = benefit,
            MinimumSpend = least is { } yuan ? TestMenu.Yuan(yuan) : null,
            Categories = categories,
            StackingGroup = group,
        });

    public static VoucherSubject Subject(decimal fees, params (string Category, decimal Yuan)[] lines) =>
        Of([.. lines.Select((l, i) => new VoucherLine($"s1.{i}", $"kind-{i}", l.Category, 1, TestMenu.Yuan(l.Yuan), TestMenu.Yuan(l.Yuan)))], new Fee(FeeKind.Service, TestMenu.Yuan(fees)));

    /// <summary>One piece of an item or several, from the store s1, delivered to z1 as soon as possible, at noon, by card; never the first order.</summary>
    public static VoucherSubject Of(IReadOnlyList<VoucherLine> lines, params Fee[] fees) => new()
    {
        PlatformId = "alpha",
        StoreId = "s1",
        Lines = lines,
        Fees = fees,
        Currency = "CNY",
        At = VirtualTime.Noon,
        WantedAt = VirtualTime.Noon,
        Zone = "z1",
        FirstOnPlatform = false,
        FirstAtAll = false,
        Method = "card",
    };

    public static VoucherLine Line(string kind, decimal yuan, int quantity = 1, string category = "tea", decimal options = 0) =>
        new("s1." + kind, kind, category, quantity, TestMenu.Yuan(yuan + options), TestMenu.Yuan(yuan));
}
