using Agent.Plugins.Pricing;
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
        Prop.ForAll(RandomVouchers.Cases(10).ToArbitrary(), world =>
        {
            var best = VoucherStack.Best(world.Vouchers, world.Subject);
            var brute = BruteForce(world.Vouchers, world.Subject);
            return best.BestFound is false && best.Off.Minor == brute.Off && Codes(best.Vouchers).SequenceEqual(Codes(brute.Vouchers));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(4000));

    [Fact]
    public void Random_vouchers_are_of_every_kind_and_most_conditions_are_sometimes_met_and_sometimes_not()
    {
        var worlds = Gen.Sample(RandomVouchers.Cases(10), 400);
        var usable = worlds.SelectMany(w => w.Vouchers.Select(v => (v.Terms, Fits: VoucherArithmetic.Check(v, w.Subject, Language.English) is null))).ToArray();
        usable.Where(u => u.Fits).Select(u => u.Terms!.Benefit.GetType()).Distinct().Count().ShouldBe(6);
        (string Name, Func<VoucherTerms, bool> Has)[] conditions =
        [
            ("minimum", t => t.MinimumSpend is not null), ("stores", t => t.Stores.Count > 0), ("categories", t => t.Categories.Count > 0), ("items", t => t.Items.Count > 0), ("hours", t => t.Hours.Count > 0),
            ("first order", t => t.FirstOrderOnly), ("zones", t => t.Zones.Count > 0), ("methods", t => t.Methods.Count > 0), ("exclusions", t => t.Excludes.Count > 0),
        ];
        foreach (var (name, has) in conditions)
        {
            usable.ShouldContain(u => u.Fits && has(u.Terms!), name);
            usable.ShouldContain(u => !u.Fits && has(u.Terms!), name);
        }
    }

    [Fact]
    public void A_stack_never_takes_more_than_there_is_and_naming_order_changes_nothing() =>
        Prop.ForAll(RandomVouchers.Cases(8).ToArbitrary(), world =>
        {
            var stack = Joining(world);
            var discounts = VoucherArithmetic.Apply(stack, world.Subject, Language.English).Value!;
            var reversed = VoucherArithmetic.Apply(stack.AsEnumerable().Reverse(), world.Subject, Language.English).Value!;
            var goods = world.Subject.Lines.Sum(l => l.Total.Minor);
            return discounts.Select(Bare).SequenceEqual(reversed.Select(Bare))
                && discounts.All(d => d.Amount.Minor >= 0)
                && discounts.Sum(d => d.Amount.Minor) <= goods + world.Subject.Fees.Sum(f => f.Amount.Minor);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void What_each_takes_is_what_counting_piece_by_piece_gives() =>
        Prop.ForAll(RandomVouchers.Cases(8).ToArbitrary(), world =>
        {
            var stack = Joining(world);
            var discounts = VoucherArithmetic.Apply(stack, world.Subject, Language.English).Value!;
            return discounts.Select(d => d.Amount.Minor).SequenceEqual(PieceByPiece.Amounts(VoucherArithmetic.InOrder(stack), world.Subject));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Every_discount_is_split_to_its_lines_and_fees_exactly_and_none_of_them_bears_more_than_it_is() =>
        Prop.ForAll(RandomVouchers.Cases(8).ToArbitrary(), world =>
        {
            var discounts = VoucherArithmetic.Apply(Joining(world), world.Subject, Language.English).Value!;
            var splits = discounts.Select(d => d.Split!).ToArray();
            return discounts.All(d => d.Split!.Lines.Concat(d.Split.Fees).Sum(m => m.Minor) == d.Amount.Minor && d.Split.Lines.Concat(d.Split.Fees).All(m => m.Minor >= 0))
                && world.Subject.Lines.Select((l, i) => splits.Sum(s => s.Lines[i].Minor) <= l.Total.Minor).All(fits => fits)
                && world.Subject.Fees.Select((f, i) => splits.Sum(s => s.Fees[i].Minor) <= f.Amount.Minor).All(fits => fits)
                && discounts.All(d => Taken(d) && d.How!.Counted.Minor >= 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

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
    public void Twenty_four_of_every_kind_with_exclusions_are_searched_whole()
    {
        Benefit[] benefits = [new Benefit.PercentOff(700, TestMenu.Yuan(3)), new Benefit.BuyNGetOne(1, 2), new Benefit.FreeItem("latte", false, TestMenu.Yuan(9)), new Benefit.AmountOff(TestMenu.Yuan(2.3m)), new Benefit.FeeWaived(FeeKind.Delivery, TestMenu.Yuan(1.5m)), new Benefit.FreeOrder(TestMenu.Yuan(4.1m))];
        var vouchers = Enumerable.Range(0, 24).Select(i => Of($"V{i:00}", benefits[i % 6], $"g{i}", null, null, i % 4 == 3 ? [Categories[i % 3]] : []))
            .Select((v, i) => v with { Terms = v.Terms! with { Excludes = i % 5 == 0 ? [$"g{(i + 7) % 24}"] : [] } }).ToArray();
        var subject = TestVouchers.Of([Line("latte", 11, 2), Line("rice", 23.7m, 1, "meal"), Line("melon", 8.9m, 3, "fresh")], new Fee(FeeKind.Delivery, TestMenu.Yuan(5)), new Fee(FeeKind.Packaging, TestMenu.Yuan(2)));
        var best = VoucherStack.Best(vouchers, subject);
        best.BestFound.ShouldBeFalse();
        VoucherArithmetic.Apply(best.Vouchers, subject, Language.English).Value!.Sum(d => d.Amount.Minor).ShouldBe(best.Off.Minor);
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

    /// <summary>The usable ones, each where it joins those before it.</summary>
    private static List<Voucher> Joining(RandomVouchers.World world)
    {
        var stack = new List<Voucher>();
        foreach (var voucher in world.Vouchers.Where(v => VoucherArithmetic.Check(v, world.Subject, Language.English) is null))
            if (stack.All(other => voucher.Terms!.Joins(other.Terms!))) stack.Add(voucher);
        return stack;
    }

    private static (string, long) Bare(Discount discount) => (discount.VoucherCode, discount.Amount.Minor);

    /// <summary>What is told of a discount gives its amount.</summary>
    private static bool Taken(Discount discount)
    {
        var how = discount.How!;
        return how.ComesTo(discount.Amount) && discount.Amount.Minor == Math.Max(0, Math.Min(how.Full.Minor, Math.Min(how.Cap?.Minor ?? long.MaxValue, how.Left?.Minor ?? long.MaxValue)));
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
        Benefit.FreeItem or Benefit.BuyNGetOne => 1,
        Benefit.AmountOff => 2,
        Benefit.FeeWaived => 3,
        _ => 4,
    };
}
