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

    /// <summary>Adds or replaces; a new one comes last.</summary>
    public static void Save(ITransaction tx, string personId, Address address) =>
        tx.Execute(
            """
            INSERT INTO addresses (person_id, id, position, content)
            VALUES ($1, $2, (SELECT count(*) FROM addresses WHERE person_id = $1), $3)
            ON CONFLICT DO UPDATE SET content = excluded.content
            """,
            personId,
            address.Id,
            JsonSerializer.Serialize(address, PluginsJson.Relaxed.Address));
}
