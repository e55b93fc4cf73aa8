using System.Globalization;
using System.Text.Json.Nodes;
using Agent.Plugins.Campaigns;
using Agent.Plugins.Payments;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Records;

/// <summary>All that is kept about one person: given out whole, or erased down to what the books need.</summary>
public static class PersonRecords
{
    /// <summary>Columns by which a row belongs to a person. A table with one of them is exported and must have a way to be erased (a test holds this).</summary>
    private static readonly string[] PersonColumns = ["person_id", "friend_id", "inviter_id", "giver_id", "taker_id"];

    /// <summary>Rows that only serve the person.</summary>
    private static readonly string[] Deleted = ["addresses", "baskets", "quotes", "conversations", "turn_events", "invites", "voucher_guesses"];

    /// <summary>Rows that money hangs on: they stay under the person's id, which says nothing by itself, without what was written in them.</summary>
    private static readonly string[] Scrubbed = ["orders", "journals"];

    /// <summary>Rows that hold nothing but ids, codes, amounts and times.</summary>
    private static readonly string[] Kept = ["consents", "issued_vouchers", "voucher_uses", "campaign_claims", "invited", "voucher_gifts"];

    private static readonly HashSet<string> PersonalFields = new(StringComparer.Ordinal) { "address_id", "label", "street", "note", "courier", "recipient" };

    /// <summary>Every row of every table, and every entry of the person's accounts, as one JSON object by table.</summary>
    public static JsonObject Export(ITransaction tx, string personId)
    {
        var all = new JsonObject { ["person_id"] = personId };
        foreach (var (table, columns, mine) in Tables(tx))
        {
            var where = string.Join(" OR ", mine.Select(c => c + " = $1"));
            all[table] = Rows(tx, $"SELECT {string.Join(", ", columns)} FROM {table} WHERE {where} ORDER BY 1, 2", columns, personId);
        }

        string[] entry = ["reference", "kind", "order_id", "at", "account", "minor", "currency"];
        all["ledger"] = Rows(tx, "SELECT p.reference, p.kind, p.order_id, p.at, e.account, e.minor, e.currency FROM entries e JOIN postings p ON p.number = e.posting WHERE e.account LIKE 'person:' || $1 || ':%' ORDER BY e.number", entry, personId);
        return all;
    }

    /// <summary>Removes all that says who the person is and what they wrote; the ledger keeps its sums. Idempotent.</summary>
    /// <param name="forfeit">Whether what is left in the wallet may be given up.</param>
    /// <exception cref="ShopException">person_busy: an order is still on its way, or money on its way back. person_wallet: the wallet is not empty.</exception>
    public static void Erase(ITransaction tx, string personId, bool forfeit, IdSource ids, DateTimeOffset now)
    {
        if (tx.QueryFirst("SELECT 1 FROM orders WHERE person_id = $1 AND open = 1 UNION ALL SELECT 1 FROM journals WHERE person_id = $1 AND step <> 'Done'", row => row.Flag(0), personId))
            throw new ShopException("person_busy", $"An order of {personId} is still on its way, or money is on its way back. Erase when it has ended.") { Subject = personId };
        EmptyWallet(tx, personId, forfeit, ids, now);
        foreach (var voucher in tx.Query("SELECT v.code FROM issued_vouchers v WHERE v.person_id = $1 AND NOT EXISTS (SELECT 1 FROM voucher_uses u WHERE u.code = v.code)", row => row.Text(0), personId))
        {
            if (VoucherPurse.FindIssued(tx, voucher) is { Promised: true, CampaignId: { } campaignId } issued && CampaignStore.Find(tx, campaignId) is { } started)
                CampaignBooks.Release(tx, campaignId, [issued], $"voucher:{voucher}:erased", started.Campaign.Budget.Currency, null, now);
            tx.Execute("DELETE FROM issued_vouchers WHERE code = $1", voucher);
        }

        // A voucher that was on its way is gone with its giver: the link leads nowhere.
        tx.Execute("DELETE FROM voucher_gifts WHERE giver_id = $1 AND taker_id IS NULL", personId);

        // The question as it was read has the address in it; its hash still says what was agreed to.
        tx.Execute("UPDATE consents SET subject = '' WHERE person_id = $1", personId);
        foreach (var table in Deleted) tx.Execute($"DELETE FROM {table} WHERE person_id = $1", personId);
        foreach (var table in Scrubbed)
        {
            foreach (var (id, content) in tx.Query($"SELECT id, content FROM {table} WHERE person_id = $1", row => (row.Text(0), row.Text(1)), personId))
                tx.Execute($"UPDATE {table} SET content = $2 WHERE id = $1", id, Scrub(content));
        }
    }

