namespace Agent.Plugins.Vouchers;

internal static class VoucherWorth
{
    /// <summary>The most that it takes off.</summary>
    public static Money Of(VoucherTerms terms) => terms.Benefit switch
    {
        Benefit.AmountOff off => off.Amount,
        Benefit.PercentOff off => off.Cap,
        Benefit.FreeOrder free => free.UpTo,
        var other => throw new InvalidOperationException($"The worth of {other.GetType().Name} is not known."),
    };
}
