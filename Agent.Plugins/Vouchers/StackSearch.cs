namespace Agent.Plugins.Vouchers;

/// <summary>Branch and bound over "in or out" in the order of application, so that each step takes exactly what the arithmetic would, and of equal stacks the one that is met first is the one to keep.</summary>
internal sealed class StackSearch
{
    private readonly StackCandidate[] _candidates;
    private readonly VoucherSubject _subject;
    private readonly long _everything;
    private readonly int[] _group;
    private readonly bool[] _used;
    private readonly bool[,] _joins;
    private readonly VoucherClaim[] _kinds;
    private readonly (int Kind, int Group, long Most)[][] _rest;
    private readonly long[] _leftOfKind;
    private readonly long[] _leftForOne;
    private readonly long[] _gainOfGroup;
    private readonly List<long> _gains = [];
    private readonly int[] _expendable;
    private readonly List<int> _stack = [];
    private long _steps;
    private StackRank _best = new(0, []);
    private bool _bestIsGuess;

    /// <param name="candidates">In the order of application.</param>
    public StackSearch(StackCandidate[] candidates, VoucherSubject subject, long steps)
    {
        (_candidates, _subject, _steps) = (candidates, subject, steps);
        _everything = subject.Lines.Sum(l => Math.Max(0, l.Total.Minor)) + subject.Fees.Sum(f => Math.Max(0, f.Amount.Minor));
        var groups = candidates.Select(c => c.Terms.StackingGroup).Distinct(StringComparer.Ordinal).ToList();
        _group = [.. candidates.Select(c => groups.IndexOf(c.Terms.StackingGroup))];
        _used = new bool[groups.Count];
        _joins = new bool[candidates.Length, candidates.Length];
        for (var i = 0; i < candidates.Length; i++)
            for (var j = 0; j < candidates.Length; j++) _joins[i, j] = candidates[i].Terms.Joins(candidates[j].Terms);
        _gainOfGroup = new long[groups.Count];
        var kinds = candidates.Select(KindOf).ToArray();
        var distinct = kinds.Distinct(StringComparer.Ordinal).ToList();
        _kinds = [.. distinct.Select(kind => candidates[Array.IndexOf(kinds, kind)].Claim)];
        _leftOfKind = new long[_kinds.Length];
        _leftForOne = new long[_kinds.Length];
        _rest = [.. Enumerable.Range(0, candidates.Length + 1).Select(next => RestFrom(next, [.. kinds.Select(k => distinct.IndexOf(k))]))];
        _expendable = [.. Enumerable.Range(0, candidates.Length + 1).Select(next => candidates[next..].Count(c => !c.IsWorthKeeping))];
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
    private static string KindOf(StackCandidate candidate) => $"{string.Join(',', candidate.Claim.Lines)};{string.Join(',', candidate.Claim.Fees)}";

    /// <summary>Of each kind and group the most that one of its vouchers from there on can take, largest first.</summary>
    private (int Kind, int Group, long Most)[] RestFrom(int next, int[] kinds) =>
    [
        .. Enumerable.Range(next, _candidates.Length - next)
            .GroupBy(i => (Kind: kinds[i], Group: _group[i]), (key, own) => (key.Kind, key.Group, Most: own.Max(i => _candidates[i].Alone)))
            .OrderByDescending(g => g.Most),
    ];

    /// <summary>Largest first: a good stack to start from lets most branches be cut.</summary>
    private StackRank Greedy()
    {
        var (best, chosen) = (new StackRank(0, []), new List<int>());
        foreach (var i in Enumerable.Range(0, _candidates.Length).OrderByDescending(i => _candidates[i].Alone))
        {
            if (!Fits(i, chosen)) continue;
            int[] longer = [.. chosen.Append(i).Order()];
            var tally = new VoucherTally(_subject);
            var off = longer.Sum(c => tally.Take(_candidates[c].Claim));
            if (off <= best.Off) continue;
            (best, chosen) = (Ranked(off, longer), [.. longer]);
        }

        return best;
    }

    private bool Fits(int candidate, List<int> stack)
    {
        foreach (var other in stack)
            if (!_joins[candidate, other]) return false;
        return true;
    }

    private StackRank Ranked(long off, IEnumerable<int> stack) => new(off, [.. stack.Select(i => _candidates[i].Voucher)]);

    private void Go(int next, VoucherTally tally, long off, int keepsakes)
    {
        if (--_steps < 0)
        {
            Cut = true;
            return;
        }

        if (off >= _best.Off && Ranked(off, _stack) is var stack && stack.CompareTo(_best) is var order && (order < 0 || order == 0 && _bestIsGuess))
        {
            _best = stack;
            _bestIsGuess = false;
        }

        if (next == _candidates.Length || !CanStillWin(next, tally, off, keepsakes)) return;
        var candidate = _candidates[next];
        if (Fits(next, _stack))
        {
            var after = tally.Copy();
            var taken = after.Take(candidate.Claim);
            // One that takes nothing here is worse than its absence: later ones find the same left.
            if (taken > 0)
            {
                _used[_group[next]] = true;
                _stack.Add(next);
                Go(next + 1, after, off + taken, keepsakes + (candidate.IsWorthKeeping ? 1 : 0));
                _stack.RemoveAt(_stack.Count - 1);
                _used[_group[next]] = false;
            }
        }

        Go(next + 1, tally, off, keepsakes);
    }

    /// <summary>Whether the rest could beat the best. No voucher takes more than it does alone, those of a kind together no more than is left for them, and of a group only one takes anything; that some exclude each other only makes it less.</summary>
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
