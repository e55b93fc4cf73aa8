using Agent.Plugins.Storage;

namespace Agent.Plugins.Vouchers;

/// <summary>Which vouchers are held for an order or redeemed by one. Called inside the checkout's own transactions, so that a voucher is used at most once.</summary>
public static class VoucherUses
{
    /// <summary>Holds all of them, or none: the first code that is already in use is returned.</summary>
    public static string? Hold(ITransaction tx, string personId, string orderId, IReadOnlyList<string> codes)
    {
        foreach (var code in codes)
        {
            if (tx.Execute("INSERT INTO voucher_uses (person_id, code, order_id, redeemed) VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING", personId, code, orderId) == 1) continue;
            Release(tx, orderId);
            return code;
        }

        return null;
    }

    /// <summary>Idempotent.</summary>
    public static void Redeem(ITransaction tx, string orderId) => tx.Execute("UPDATE voucher_uses SET redeemed = 1 WHERE order_id = $1", orderId);

    /// <summary>Gives them back, held or redeemed. Idempotent.</summary>
    public static void Release(ITransaction tx, string orderId) => tx.Execute("DELETE FROM voucher_uses WHERE order_id = $1", orderId);

    public static IReadOnlySet<string> InUse(ITransaction tx, string personId) =>
        tx.Query("SELECT code FROM voucher_uses WHERE person_id = $1", row => row.Text(0), personId).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the person's orders that hold or have used a voucher of this limit are as many as it allows.</summary>
    internal static bool IsExhausted(ITransaction tx, string personId, VoucherLimit limit, DateTimeOffset now, TimeZoneInfo zone)
    {
        var midnight = TimeZoneInfo.ConvertTime(now, zone).Date;
        var used = tx.QueryFirst(
            """
            SELECT count(DISTINCT u.order_id) FROM voucher_uses u JOIN issued_vouchers v ON v.code = u.code JOIN orders o ON o.id = u.order_id
            WHERE u.person_id = $1 AND json_extract(v.content, '$.terms.limit.name') = $2 AND o.begun_at >= $3
            """,
            row => row.Number(0),
            personId,
            limit.Name,
            limit.PerDay ? new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)) : DateTimeOffset.MinValue);
        return used >= limit.Orders;
    }
}
