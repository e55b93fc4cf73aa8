using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Agent.Plugins;
using Agent.Plugins.Storage;

namespace Agent.Sandbox.Storage;

/// <summary>The first answer to each idempotency key of one kind of act at one platform.</summary>
internal sealed class Answers<T>(string platformId, string act, JsonTypeInfo<T> json)
    where T : class
{
    /// <summary>Null where the key was never answered.</summary>
    public Outcome<T>? Find(ITransaction tx, string key) =>
        tx.QueryFirst(
            "SELECT content, refusal FROM answers WHERE platform_id = $1 AND act = $2 AND key = $3",
            row => (Outcome<T>?)(row.TextOrNull(0) is { } content ? JsonSerializer.Deserialize(content, json)! : JsonSerializer.Deserialize(row.Text(1), PluginsJson.Relaxed.Refusal)!),
            platformId,
            act,
            key);

    public Outcome<T> Keep(ITransaction tx, string key, Outcome<T> answer)
    {
        tx.Execute(
            "INSERT INTO answers (platform_id, act, key, content, refusal) VALUES ($1, $2, $3, $4, $5)",
            platformId,
            act,
            key,
            answer.Value is { } value ? JsonSerializer.Serialize(value, json) : null,
            answer.Refusal is { } refusal ? JsonSerializer.Serialize(refusal, PluginsJson.Relaxed.Refusal) : null);
        return answer;
    }
}
