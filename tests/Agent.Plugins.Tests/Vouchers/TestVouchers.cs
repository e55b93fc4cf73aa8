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
        new("alpha", [.. lines.Select(l => new VoucherLine(l.Category, TestMenu.Yuan(l.Yuan)))], TestMenu.Yuan(fees), VirtualTime.Noon);
}
