using System.Text.Json;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Vouchers;

/// <summary>Vouchers that our campaigns issued to people.</summary>
public static class VoucherPurse
{
    /// <returns>False where the code has been issued before.</returns>
    public static bool Issue(ITransaction tx, string personId, Voucher voucher) =>
        tx.Execute(
            "INSERT INTO issued_vouchers (code, person_id, content) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            voucher.Code,
            personId,
            JsonSerializer.Serialize(voucher, PluginsJson.Relaxed.Voucher)) == 1;

    public static IReadOnlyList<Voucher> List(ITransaction tx, string personId) =>
        tx.Query("SELECT content FROM issued_vouchers WHERE person_id = $1 ORDER BY code", row => JsonSerializer.Deserialize(row.Text(0), PluginsJson.Relaxed.Voucher)!, personId);
}
