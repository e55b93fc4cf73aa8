using Agent.Plugins.Storage;

namespace Agent.Sandbox.Storage;

/// <summary>Uses of the platforms' own vouchers; those of campaigns are the issuer's to count.</summary>
internal static class VoucherBook
{
    /// <returns>False where the person has already used it.</returns>
    public static bool Redeem(ITransaction tx, string personId, string code, string platformId, string orderId) =>
        tx.Execute("INSERT INTO voucher_uses (person_id, code, platform_id, order_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", personId, code, platformId, orderId) == 1;

    public static void GiveBack(ITransaction tx, string platformId, string orderId) => tx.Execute("DELETE FROM voucher_uses WHERE platform_id = $1 AND order_id = $2", platformId, orderId);

    public static IReadOnlySet<string> Used(ITransaction tx, string personId) =>
        tx.Query("SELECT code FROM voucher_uses WHERE person_id = $1", row => row.Text(0), personId).ToHashSet(StringComparer.Ordinal);
}
