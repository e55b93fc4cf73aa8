using System.Text.Json;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Records;

/// <summary>The whole chain of one order, for whoever has to answer for it: what was quoted and hashed, what was asked and agreed to and when, every step outside, every entry of the ledger.</summary>
/// <param name="QuoteHash">Of the quote as it is stored with the order, with its payment method.</param>
public sealed record OrderTrail(Order Order, string QuoteHash, IReadOnlyList<TrailConsent> Consents, IReadOnlyList<TrailSaga> Sagas, IReadOnlyList<LedgerEntry> Entries)
{
    /// <summary>By the order's id, or by the short number that people are told where only one order has it.</summary>
    /// <returns>Null where there is none, or more than one.</returns>
    public static OrderTrail? Find(ITransaction tx, string idOrNumber)
    {
        var ids = tx.Query("SELECT id FROM orders WHERE id = $1 OR substr(id, -6) = lower($1) ORDER BY id", row => row.Text(0), idOrNumber);
        if (ids is not [var id]) return null;
        var order = OrderStore.FindAny(tx, id)!;
        var journals = tx.Query("SELECT id FROM journals WHERE order_id = $1 ORDER BY started_at, id", row => row.Text(0), id).Select(j => JournalStore.Find(tx, j)!).ToArray();
        return new OrderTrail(
            order,
            Pricing.QuoteHash.Compute(order.Quote, order.PaymentMethod),
            [.. journals.Select(j => j.ConsentId).OfType<string>().Select(c => ReadConsent(tx, c)).OfType<TrailConsent>()],
            [.. journals.Select(j => ReadSaga(tx, j))],
            tx.Query(
                "SELECT p.reference, p.kind, p.order_id, p.at, e.account, e.minor, e.currency FROM entries e JOIN postings p ON p.number = e.posting WHERE p.order_id = $1 ORDER BY e.number",
                row => new LedgerEntry(row.Text(0), Enum.Parse<PostingKind>(row.Text(1)), row.TextOrNull(2), row.Time(3), row.Text(4), new Money(row.Number(5), row.Text(6))),
                id));
    }

    private static TrailConsent? ReadConsent(ITransaction tx, string consentId) =>
        tx.QueryFirst(
            "SELECT state, asked_at, resolved_at, request FROM consents WHERE id = $1",
            row => new TrailConsent(JsonSerializer.Deserialize(row.Text(3), PluginsJson.Relaxed.ConsentRequest)!, row.Text(0), row.Time(1), row.IsNull(2) ? null : row.Time(2)),
            consentId);

    private static TrailSaga ReadSaga(ITransaction tx, Journal journal) => new(
        journal.Kind.ToString(),
        journal.Refusal,
        tx.Query("SELECT step, at FROM journal_steps WHERE journal_id = $1 ORDER BY number", row => new TrailStep(row.Text(0), row.Time(1)), journal.Id));
}

/// <param name="State">Used, declined, withdrawn or expired.</param>
public sealed record TrailConsent(ConsentRequest Request, string State, DateTimeOffset AskedAt, DateTimeOffset? ResolvedAt);

/// <param name="Kind">Pay, cancel or problem.</param>
/// <param name="Refusal">Why it came to nothing.</param>
/// <param name="Steps">What was intended, in order; the last is where it stands.</param>
public sealed record TrailSaga(string Kind, Refusal? Refusal, IReadOnlyList<TrailStep> Steps);

public sealed record TrailStep(string Step, DateTimeOffset At);
