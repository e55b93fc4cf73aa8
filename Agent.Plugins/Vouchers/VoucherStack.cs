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
        var usable = WithoutBeaten([.. VoucherArithmetic.InOrder(vouchers.Where(v => VoucherArithmetic.Check(v, subject, Language.English) is null)).Select(v => new StackCandidate(v, subject))]);
        var search = new StackSearch(usable, subject, usable.Length <= MostSearchedWhole ? long.MaxValue : MostSteps);
        var best = search.Run();
        return new VoucherStack(best.Vouchers, new Money(best.Off, subject.Currency), search.Cut);
    }

    /// <summary>Leaves out each voucher that another of its group makes needless whatever else is in the stack.</summary>
    private static StackCandidate[] WithoutBeaten(StackCandidate[] usable)
    {
        bool Beats(int better, int worse)
        {
            var (b, w) = (usable[better], usable[worse]);
            return b.Terms.StackingGroup == w.Terms.StackingGroup
                && b.Rank == w.Rank && b.Alone >= w.Alone && b.Claim.Shares(w.Claim) && b.Claim.Fees.AsSpan().SequenceEqual(w.Claim.Fees)
                && (!b.IsWorthKeeping || w.IsWorthKeeping)
                && usable.All(other => b.Terms.Joins(other.Terms) || !w.Terms.Joins(other.Terms))
                // Only totals over the same lines are sure: one that takes from part of them, applied later, would find different goods left.
                && usable.Skip(better).All(later => later.Terms.StackingGroup == b.Terms.StackingGroup || later.Claim.Shares(b.Claim) || later.Claim.IsApart(b.Claim));
        }

        return [.. usable.Where((candidate, i) => candidate.Alone > 0 && !Enumerable.Range(0, i).Any(j => Beats(j, i)))];
    }
}
