namespace Agent.Plugins.Vouchers;

internal static class VoucherWorth
{
    /// <summary>The most that it takes off; null where its terms set no bound.</summary>
    public static Money? Of(VoucherTerms? terms) => terms?.Benefit switch
    {
        Benefit.AmountOff off => off.Amount,
        Benefit.PercentOff off => off.Cap,
        Benefit.FreeItem free => free.UpTo,
        Benefit.FeeWaived waived => waived.UpTo,
        Benefit.FreeOrder free => free.UpTo,
        _ => null,
    };
}
