using System.Text.Json;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Payments;

internal static class JournalStore
{
    /// <returns>False where the quote has been paid, or is being paid, already.</returns>
    public static bool Begin(ITransaction tx, Journal journal)
    {
        if (tx.Execute(
            "INSERT INTO journals (id, kind, order_id, person_id, quote_id, started_at, step, refused, content) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8) ON CONFLICT DO NOTHING",
            journal.Id,
            journal.Kind,
            journal.OrderId,
            journal.PersonId,
            journal.QuoteId,
            journal.StartedAt,
            journal.Step,
            Content(journal)) == 0)
            return false;

        Note(tx, journal, journal.StartedAt);
        return true;
    }

    public static void Save(ITransaction tx, Journal journal, DateTimeOffset at)
    {
        tx.Execute("UPDATE journals SET step = $2, refused = $3, content = $4 WHERE id = $1", journal.Id, journal.Step, journal.Refusal is not null, Content(journal));
        Note(tx, journal, at);
    }

    public static Journal? Find(ITransaction tx, string id) => tx.QueryFirst("SELECT content FROM journals WHERE id = $1", Read, id);

    /// <summary>The payment of an order, finished or not; null for an order that was never paid through here.</summary>
    public static Journal? FindPayment(ITransaction tx, string orderId) => tx.QueryFirst("SELECT content FROM journals WHERE order_id = $1 AND kind = 'Pay'", Read, orderId);

    /// <summary>Whether something about the order is still in progress.</summary>
    public static bool IsUnfinished(ITransaction tx, string orderId) =>
        tx.QueryFirst("SELECT 1 FROM journals WHERE order_id = $1 AND step <> 'Done'", row => row.Flag(0), orderId);

    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<Journal> ListUnfinished(ITransaction tx) =>
        tx.Query("SELECT content FROM journals WHERE step <> 'Done' ORDER BY started_at, id", Read)!;

    private static void Note(ITransaction tx, Journal journal, DateTimeOffset at) =>
        tx.Execute(
            "INSERT INTO journal_steps (journal_id, number, step, at) VALUES ($1, (SELECT count(*) FROM journal_steps WHERE journal_id = $1), $2, $3)",
            journal.Id,
            journal.Step,
            at);

    private static string Content(Journal journal) => JsonSerializer.Serialize(journal, JournalJson.Relaxed.Journal);

    private static Journal Read(Row row) => JsonSerializer.Deserialize(row.Text(0), JournalJson.Relaxed.Journal)!;
}
