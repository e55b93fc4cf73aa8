using System.Text.Json;
using Agent.Plugins.Storage;
using Agent.Sandbox.Platforms;

namespace Agent.Sandbox.Storage;

internal static class OrderBook
{
    /// <returns>False where the quote has already become an order.</returns>
    public static bool Add(ITransaction tx, string platformId, WorldOrder order) =>
        tx.Execute(
            "INSERT INTO orders (platform_id, id, quote_id, ends_at, content) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            platformId,
            order.Id,
            order.Quote.Id,
            order.EndsAt,
            JsonSerializer.Serialize(order, WorldJson.Relaxed.WorldOrder)) == 1;

    public static void Update(ITransaction tx, string platformId, WorldOrder order) =>
        tx.Execute(
            "UPDATE orders SET ends_at = $3, content = $4 WHERE platform_id = $1 AND id = $2",
            platformId,
            order.Id,
            order.EndsAt,
            JsonSerializer.Serialize(order, WorldJson.Relaxed.WorldOrder));

    /// <summary>Whether the person has an order at the platform that was not cancelled.</summary>
    public static bool HasOrdered(ITransaction tx, string platformId, string personId) =>
        tx.QueryFirst(
            "SELECT 1 FROM orders WHERE platform_id = $1 AND json_extract(content, '$.person_id') = $2 AND json_extract(content, '$.plan[#-1].state') <> 'cancelled' LIMIT 1",
            row => row.Int(0),
            platformId,
            personId) == 1;

    public static WorldOrder? Find(ITransaction tx, string platformId, string orderId) =>
        tx.QueryFirst("SELECT content FROM orders WHERE platform_id = $1 AND id = $2", row => JsonSerializer.Deserialize(row.Text(0), WorldJson.Relaxed.WorldOrder), platformId, orderId);
}
