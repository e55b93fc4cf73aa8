using Agent.Plugins.Pricing;

namespace Agent.Plugins.Vouchers;

/// <summary>What is left to be paid of each line and fee while vouchers are applied one after another.</summary>
internal sealed class VoucherTally
{
    private readonly long[] _lines;
    private readonly long[] _fees;

    public VoucherTally(VoucherSubject subject)
    {
        _lines = [.. subject.Lines.Select(l => Math.Max(0, l.Total.Minor))];
        _fees = [.. subject.Fees.Select(f => Math.Max(0, f.Amount.Minor))];
    }

    private VoucherTally(VoucherTally from) => (_lines, _fees) = ([.. from._lines], [.. from._fees]);

    public VoucherTally Copy() => new(this);

    /// <returns>Minor units taken off; never negative, never more than is left of what it takes from.</returns>
    public long Take(VoucherClaim claim)
    {
        var taken = claim.Each is { } each ? TakeEach(claim.Lines, each) : Spread(_lines, claim.Lines, claim.Want);
        return taken + Spread(_fees, claim.Fees, claim.Want - taken);
    }

    /// <summary>The most that can still be taken from where this one takes.</summary>
    public long Left(VoucherClaim claim) => Sum(_lines, claim.Lines) + Sum(_fees, claim.Fees);

    /// <summary>What was taken from each line and fee since it looked like <paramref name="before"/>.</summary>
    public (long[] Lines, long[] Fees) Since(VoucherTally before) =>
        ([.. before._lines.Zip(_lines, (was, now) => was - now)], [.. before._fees.Zip(_fees, (was, now) => was - now)]);

    private long TakeEach(int[] lines, long[] each)
    {
        var taken = 0L;
        for (var i = 0; i < lines.Length; i++)
        {
            var part = Math.Min(_lines[lines[i]], each[i]);
            _lines[lines[i]] -= part;
            taken += part;
        }

        return taken;
    }

    private static long Spread(long[] left, int[] among, long want)
    {
        if (want <= 0 || among.Length == 0) return 0;
        var sum = Sum(left, among);
        if (want >= sum)
        {
            foreach (var i in among) left[i] = 0;
            return sum;
        }

        var weights = new long[among.Length];
        for (var i = 0; i < among.Length; i++) weights[i] = left[among[i]];
        var parts = Apportion.Split(want, weights);
        for (var i = 0; i < among.Length; i++) left[among[i]] -= parts[i];
        return want;
    }

    private static long Sum(long[] left, int[] among)
    {
        var sum = 0L;
        foreach (var i in among) sum = checked(sum + left[i]);
        return sum;
    }
}
