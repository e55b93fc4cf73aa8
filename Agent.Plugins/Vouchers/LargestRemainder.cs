namespace Agent.Plugins.Vouchers;

/// <summary>Whole minor units in proportion to weights, summing exactly.</summary>
internal static class LargestRemainder
{
    /// <summary>What each weight's share is: rounded down, and what is left over to the largest remainders, the first of equals.</summary>
    /// <param name="amount">At most the sum of the weights: then no share exceeds its weight.</param>
    /// <param name="weights">Not negative.</param>
    public static long[] Split(long amount, ReadOnlySpan<long> weights)
    {
        var shares = new long[weights.Length];
        var sum = Int128.Zero;
        foreach (var weight in weights) sum += weight;
        if (sum == 0) return shares;
        var remainders = new (Int128 Remainder, int Index)[weights.Length];
        var left = amount;
        for (var i = 0; i < weights.Length; i++)
        {
            var (share, remainder) = Int128.DivRem((Int128)amount * weights[i], sum);
            shares[i] = (long)share;
            remainders[i] = (-remainder, i);
            left -= shares[i];
        }

        Array.Sort(remainders);
        for (var i = 0; i < left; i++) shares[remainders[i].Index]++;
        return shares;
    }
}
