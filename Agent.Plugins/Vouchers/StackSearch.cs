namespace Agent.Plugins.Vouchers;

/// <summary>Branch and bound over "in or out" in the order of application, so that each step takes exactly what the arithmetic would, and of equal stacks the one that is met first is the one to keep.</summary>
internal sealed class StackSearch
{
    private readonly Voucher[] _vouchers;
    private readonly VoucherSubject _subject;
    private readonly long _everything;
    private readonly long[] _alone;
    private readonly int[] _group;
    private readonly bool[] _used;
    private readonly VoucherTerms[] _kinds;
    private readonly (int Kind, int Group, long Most)[][] _rest;
    private readonly long[] _leftOfKind;
    private readonly long[] _leftForOne;
    private readonly long[] _gainOfGroup;
    private readonly List<long> _gains = [];
    private readonly int[] _expendable;
    private readonly List<Voucher> _stack = [];
    private long _steps;
    private StackRank _best = new(0, []);
    private bool _bestIsGuess;

    public StackSearch(Voucher[] vouchers, VoucherSubject subject, long steps)
    {
        (_vouchers, _subject, _steps) = (vouchers, subject, steps);
        _everything = subject.Lines.Sum(l => Math.Max(0, l.Total.Minor)) + Math.Max(0, subject.Fees.Minor);
        _alone = [.. vouchers.Select(v => new VoucherTally(subject).Take(v.Terms!))];
        var groups = vouchers.Select(v => v.Terms!.StackingGroup).Distinct(StringComparer.Ordinal).ToList();
        _group = [.. vouchers.Select(v => groups.IndexOf(v.Terms!.StackingGroup))];
        _used = new bool[groups.Count];
        _gainOfGroup = new long[groups.Count];
        var kinds = vouchers.Select(KindOf).ToArray();
        var distinct = kinds.Distinct(StringComparer.Ordinal).ToList();
        _kinds = [.. distinct.Select(kind => vouchers[Array.IndexOf(kinds, kind)].Terms!)];
        _leftOfKind = new long[_kinds.Length];
        _leftForOne = new long[_kinds.Length];
        _rest = [.. Enumerable.Range(0, vouchers.Length + 1).Select(next => RestFrom(next, [.. kinds.Select(k => distinct.IndexOf(k))]))];
        _expendable = [.. Enumerable.Range(0, vouchers.Length + 1).Select(next => vouchers[next..].Count(v => !StackRank.IsWorthKeeping(v)))];
    }

    public bool Cut { get; private set; }

    public StackRank Run()
    {
        _best = Greedy();
        _bestIsGuess = true;
        Go(0, new VoucherTally(_subject), 0, 0);
        return _best;
    }

    /// <summary>Vouchers of a kind compete for the same goods and fees.</summary>
    private string KindOf(Voucher voucher) =>
        string.Concat(_subject.Lines.Select(l => VoucherTally.Counts(l, voucher.Terms!) ? '1' : '0')) + (voucher.Terms!.Benefit is Benefit.FreeOrder ? "+" : "");

    /// <summary>Of each kind and group the most that one of its vouchers from there on can take, largest first.</summary>
    private (int Kind, int Group, long Most)[] RestFrom(int next, int[] kinds) =>
    [
        .. Enumerable.Range(next, _vouchers.Length - next)
            .GroupBy(i => (Kind: kinds[i], Group: _group[i]), (key, own) => (key.Kind, key.Group, Most: own.Max(i => _alone[i])))
            .OrderByDescending(g => g.Most),
    ];

    /// <summary>Largest first: a good stack to start from lets most branches be cut.</summary>
    private StackRank Greedy()
    {
        var best = new StackRank(0, []);
        foreach (var i in Enumerable.Range(0, _vouchers.Length).OrderByDescending(i => _alone[i]))
        {
            if (best.Vouchers.Any(v => v.Terms!.StackingGroup == _vouchers[i].Terms!.StackingGroup)) continue;
            var longer = VoucherArithmetic.InOrder(best.Vouchers.Append(_vouchers[i]));
            var tally = new VoucherTally(_subject);
            var off = longer.Sum(v => tally.Take(v.Terms!));
            if (off > best.Off) best = new StackRank(off, longer);
        }

        return best;
    }

    private void Go(int next, VoucherTally tally, long off, int keepsakes)
    {
        if (--_steps < 0)
        {
            Cut = true;
            return;
        }

        if (off >= _best.Off && new StackRank(off, [.. _stack]) is var stack && stack.CompareTo(_best) is var order && (order < 0 || order == 0 && _bestIsGuess))
        {
            _best = stack;
            _bestIsGuess = false;
        }

        if (next == _vouchers.Length || !CanStillWin(next, tally, off, keepsakes)) return;
        var voucher = _vouchers[next];
        if (!_used[_group[next]])
        {
            var after = tally.Copy();
            var taken = after.Take(voucher.Terms!);
            // One that takes nothing here is worse than its absence: later ones find the same left.
            if (taken > 0)
            {
                _used[_group[next]] = true;
                _stack.Add(voucher);
                Go(next + 1, after, off + taken, keepsakes + (StackRank.IsWorthKeeping(voucher) ? 1 : 0));
                _stack.RemoveAt(_stack.Count - 1);
                _used[_group[next]] = false;
            }
        }

        Go(next + 1, tally, off, keepsakes);
    }

    /// <summary>Whether the rest could beat the best. No voucher takes more than it does alone, those of a kind together no more than is left for them, and of a group only one takes anything.</summary>
    private bool CanStillWin(int next, VoucherTally tally, long off, int keepsakes)
    {
        for (var kind = 0; kind < _kinds.Length; kind++) _leftForOne[kind] = _leftOfKind[kind] = tally.Left(_kinds[kind]);
        _gains.Clear();
        _gainOfGroup.AsSpan().Clear();
        foreach (var (kind, group, most) in _rest[next])
        {
            if (_used[group]) continue;
            _gainOfGroup[group] = Math.Max(_gainOfGroup[group], Math.Min(most, _leftForOne[kind]));
            var gain = Math.Min(most, _leftOfKind[kind]);
            _leftOfKind[kind] -= gain;
            _gains.Add(gain);
        }

        var byKind = Reach(off);
        _gains.Clear();
        _gains.AddRange(_gainOfGroup);
        var byGroup = Reach(off);
        var (reach, needed) = (Math.Min(byKind.Off, byGroup.Off), Math.Max(byKind.Needed, byGroup.Needed));
        if (reach != _best.Off) return reach > _best.Off;
        var count = _stack.Count + needed;
        if (count != _best.Vouchers.Count) return count < _best.Vouchers.Count;
        var burnt = keepsakes + Math.Max(0, needed - _expendable[next]);
        var least = _best.Vouchers.Count(StackRank.IsWorthKeeping);
        return burnt < least || burnt == least && _bestIsGuess;
    }

    /// <summary>How far the gains lead, and how many of them it takes at least to come as far as the best.</summary>
    private (long Off, int Needed) Reach(long off)
    {
        _gains.Sort();
        var needed = 0;
        for (var i = _gains.Count - 1; i >= 0 && _gains[i] > 0; i--)
        {
            if (off < _best.Off) needed++;
            off = Math.Min(_everything - _gains[i], off) + _gains[i];
        }

        return (off, needed);
    }
}
