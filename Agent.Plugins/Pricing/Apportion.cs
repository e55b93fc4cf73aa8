namespace Agent.Plugins.Pricing;

/// <summary>Splits a whole by weights into whole parts: each gets the floor of its share, and what is left goes one by one to the largest remainders, the first of equals first.</summary>
internal static class Apportion
{
    /// <param name="whole">Not negative.</param>
    /// <param name="weights">None negative; where all are zero there must be nothing to split.</param>
    /// <returns>As many parts as weights. They sum to the whole, and none exceeds its weight while the whole does not exceed their sum.</returns>
    public static IReadOnlyList<long> Split(long whole, IReadOnlyList<long> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(whole);
        var sum = weights.Aggregate((Int128)0, (s, w) => s + (w >= 0 ? w : throw new ArgumentOutOfRangeException(nameof(weights), "A weight is negative.")));
        if (whole > 0 && sum == 0) throw new ArgumentOutOfRangeException(nameof(weights), "There is nothing to split it by.");
        var parts = new long[weights.Count];
        if (whole == 0) return parts;
        var remainders = new Int128[weights.Count];
        var left = whole;
        for (var i = 0; i < parts.Length; i++)
        {
            var (quotient, remainder) = ((Int128)whole * weights[i] / sum, (Int128)whole * weights[i] % sum);
            (parts[i], remainders[i]) = ((long)quotient, remainder);
            left -= parts[i];
        }

        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i]).ThenBy(i => i).Take((int)left)) parts[i]++;
        return parts;
    }
}
