namespace Agent.Plugins.Pricing;

/// <summary>Splits a whole by weights into whole parts: each gets the floor of its share, and what is left goes one by one to the largest remainders, the first of equals first.</summary>
internal static class Apportion
{
    /// <param name="whole">Not negative.</param>
    /// <param name="weights">None negative; where all are zero there must be nothing to split.</param>
    /// <returns>As many parts as weights. They sum to the whole, and none exceeds its weight while the whole does not exceed their sum.</returns>
    public static long[] Split(long whole, ReadOnlySpan<long> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(whole);
        var sum = Int128.Zero;
        foreach (var weight in weights) sum += weight >= 0 ? weight : throw new ArgumentOutOfRangeException(nameof(weights), "A weight is negative.");
        if (whole > 0 && sum == 0) throw new ArgumentOutOfRangeException(nameof(weights), "There is nothing to split it by.");
        var parts = new long[weights.Length];
        if (whole == 0) return parts;
        var remainders = new (Int128 Remainder, int Index)[weights.Length];
        var left = whole;
        for (var i = 0; i < parts.Length; i++)
        {
            var (share, remainder) = Int128.DivRem((Int128)whole * weights[i], sum);
            parts[i] = (long)share;
            remainders[i] = (-remainder, i);
            left -= parts[i];
        }

        Array.Sort(remainders);
        for (var i = 0; i < left; i++) parts[remainders[i].Index]++;
        return parts;
    }
}
