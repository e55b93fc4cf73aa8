using System.Text.Json;
using Agent.Plugins.Storage;
using Agent.Sandbox.Platforms;

namespace Agent.Sandbox.Storage;

/// <summary>A platform's quotes, each with what was asked for.</summary>
internal static class QuoteBook
{
    public static void Save(ITransaction tx, string platformId, KeptQuote kept) =>
        tx.Execute(
            "INSERT INTO quotes (platform_id, id, expires_at, content) VALUES ($1, $2, $3, $4)",
            platformId,
            kept.Quote.Id,
            kept.Quote.ExpiresAt,
            JsonSerializer.Serialize(kept, WorldJson.Relaxed.KeptQuote));

    public static KeptQuote? Find(ITransaction tx, string platformId, string quoteId) =>
        tx.QueryFirst("SELECT content FROM quotes WHERE platform_id = $1 AND id = $2", row => JsonSerializer.Deserialize(row.Text(0), WorldJson.Relaxed.KeptQuote), platformId, quoteId);
}
