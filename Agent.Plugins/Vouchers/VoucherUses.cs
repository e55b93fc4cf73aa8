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
}
