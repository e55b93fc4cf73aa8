using Agent.Plugins.Storage;

namespace Agent.Plugins.Payments;

/// <summary>How much may leave a person, whatever was agreed to. Checked inside the transaction that starts a payment. Amounts are minor units of the quote's currency.</summary>
public sealed record PaymentLimits
{
    public long PerOrder { get; init; } = 5_000_00;

    /// <summary>From midnight to midnight in the person's time zone; cancelled orders do not count.</summary>
    public long PerDay { get; init; } = 20_000_00;

    /// <summary>Payments begun within <see cref="VelocityWindow"/>, whatever became of them.</summary>
    public int Velocity { get; init; } = 20;

    public TimeSpan VelocityWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <returns>Which limit the amount would exceed; null when none.</returns>
    internal Refusal? Check(ITransaction tx, string personId, Money amount, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (amount.Minor > PerOrder) return new Refusal(RefusalCode.LimitPerOrder) { Amount = amount with { Minor = PerOrder } };

        var spent = tx.QueryFirst(
            "SELECT coalesce(sum(total_minor), 0) FROM orders WHERE person_id = $1 AND begun_at >= $2 AND currency = $3 AND state <> 'Cancelled'",
            row => row.Number(0),
            personId,
            Midnight(now, zone, 0),
            amount.Currency);
        if (spent > PerDay - amount.Minor) return new Refusal(RefusalCode.LimitPerDay) { Amount = amount with { Minor = PerDay }, At = Midnight(now, zone, 1) };

        var recent = tx.Query(
            "SELECT started_at FROM journals WHERE person_id = $1 AND kind = 'Pay' AND started_at > $2 ORDER BY started_at DESC LIMIT $3",
            row => row.Time(0),
            personId,
            now - VelocityWindow,
            Velocity);
        return recent.Count < Velocity ? null : new Refusal(RefusalCode.LimitVelocity) { Count = Velocity, At = TimeZoneInfo.ConvertTime(recent[^1] + VelocityWindow, zone) };
    }

    private static DateTimeOffset Midnight(DateTimeOffset now, TimeZoneInfo zone, int days)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).Date.AddDays(days);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
