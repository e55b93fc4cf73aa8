using System.Text.Json;
using Agent.Plugins.Storage;

namespace Agent.Plugins.People;

/// <summary>A person's addresses, in the person's own order.</summary>
public static class AddressBook
{
    public static IReadOnlyList<Address> List(ITransaction tx, string personId) =>
        tx.Query("SELECT content FROM addresses WHERE person_id = $1 ORDER BY position, id", row => JsonSerializer.Deserialize(row.Text(0), PluginsJson.Relaxed.Address)!, personId);

    public static Address? Find(ITransaction tx, string personId, string addressId) =>
        tx.QueryFirst("SELECT content FROM addresses WHERE person_id = $1 AND id = $2", row => JsonSerializer.Deserialize(row.Text(0), PluginsJson.Relaxed.Address), personId, addressId);

    /// <summary>Adds or replaces; a new one comes last. One that is replaced by another place is as new as an added one.</summary>
    /// <param name="addedAt">Now; null only for what was the person's from the start, which <see cref="Payments.PaymentLimits"/> then trusts at once.</param>
    public static void Save(ITransaction tx, string personId, Address address, DateTimeOffset? addedAt) =>
        tx.Execute(
            """
            INSERT INTO addresses (person_id, id, position, content, added_at)
            VALUES ($1, $2, (SELECT count(*) FROM addresses WHERE person_id = $1), $3, $4)
            ON CONFLICT DO UPDATE SET added_at = CASE WHEN content = excluded.content THEN added_at ELSE excluded.added_at END, content = excluded.content
            """,
            personId,
            address.Id,
            JsonSerializer.Serialize(address, PluginsJson.Relaxed.Address),
            addedAt ?? DateTimeOffset.MinValue);

    /// <returns>When the person added it; null for what is not in the book, or was from the start.</returns>
    internal static DateTimeOffset? AddedAt(ITransaction tx, string personId, string addressId) =>
        tx.QueryFirst("SELECT added_at FROM addresses WHERE person_id = $1 AND id = $2", row => row.Time(0), personId, addressId) is { Ticks: > 0 } at ? at : null;
}
