namespace Agent.Plugins.Vouchers;

/// <summary>The vouchers that together take most off.</summary>
/// <param name="Vouchers">In the order of their application.</param>
/// <param name="Off">All they take off by <see cref="VoucherArithmetic"/>.</param>
/// <param name="BestFound">True where there were too many to search all stacks: a better one may exist.</param>
internal sealed record VoucherStack(IReadOnlyList<Voucher> Vouchers, Money Off, bool BestFound)
{
    /// <summary>Up to this many vouchers, after those that another one always beats are left out, the search is whole.</summary>
    public const int MostSearchedWhole = 24;

    private const int MostSteps = 200_000;

    /// <exception cref="OverflowException">The amounts of the subject cannot be held.</exception>
    public static VoucherStack Best(IEnumerable<Voucher> vouchers, VoucherSubject subject)
    {
        Voucher[] usable = [.. VoucherArithmetic.InOrder(vouchers.Where(v => VoucherArithmetic.Check(v, subject, Language.English) is null))];
        usable = WithoutBeaten(usable, subject);
        var search = new Search(usable, subject, usable.Length <= MostSearchedWhole ? long.MaxValue : MostSteps);
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

    /// <summary>Branch and bound over "in or out" in the order of application, so that each step takes exactly what the arithmetic would.</summary>
    private sealed class Search(Voucher[] vouchers, VoucherSubject subject, long steps)
    {
        private readonly long[] _alone = [.. vouchers.Select(v => new VoucherTally(subject).Take(v.Terms!))];
        private readonly List<Voucher> _stack = [];
        private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
        private readonly long _everything = subject.Lines.Sum(l => Math.Max(0, l.Total.Minor)) + Math.Max(0, subject.Fees.Minor);
        private StackRank _best = new(0, []);

        public bool Cut { get; private set; }

        public StackRank Run()
        {
            Try(Greedy());
            Go(0, new VoucherTally(subject), 0);
            return _best;
        }

        /// <summary>Largest first: a good stack to start from lets most branches be cut.</summary>
        private List<Voucher> Greedy()
        {
            var chosen = new List<Voucher>();
            var off = 0L;
            foreach (var i in Enumerable.Range(0, vouchers.Length).OrderByDescending(i => _alone[i]))
            {
                if (chosen.Any(v => v.Terms!.StackingGroup == vouchers[i].Terms!.StackingGroup) || Off([.. chosen, vouchers[i]]) is var more && more <= off) continue;
                chosen.Add(vouchers[i]);
                off = more;
            }

            return chosen;
        }

        private void Go(int next, VoucherTally tally, long off)
        {
            if (--steps < 0)
            {
                Cut = true;
                return;
            }

            if (off >= _best.Off) Consider(new StackRank(off, [.. _stack]));
            if (next == vouchers.Length || !CanStillWin(next, off)) return;
            var voucher = vouchers[next];
            if (_groups.Add(voucher.Terms!.StackingGroup))
            {
                var after = tally.Copy();
                var taken = after.Take(voucher.Terms);
                _stack.Add(voucher);
                // A voucher that takes nothing here is worse than its absence: later ones find the same left.
                if (taken > 0) Go(next + 1, after, off + taken);
                _stack.RemoveAt(_stack.Count - 1);
                _groups.Remove(voucher.Terms.StackingGroup);
            }

            Go(next + 1, tally, off);
        }

        /// <summary>No voucher ever takes more than it does alone: whether the rest could beat the best, or reach it with few enough vouchers.</summary>
        private bool CanStillWin(int next, long off)
        {
            var rest = new Dictionary<string, long>(StringComparer.Ordinal);
            for (var i = next; i < vouchers.Length; i++)
            {
                var group = vouchers[i].Terms!.StackingGroup;
                if (!_groups.Contains(group)) rest[group] = Math.Max(_alone[i], rest.GetValueOrDefault(group));
            }

            var (reach, needed) = (off, 0);
            foreach (var most in rest.Values.OrderDescending())
            {
                if (reach < _best.Off) needed++;
                reach = most >= _everything - reach ? _everything : reach + most;
            }

            return reach > _best.Off || reach == _best.Off && _stack.Count + needed <= _best.Vouchers.Count;
        }

        private void Try(List<Voucher> stack) => Consider(new StackRank(Off(stack), VoucherArithmetic.InOrder(stack)));

        private void Consider(StackRank stack)
        {
            if (stack.CompareTo(_best) < 0) _best = stack;
        }

        private long Off(IEnumerable<Voucher> stack)
        {
            var tally = new VoucherTally(subject);
            return VoucherArithmetic.InOrder(stack).Sum(v => tally.Take(v.Terms!));
        }
    }
}
