using Agent.Plugins.Vouchers;
using FsCheck;
using FsCheck.Fluent;
using static Agent.Plugins.Tests.Vouchers.TestVouchers;

namespace Agent.Plugins.Tests.Vouchers;

public sealed class VoucherStackTests
{
    private static readonly string[] Categories = ["tea", "meal", "fresh"];

    [Fact]
    public void The_best_stack_is_that_of_all_subsets() =>
        Prop.ForAll(Cases(10).ToArbitrary(), world =>
        {
            var best = VoucherStack.Best(world.Vouchers, world.Subject);
            var brute = BruteForce(world.Vouchers, world.Subject);
            return best.BestFound is false && best.Off.Minor == brute.Off && Codes(best.Vouchers).SequenceEqual(Codes(brute.Vouchers));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_stack_never_takes_more_than_there_is_and_naming_order_changes_nothing() =>
        Prop.ForAll(Cases(8).ToArbitrary(), world =>
        {
            var stack = world.Vouchers.Where(v => VoucherArithmetic.Check(v, world.Subject, Language.English) is null).DistinctBy(v => v.Terms!.StackingGroup).ToArray();
            var discounts = VoucherArithmetic.Apply(stack, world.Subject, Language.English).Value!;
            var reversed = VoucherArithmetic.Apply(stack.Reverse(), world.Subject, Language.English).Value!;
            var goods = world.Subject.Lines.Sum(l => l.Total.Minor);
            return discounts.SequenceEqual(reversed)
                && discounts.All(d => d.Amount.Minor >= 0)
                && discounts.Sum(d => d.Amount.Minor) <= goods + world.Subject.Fees.Minor
                && discounts.All(d => d.Amount.Minor <= Eligible(stack.First(v => v.Code == d.VoucherCode), world.Subject));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Of_equal_stacks_the_shorter_wins()
    {
        var best = VoucherStack.Best([Off("A", 5, "1"), Off("B", 5, "2"), Off("C", 10, "3")], Subject(5, ("tea", 10)));
        Codes(best.Vouchers).ShouldBe(["C"]);
    }

    [Fact]
    public void A_free_order_is_not_burnt_for_nothing()
    {
        var platform = Off("Z", 10, "1", platform: "alpha");
        Codes(VoucherStack.Best([Free("A", 10), platform], Subject(0, ("tea", 10))).Vouchers).ShouldBe(["Z"]);
        Codes(VoucherStack.Best([Off("A", 10), platform], Subject(0, ("tea", 10))).Vouchers).ShouldBe(["Z"]);
    }

    [Fact]
    public void Of_equals_the_first_code_wins() =>
        Codes(VoucherStack.Best([Off("B", 5), Off("A", 5)], Subject(0, ("tea", 10))).Vouchers).ShouldBe(["A"]);

    [Fact]
    public void Nothing_usable_is_an_empty_stack()
    {
        var best = VoucherStack.Best([Off("A", 5, least: 100), Off("B", 5, platform: "beta")], Subject(0, ("tea", 10)));
        best.Vouchers.ShouldBeEmpty();
        best.Off.ShouldBe(Money.Zero("CNY"));
    }

    [Fact]
    public void Twenty_four_that_all_join_are_searched_whole()
    {
        var vouchers = Enumerable.Range(1, 24).Select(i => Off($"V{i:00}", i / 10m, $"g{i}", categories: Categories[i % 3])).ToArray();
        var best = VoucherStack.Best(vouchers, Subject(3, ("tea", 5), ("meal", 4.5m), ("fresh", 6)));
        best.BestFound.ShouldBeFalse();
        best.Off.ShouldBe(TestMenu.Yuan(15.5m));
        best.Vouchers.Count.ShouldBe(9);
    }

    [Fact]
    public void Of_many_in_one_group_only_the_best_is_searched()
    {
        var vouchers = Enumerable.Range(1, 60).Select(i => Off($"V{60 - i:00}", i / 10m, "g"));
        var best = VoucherStack.Best(vouchers, Subject(0, ("tea", 50)));
        best.Off.ShouldBe(TestMenu.Yuan(6));
        best.BestFound.ShouldBeFalse();
    }

    [Fact]
    public void Beyond_what_can_be_searched_it_says_best_found()
    {
        // Two of each group, for different goods: no simple bound says which of the two to take.
        var vouchers = Enumerable.Range(0, 60).Select(i => Off($"V{i:00}", 0.37m + i * 0.13m % 1.7m, $"g{i / 2}", categories: i % 2 == 0 ? [] : [Categories[i / 2 % 3]])).ToArray();
        var subject = Subject(3, ("tea", 8.01m), ("meal", 9.03m), ("fresh", 17.07m));
        var best = VoucherStack.Best(vouchers, subject);
        best.BestFound.ShouldBeTrue();
        VoucherArithmetic.Apply(best.Vouchers, subject, Language.English).Value!.Sum(d => d.Amount.Minor).ShouldBe(best.Off.Minor);
    }

    private static string[] Codes(IEnumerable<Voucher> vouchers) => [.. vouchers.Select(v => v.Code)];

    private static long Eligible(Voucher voucher, VoucherSubject subject)
    {
        var goods = subject.Lines.Where(l => voucher.Terms!.Categories.Count == 0 || voucher.Terms.Categories.Contains(l.Category)).Sum(l => l.Total.Minor);
        return voucher.Terms!.Benefit is Benefit.FreeOrder ? goods + subject.Fees.Minor : goods;
    }

    private static (long Off, IReadOnlyList<Voucher> Vouchers) BruteForce(IReadOnlyList<Voucher> vouchers, VoucherSubject subject)
    {
        var all = Enumerable.Range(0, 1 << vouchers.Count)
            .Select(mask => vouchers.Where((_, i) => (mask >> i & 1) == 1).ToArray())
            .Select(stack => (Stack: stack, VoucherArithmetic.Apply(stack, subject, Language.English).Value))
            .Where(a => a.Value is not null)
            .Select(a => (Off: a.Value!.Sum(d => d.Amount.Minor), Vouchers: (IReadOnlyList<Voucher>)[.. a.Value!.Select(d => a.Stack.First(v => v.Code == d.VoucherCode))]));
        return all
            .OrderByDescending(a => a.Off)
            .ThenBy(a => a.Vouchers.Count)
            .ThenBy(a => a.Vouchers.Count(v => v.Funder == Funder.Campaign || v.Terms!.Benefit is Benefit.FreeOrder))
            .ThenBy(a => string.Join('|', a.Vouchers.Select(v => $"{Kind(v)}{v.Code}")), StringComparer.Ordinal)
            .First();
    }

    private static int Kind(Voucher voucher) => voucher.Terms!.Benefit switch
    {
        Benefit.PercentOff => 0,
        Benefit.AmountOff => 1,
        _ => 2,
    };

    /// <summary>Small amounts, so that ties, caps and goods that run out are common.</summary>
    private static Gen<World> Cases(int most) =>
        from lines in Gen.Choose(1, 4).SelectMany(n => Line.ArrayOf(n))
        from fees in Gen.Choose(0, 9)
        from count in Gen.Choose(0, most)
        from vouchers in AnyVoucher.ArrayOf(count)
        select new World(Subject(fees, lines), [.. vouchers.Select((v, i) => v with { Code = $"V{(i * 7 + 3) % 10}{i}" })]);

    private static Gen<(string, decimal)> Line => from category in Gen.Elements(Categories) from yuan in Gen.Choose(1, 12) select (category, (decimal)yuan);

    private static Gen<Voucher> AnyVoucher =>
        from kind in Gen.Choose(0, 2)
        from yuan in Gen.Choose(0, 12)
        from stacking in Gen.Elements("1", "2", "3", "4", "5", "6")
        from least in Gen.Elements<decimal?>(null, null, 5, 15)
        from platform in Gen.Elements<string?>(null, "alpha", "alpha", "beta")
        from category in Gen.Elements("", "", "tea", "meal")
        select Of("x", Give(kind, yuan), stacking, least, platform, category.Length == 0 ? [] : [category]);

    private static Benefit Give(int kind, int yuan) => kind switch
    {
        0 => new Benefit.PercentOff(yuan * 900, TestMenu.Yuan(6)),
        1 => new Benefit.AmountOff(TestMenu.Yuan(yuan)),
        _ => new Benefit.FreeOrder(TestMenu.Yuan(yuan)),
    };

    private sealed record World(VoucherSubject Subject, IReadOnlyList<Voucher> Vouchers);
}
