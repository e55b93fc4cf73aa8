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

    /// <summary>All that were issued to the person, those that have ended or were voided too.</summary>
    public static IReadOnlyList<Voucher> List(ITransaction tx, string personId) =>
        tx.Query(
            "SELECT v.content, x.at, x.reason FROM issued_vouchers v LEFT JOIN voided_vouchers x ON x.code = v.code WHERE v.person_id = $1 ORDER BY v.code",
            row => Read(row) with { Voided = row.IsNull(1) ? null : new VoucherVoid(row.Time(1), Enum.Parse<VoidReason>(row.Text(2))) },
            personId);

    /// <summary>Whom the code was issued to; null where we never issued it.</summary>
    public static string? FindHolder(ITransaction tx, string code) =>
        tx.QueryFirst("SELECT person_id FROM issued_vouchers WHERE code = $1", row => row.Text(0), code);

    /// <summary>Withdraws one, by whoever runs the agent or a campaign. Orders that hold it go through.</summary>
    /// <returns>False where we never issued it, or it is void already.</returns>
    public static bool Void(ITransaction tx, string code, VoidReason reason, DateTimeOffset at) =>
        tx.Execute("INSERT INTO voided_vouchers (code, at, reason) SELECT code, $2, $3 FROM issued_vouchers WHERE code = $1 ON CONFLICT DO NOTHING", code, at, reason) == 1;

    private static Voucher Read(Row row) => JsonSerializer.Deserialize(row.Text(0), PluginsJson.Relaxed.Voucher)!;
}
