using Agent.Plugins.People;
using Agent.Plugins.Pricing;
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

    /// <summary>To an address that was added less than <see cref="NewAddressWindow"/> ago: whoever takes over a chat sends things elsewhere first.</summary>
    public long PerOrderToNewAddress { get; init; } = 200_00;

    public TimeSpan NewAddressWindow { get; init; } = TimeSpan.FromHours(24);

    /// <returns>Which limit the quote would exceed; null when none.</returns>
    internal Refusal? Check(ITransaction tx, string personId, Quote quote, DateTimeOffset now, TimeZoneInfo zone)
    {
        var amount = quote.Total;
        if (amount.Minor > PerOrder) return new Refusal(RefusalCode.LimitPerOrder) { Amount = amount with { Minor = PerOrder } };

        if (CheckAddress(tx, personId, quote, now, zone) is { } tooNew) return tooNew;

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

    private Refusal? CheckAddress(ITransaction tx, string personId, Quote quote, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (quote.Delivery.AddressId is not { } addressId || quote.Total.Minor <= PerOrderToNewAddress) return null;
        if (AddressBook.AddedAt(tx, personId, addressId) is not { } added || now >= added + NewAddressWindow) return null;
        return new Refusal(RefusalCode.LimitNewAddress) { Subject = quote.Delivery.Label, Amount = quote.Total with { Minor = PerOrderToNewAddress }, At = TimeZoneInfo.ConvertTime(added + NewAddressWindow, zone) };
    }

    private static DateTimeOffset Midnight(DateTimeOffset now, TimeZoneInfo zone, int days)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).Date.AddDays(days);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