    /// <summary>The tables that hold something of people, and whether <see cref="Erase"/> knows what to do with each.</summary>
    internal static IReadOnlyList<(string Table, bool Known)> Covered(ITransaction tx) =>
        [.. Tables(tx).Select(t => (t.Table, Deleted.Concat(Scrubbed).Concat(Kept).Contains(t.Table)))];

    private static void EmptyWallet(ITransaction tx, string personId, bool forfeit, IdSource ids, DateTimeOffset now)
    {
        foreach (var currency in tx.Query("SELECT DISTINCT currency FROM entries WHERE account = $1 ORDER BY currency", row => row.Text(0), LedgerAccount.Wallet(personId)))
        {
            var left = Ledger.Balance(tx, LedgerAccount.Wallet(personId), currency);
            if (left.IsZero) continue;
            if (!forfeit)
                throw new ShopException("person_wallet", string.Create(CultureInfo.InvariantCulture, $"The wallet of {personId} still holds {left.Minor / 100m:0.00} {currency}. Pay it out first, or say that it is given up.")) { Subject = personId };
            Ledger.Post(tx, $"person:{personId}:erased:{ids.Next("ers")}", PostingKind.Release, null, now, [new(LedgerAccount.Wallet(personId), -left), new(LedgerAccount.Unclaimed, left)]);
        }
    }

    private static List<(string Table, string[] Columns, string[] Mine)> Tables(ITransaction tx)
    {
        var tables = new List<(string, string[], string[])>();
        foreach (var table in tx.Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", row => row.Text(0)))
        {
            string[] columns = [.. tx.Query($"SELECT name FROM pragma_table_info('{table}') ORDER BY cid", row => row.Text(0))];
            string[] mine = [.. columns.Intersect(PersonColumns, StringComparer.Ordinal)];
            if (mine.Length > 0) tables.Add((table, columns, mine));
        }

        return tables;
    }

    private static JsonArray Rows(ITransaction tx, string sql, string[] columns, string personId) =>
        [.. tx.Query(sql, row => new JsonObject([.. columns.Select((c, i) => KeyValuePair.Create(c, Value(c, row, i)))]), personId)];

    private static JsonNode? Value(string column, Row row, int i)
    {
        if (row.IsNull(i)) return null;
        if (row.IsNumber(i)) return column == "at" || column.EndsWith("_at", StringComparison.Ordinal) ? JsonValue.Create(row.Time(i)) : JsonValue.Create(row.Number(i));
        var text = row.Text(i);
        return column is "content" or "request" or "subject" && text.Length > 0 ? JsonNode.Parse(text) : JsonValue.Create(text);
    }

    private static string Scrub(string content)
    {
        var node = JsonNode.Parse(content)!;
        Blank(node);
        return node.ToJsonString(PluginsJson.CreateOptions());
    }

    private static void Blank(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map.ToArray())
                {
                    if (PersonalFields.Contains(name) && value is JsonValue) map[name] = "";
                    else Blank(value);
                }

                break;
            case JsonArray list:
                foreach (var item in list) Blank(item);
                break;
        }
    }
}
