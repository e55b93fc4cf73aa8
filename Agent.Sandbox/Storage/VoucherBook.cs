using Agent.Plugins.Storage;

namespace Agent.Sandbox.Storage;

/// <summary>Uses of the platforms' own vouchers; those of campaigns are the issuer's to count.</summary>
internal static class VoucherBook
{
    /// <summary>One that the person has not used before.</summary>
    public static void Redeem(ITransaction tx, string personId, string code, string platformId, string orderId) =>
        tx.Execute("INSERT INTO voucher_uses (person_id, code, platform_id, order_id) VALUES ($1, $2, $3, $4)", personId, code, platformId, orderId);

    public static void GiveBack(ITransaction tx, string platformId, string orderId) => tx.Execute("DELETE FROM voucher_uses WHERE platform_id = $1 AND order_id = $2", platformId, orderId);

    /// <summary>Which order each used voucher of a platform was used in.</summary>
    public static IReadOnlyList<(string Code, string OrderId)> Orders(ITransaction tx, string personId, string platformId) =>
        tx.Query("SELECT code, order_id FROM voucher_uses WHERE person_id = $1 AND platform_id = $2 ORDER BY code", row => (row.Text(0), row.Text(1)), personId, platformId);

    public static IReadOnlySet<string> Used(ITransaction tx, string personId) =>
        tx.Query("SELECT code FROM voucher_uses WHERE person_id = $1", row => row.Text(0), personId).ToHashSet(StringComparer.Ordinal);
}
