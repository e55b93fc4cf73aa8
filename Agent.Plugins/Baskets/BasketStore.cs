using System.Text.Json;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Baskets;

/// <summary>One basket a conversation.</summary>
public static class BasketStore
{
    public static Basket Load(ITransaction tx, string personId, string conversationId) =>
        tx.QueryFirst("SELECT content FROM baskets WHERE person_id = $1 AND conversation_id = $2", row => JsonSerializer.Deserialize(row.Text(0), PluginsJson.Relaxed.Basket), personId, conversationId) ?? Basket.Empty;

    public static void Save(ITransaction tx, string personId, string conversationId, Basket basket) =>
        tx.Execute(
            "INSERT INTO baskets (person_id, conversation_id, content) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET content = excluded.content",
            personId,
            conversationId,
            JsonSerializer.Serialize(basket, PluginsJson.Relaxed.Basket));
}
