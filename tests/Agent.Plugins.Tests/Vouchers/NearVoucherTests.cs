using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;
using FsCheck;
using FsCheck.Fluent;
using static Agent.Plugins.Tests.Vouchers.TestVouchers;

namespace Agent.Plugins.Tests.Vouchers;

public sealed class NearVoucherTests
{
    [Fact]
    public void The_nearest_by_what_is_missing_is_named_with_what_it_would_take_off()
    {
        var near = Find(Subject(5, ("tea", 54.6m)), Off("TWELVE", 12, "1", least: 60), Off("TWENTY", 20, "2", least: 80));
        near.ShouldBe(new NearVoucher("TWELVE", "Voucher TWELVE", TestMenu.Yuan(5.4m), TestMenu.Yuan(12), TestMenu.Yuan(12)));
    }

    [Fact]
    public void Where_it_takes_anothers_place_only_the_difference_is_gained()
    {
        var near = Find(Subject(5, ("tea", 55)), Off("EIGHT", 8, "1"), Off("TWELVE", 12, "1", least: 60)).ShouldNotBeNull();
        (near.Off, near.Gain).ShouldBe((TestMenu.Yuan(12), TestMenu.Yuan(4)));
    }

    [Fact]
    public void One_that_would_take_off_no_more_is_passed_over_for_the_next() =>
        Find(Subject(5, ("tea", 55)), Off("NINE", 9, "1"), Off("EIGHT", 8, "1", least: 56), Off("TWELVE", 12, "1", least: 60))!.Code.ShouldBe("TWELVE");

    [Fact]
    public void Of_two_that_miss_the_same_the_greater_gain_comes_first() =>
        Find(Subject(5, ("tea", 55)), Off("A", 2, "1", least: 60), Off("B", 3, "2", least: 60))!.Code.ShouldBe("B");

    [Fact]
    public void One_that_something_else_is_in_the_way_of_is_not_near() =>
        Find(Subject(5, ("tea", 55)), Off("A", 2, "1", least: 60, platform: "beta"), Off("B", 3, "2", least: 60) with { ValidUntil = VirtualTime.Noon }).ShouldBeNull();

    [Fact]
    public void It_is_what_trying_all_stacks_of_the_larger_basket_gives() =>
        Prop.ForAll(RandomVouchers.Cases(6).ToArbitrary(), world => Find(world.Subject, [.. world.Vouchers]) == Tried(world)).Check(Config.QuickThrowOnFailure.WithMaxTest(600));

    private static NearVoucher? Find(VoucherSubject subject, params Voucher[] vouchers) => NearVoucher.Find(vouchers, subject, Language.English);

    private static NearVoucher? Tried(RandomVouchers.World world) =>
        world.Vouchers
            .Select(v => (Voucher: v, Missing: VoucherArithmetic.Check(v, world.Subject, Language.English)?.Amount))
            .Where(v => v.Missing is not null)
            .Select(v =>
            {
                var like = world.Subject.Lines.First(v.Voucher.Terms!.Counts);
                var larger = world.Subject with { Lines = [.. world.Subject.Lines, like with { Quantity = 1, UnitPrice = v.Missing!.Value, BasePrice = v.Missing.Value }] };
                var with = Most(world.Vouchers, larger);
                var gain = with - Most([.. world.Vouchers.Where(o => o != v.Voucher)], larger);
                var off = VoucherArithmetic.Apply(VoucherStack.Best(world.Vouchers, larger).Vouchers, larger, Language.English).Value!.FirstOrDefault(d => d.VoucherCode == v.Voucher.Code)?.Amount;
                return new NearVoucher(v.Voucher.Code, v.Voucher.Title.English, v.Missing.Value, off ?? TestMenu.Yuan(0), new Money(gain, "CNY"));
            })
            .Where(n => n.Gain.Minor > 0)
            .OrderBy(n => n.Missing).ThenByDescending(n => n.Gain).ThenBy(n => n.Code, StringComparer.Ordinal)
            .FirstOrDefault();

    private static long Most(IReadOnlyList<Voucher> vouchers, VoucherSubject subject)
    {
        var all = Enumerable.Range(0, 1 << vouchers.Count)
            .Select(mask => VoucherArithmetic.Apply(vouchers.Where((_, i) => (mask >> i & 1) == 1), subject, Language.English).Value)
            .OfType<IReadOnlyList<Discount>>()
            .Select(d => d.Sum(x => x.Amount.Minor))
            .ToArray();
        return all.Max();
    }
}
