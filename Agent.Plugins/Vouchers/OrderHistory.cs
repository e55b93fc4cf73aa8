using Agent.Plugins.Storage;

namespace Agent.Plugins.Vouchers;

/// <summary>Where a person has ordered through us before; cancelled orders do not count.</summary>
/// <param name="Platforms">Of those that were asked about.</param>
internal sealed record OrderHistory(bool Any, IReadOnlySet<string> Platforms)
{
    public static OrderHistory Read(ITransaction tx, string personId, IEnumerable<string> platformIds) => new(
        HasOrdered(tx, personId),
        platformIds.Where(id => tx.QueryFirst("SELECT 1 FROM orders WHERE person_id = $1 AND state <> 'Cancelled' AND json_extract(content, '$.quote.platform_id') = $2 LIMIT 1", row => row.Int(0), personId, id) == 1).ToHashSet(StringComparer.Ordinal));

    public static bool HasOrdered(ITransaction tx, string personId) =>
        tx.QueryFirst("SELECT 1 FROM orders WHERE person_id = $1 AND state <> 'Cancelled' LIMIT 1", row => row.Int(0), personId) == 1;

    public bool IsFirstOn(string platformId) => !Platforms.Contains(platformId);
}
