using System.Globalization;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Payments;

/// <summary>The append-only double-entry record of all money. Entries come in postings that sum to zero in each currency; a posting's reference makes it happen once.</summary>
/// <remarks>A positive balance is what is kept for, or owed to, the one the account is named after; a negative balance is what that one has given or owes.</remarks>
public static class Ledger
{
    /// <summary>Puts money from outside into the person's wallet. Idempotent by reference.</summary>
    /// <returns>False where the reference was posted before.</returns>
    public static bool TopUp(ITransaction tx, string personId, Money amount, string reference, DateTimeOffset at)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount.Minor);
        return Post(tx, reference, PostingKind.TopUp, null, at, [new(LedgerAccount.Wallet(personId), amount), new(LedgerAccount.Bank, -amount)]);
    }

    /// <returns>False where the same posting was made before.</returns>
    /// <exception cref="InvalidOperationException">The lines do not sum to zero, or the reference stands for another posting.</exception>
    internal static bool Post(ITransaction tx, string reference, PostingKind kind, string? orderId, DateTimeOffset at, IReadOnlyList<LedgerLine> lines)
    {
        var moved = lines.Where(l => !l.Amount.IsZero).ToArray();
        if (moved.GroupBy(l => l.Amount.Currency, StringComparer.Ordinal).Any(g => !g.Aggregate(Money.Zero(g.Key), (sum, l) => sum + l.Amount).IsZero))
            throw new InvalidOperationException($"The posting {reference} does not sum to zero.");

        if (tx.Execute("INSERT INTO postings (reference, kind, order_id, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", reference, kind, orderId, at) == 0)
        {
            var posted = tx.Query(
                "SELECT e.account, e.minor, e.currency FROM entries e JOIN postings p ON p.number = e.posting WHERE p.reference = $1 ORDER BY e.number",
                row => new LedgerLine(row.Text(0), new Money(row.Number(1), row.Text(2))),
                reference);
            return posted.SequenceEqual(moved) ? false : throw new InvalidOperationException($"The posting {reference} was made before with other lines.");
        }

        foreach (var line in moved)
        {
            tx.Execute(
                "INSERT INTO entries (posting, account, minor, currency) VALUES ((SELECT number FROM postings WHERE reference = $1), $2, $3, $4)",
                reference,
                line.Account,
                line.Amount.Minor,
                line.Amount.Currency);
        }

        return true;
    }

    public static Money Balance(ITransaction tx, string account, string currency) =>
        new(tx.QueryFirst("SELECT coalesce(sum(minor), 0) FROM entries WHERE account = $1 AND currency = $2", row => row.Number(0), account, currency), currency);

    /// <summary>Of every account that was ever used, by name.</summary>
    public static IReadOnlyList<(string Account, Money Balance)> Balances(ITransaction tx) =>
        tx.Query("SELECT account, currency, sum(minor) FROM entries GROUP BY account, currency ORDER BY account, currency", row => (row.Text(0), new Money(row.Number(2), row.Text(1))));

    public static (long Postings, long Entries) Count(ITransaction tx) =>
        tx.QueryFirst("SELECT (SELECT count(*) FROM postings), (SELECT count(*) FROM entries)", row => (row.Number(0), row.Number(1)));

    /// <summary>Of one account, newest first.</summary>
    public static IReadOnlyList<LedgerEntry> Entries(ITransaction tx, string account, int limit) =>
        tx.Query(
            """
            SELECT p.reference, p.kind, p.order_id, p.at, e.minor, e.currency FROM entries e JOIN postings p ON p.number = e.posting
            WHERE e.account = $1 ORDER BY e.number DESC LIMIT $2
            """,
            row => new LedgerEntry(row.Text(0), Enum.Parse<PostingKind>(row.Text(1)), row.TextOrNull(2), row.Time(3), account, new Money(row.Number(4), row.Text(5))),
            account,
            limit);

    /// <returns>What is wrong, in words for whoever runs the agent; empty when all is well.</returns>
    public static IReadOnlyList<string> Verify(ITransaction tx) =>
    [
        .. tx.Query(
            "SELECT p.reference, e.currency, sum(e.minor) FROM entries e JOIN postings p ON p.number = e.posting GROUP BY p.number, e.currency HAVING sum(e.minor) <> 0 ORDER BY p.number, e.currency",
            row => string.Create(CultureInfo.InvariantCulture, $"posting {row.Text(0)} sums to {row.Number(2)} minor {row.Text(1)} instead of zero")),
        .. tx.Query(
            "SELECT e.number, e.posting FROM entries e LEFT JOIN postings p ON p.number = e.posting WHERE p.number IS NULL ORDER BY e.number",
            row => string.Create(CultureInfo.InvariantCulture, $"entry {row.Number(0)} belongs to posting {row.Number(1)}, which does not exist")),
        .. tx.Query(
            "SELECT account, currency, sum(minor) FROM entries WHERE account LIKE 'person:%' OR account LIKE 'campaign:%:%' GROUP BY account, currency HAVING sum(minor) < 0 ORDER BY account, currency",
            row => string.Create(CultureInfo.InvariantCulture, $"account {row.Text(0)} is overdrawn by {-row.Number(2)} minor {row.Text(1)}")),
        .. tx.Query(
            """
            SELECT p.reference FROM postings p
            WHERE p.kind = 'Hold'
              AND NOT EXISTS (SELECT 1 FROM postings e WHERE e.order_id = p.order_id AND e.kind IN ('Payment', 'Release'))
              AND NOT EXISTS (SELECT 1 FROM journals j WHERE j.order_id = p.order_id AND j.kind = 'Pay' AND j.step <> 'Done')
            ORDER BY p.number
            """,
            row => $"posting {row.Text(0)} holds money for an order that has ended"),
        .. tx.Query(
            """
            SELECT p.account, p.minor, coalesce(v.minor, 0) FROM
              (SELECT account, sum(minor) AS minor FROM entries WHERE account LIKE 'campaign:%:promised' GROUP BY account) p
              LEFT JOIN (SELECT 'campaign:' || campaign_id || ':promised' AS account, sum(worth_minor - spent_minor) AS minor FROM issued_vouchers WHERE promised = 1 GROUP BY campaign_id) v ON v.account = p.account
            WHERE p.minor < coalesce(v.minor, 0) ORDER BY p.account
            """,
            row => string.Create(CultureInfo.InvariantCulture, $"account {row.Text(0)} has set {row.Number(1)} minor aside for vouchers worth {row.Number(2)}")),
    ];
}

public enum PostingKind
{
    TopUp,

    /// <summary>From the wallet, set aside for an order that is not placed yet.</summary>
    Hold,

    /// <summary>What was held goes back into the wallet.</summary>
    Release,
    Payment,
    Refund,

    /// <summary>A campaign's budget.</summary>
    Budget,

    /// <summary>Of a campaign's budget, set aside for what people were given, or no longer needed for it.</summary>
    Promise,

    /// <summary>Cash that a campaign gave into a wallet.</summary>
    RedPacket,
}

/// <param name="OrderId">Null where it is about no order.</param>
public sealed record LedgerEntry(string Reference, PostingKind Kind, string? OrderId, DateTimeOffset At, string Account, Money Amount);

internal readonly record struct LedgerLine(string Account, Money Amount);
