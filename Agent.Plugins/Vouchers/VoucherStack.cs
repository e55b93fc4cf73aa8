namespace Agent.Plugins.Vouchers;

/// <summary>The vouchers that together take most off.</summary>
/// <param name="Vouchers">In the order of their application.</param>
/// <param name="Off">All they take off by <see cref="VoucherArithmetic"/>.</param>
/// <param name="BestFound">True where there were too many to search all stacks: a better one may exist.</param>
internal sealed record VoucherStack(IReadOnlyList<Voucher> Vouchers, Money Off, bool BestFound)
{
    /// <summary>Up to this many vouchers, after those that another one always beats are left out, the search is whole.</summary>
    public const int MostSearchedWhole = 24;

    private const int MostSteps = 20_000;

    /// <exception cref="OverflowException">The amounts of the subject cannot be held.</exception>
    public static VoucherStack Best(IEnumerable<Voucher> vouchers, VoucherSubject subject)
    {
        Voucher[] usable = [.. VoucherArithmetic.InOrder(vouchers.Where(v => VoucherArithmetic.Check(v, subject, Language.English) is null))];
        usable = WithoutBeaten(usable, subject);
        var search = new StackSearch(usable, subject, usable.Length <= MostSearchedWhole ? long.MaxValue : MostSteps);
        var best = search.Run();
        return new VoucherStack(best.Vouchers, new Money(best.Off, subject.Currency), search.Cut);
    }

    /// <summary>Leaves out each voucher that another of its group makes needless whatever else is in the stack.</summary>
    private static Voucher[] WithoutBeaten(Voucher[] usable, VoucherSubject subject)
    {
        var counted = usable.Select(v => subject.Lines.Select(l => VoucherTally.Counts(l, v.Terms!)).ToArray()).ToArray();
        var alone = usable.Select(v => new VoucherTally(subject).Take(v.Terms!)).ToArray();
        bool Alike(int i, int j) => counted[i].AsSpan().SequenceEqual(counted[j]);
        bool Beats(int better, int worse) =>
            usable[better].Terms!.StackingGroup == usable[worse].Terms!.StackingGroup
            && VoucherArithmetic.Rank(usable[better].Terms) == VoucherArithmetic.Rank(usable[worse].Terms)
            && better < worse && alone[better] >= alone[worse] && Alike(better, worse)
            && (!StackRank.IsWorthKeeping(usable[better]) || StackRank.IsWorthKeeping(usable[worse]))
            // One that takes from other goods, applied between the two, would find different goods left.
            && Enumerable.Range(better, worse - better).All(between => Alike(between, better));
        return [.. usable.Where((_, i) => alone[i] > 0 && !Enumerable.Range(0, i).Any(j => Beats(j, i)))];
    }
}
