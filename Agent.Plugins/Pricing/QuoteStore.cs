using System.Text.Json;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Pricing;

/// <summary>Quotes that were shown, until some time after they expire. Found only by the person they were made for.</summary>
public static class QuoteStore
{
    public static void Save(ITransaction tx, string personId, string conversationId, IEnumerable<Quote> quotes)
    {
        foreach (var quote in quotes)
        {
            tx.Execute(
                "INSERT INTO quotes (person_id, id, conversation_id, expires_at, content) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                personId,
                quote.Id,
                conversationId,
                quote.ExpiresAt,
                JsonSerializer.Serialize(quote, PluginsJson.Relaxed.Quote));
        }
    }

    public static Quote? Find(ITransaction tx, string personId, string quoteId) =>
        tx.QueryFirst("SELECT content FROM quotes WHERE person_id = $1 AND id = $2", row => JsonSerializer.Deserialize(row.Text(0), PluginsJson.Relaxed.Quote), personId, quoteId);
}
