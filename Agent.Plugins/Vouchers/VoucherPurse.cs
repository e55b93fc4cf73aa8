using System.Text.Json;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Vouchers;

/// <summary>Vouchers that our campaigns issued to people.</summary>
public static class VoucherPurse
{
    /// <summary>A voucher whose cost no campaign of ours keeps account of.</summary>
    /// <returns>False where the code has been issued before.</returns>
    public static bool Issue(ITransaction tx, string personId, Voucher voucher) => Issue(tx, personId, voucher, null, null, null, default);

    /// <summary>All that were issued to the person, those that have ended or were voided too; where a campaign's end was moved, with that end. What is on its way to a friend is nobody's.</summary>
    public static IReadOnlyList<Voucher> List(ITransaction tx, string personId) =>
        tx.Query(
            """
            SELECT v.content, w.extended_until, x.at, x.reason FROM issued_vouchers v
            LEFT JOIN campaign_waves w ON w.campaign_id = v.campaign_id AND w.wave_id = v.wave_id
            LEFT JOIN voided_vouchers x ON x.code = v.code
            WHERE v.person_id = $1 AND v.given_away = 0 ORDER BY v.code
            """,
            ReadVoucher,
            personId);

    /// <summary>Whom the code was issued to; null where we never issued it.</summary>
    public static string? FindHolder(ITransaction tx, string code) =>
        tx.QueryFirst("SELECT person_id FROM issued_vouchers WHERE code = $1", row => row.Text(0), code);

    /// <summary>Withdraws one, by whoever runs the agent or a campaign. Orders that hold it go through.</summary>
    /// <returns>False where we never issued it, or it is void already.</returns>
    public static bool Void(ITransaction tx, string code, VoidReason reason, DateTimeOffset at) =>
        tx.Execute("INSERT INTO voided_vouchers (code, at, reason) SELECT code, $2, $3 FROM issued_vouchers WHERE code = $1 ON CONFLICT DO NOTHING", code, at, reason) == 1;

    internal static bool Issue(ITransaction tx, string personId, Voucher voucher, string? campaignId, string? waveId, Money? worth, DateTimeOffset now) =>
        tx.Execute(
            "INSERT INTO issued_vouchers (code, person_id, content, campaign_id, wave_id, issued_at, until, worth_minor, promised) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
            voucher.Code,
            personId,
            JsonSerializer.Serialize(voucher, PluginsJson.Relaxed.Voucher),
            campaignId,
            waveId,
            now,
            voucher.ValidUntil,
            worth?.Minor ?? 0,
            campaignId is not null) == 1;

    internal static IssuedVoucher? FindIssued(ITransaction tx, string code) => tx.QueryFirst(SelectIssued + "WHERE v.code = $1", ReadIssued, code);

    /// <summary>Those of a campaign that nobody has used and nobody will, because their end has come or they are void, and whose worth is still promised.</summary>
    internal static IReadOnlyList<IssuedVoucher> ListEnded(ITransaction tx, string campaignId, DateTimeOffset now) =>
        tx.Query(
            SelectIssued
            + """
            LEFT JOIN campaign_waves w ON w.campaign_id = v.campaign_id AND w.wave_id = v.wave_id
            LEFT JOIN voided_vouchers x ON x.code = v.code
            WHERE v.campaign_id = $1 AND v.promised = 1 AND (x.code IS NOT NULL OR v.until <= $2 AND coalesce(w.extended_until, 0) <= $2)
              AND NOT EXISTS (SELECT 1 FROM voucher_uses u WHERE u.person_id = v.person_id AND u.code = v.code)
            ORDER BY v.code
            """,
            ReadIssued,
            campaignId,
            now);

    /// <summary>Those of a wave that had ended unused, before its end was moved to <paramref name="until"/>.</summary>
    internal static IReadOnlyList<IssuedVoucher> ListRevived(ITransaction tx, string campaignId, string waveId, DateTimeOffset until) =>
        tx.Query(
            SelectIssued
            + """
            WHERE v.campaign_id = $1 AND v.wave_id = $2 AND v.promised = 0 AND v.until < $3
              AND NOT EXISTS (SELECT 1 FROM voided_vouchers x WHERE x.code = v.code)
              AND NOT EXISTS (SELECT 1 FROM voucher_uses u WHERE u.person_id = v.person_id AND u.code = v.code)
            ORDER BY v.code
            """,
            ReadIssued,
            campaignId,
            waveId,
            until);

    private const string SelectIssued = "SELECT v.code, v.campaign_id, v.worth_minor, v.spent_minor, v.promised FROM issued_vouchers v ";

    private static Voucher ReadVoucher(Row row)
    {
        var voucher = JsonSerializer.Deserialize(row.Text(0), PluginsJson.Relaxed.Voucher)!;
        if (!row.IsNull(1) && row.Time(1) > voucher.ValidUntil) voucher = voucher with { ValidUntil = row.Time(1).ToOffset(voucher.ValidUntil.Offset) };
        return row.IsNull(2) ? voucher : voucher with { Voided = new VoucherVoid(row.Time(2), Enum.Parse<VoidReason>(row.Text(3))) };
    }

    private static IssuedVoucher ReadIssued(Row row) => new(row.Text(0), row.TextOrNull(1), row.Number(2), row.Number(3), row.Flag(4));
}

/// <param name="WorthMinor">The most that it takes off.</param>
/// <param name="SpentMinor">What it took off the order that it was used for.</param>
/// <param name="Promised">Its worth, less what is spent, is still set aside.</param>
internal sealed record IssuedVoucher(string Code, string? CampaignId, long WorthMinor, long SpentMinor, bool Promised);
