using Agent.Plugins.Storage;

namespace Agent.Sandbox.Storage;

/// <summary>Pieces that orders took from a store's shelves. A shelf is the store's own, whatever platform sells from it.</summary>
internal static class StockBook
{
    public static IReadOnlyDictionary<(string StoreId, string ItemId), int> Taken(ITransaction tx) =>
        tx.Query("SELECT store_id, item_id, pieces FROM stock_taken", row => (Key: (row.Text(0), row.Text(1)), Pieces: row.Int(2))).ToDictionary(r => r.Key, r => r.Pieces);

    /// <param name="pieces">Negative to put back.</param>
    public static void Take(ITransaction tx, string storeId, string itemId, int pieces) =>
        tx.Execute(
            "INSERT INTO stock_taken (store_id, item_id, pieces) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET pieces = pieces + excluded.pieces",
            storeId,
            itemId,
            pieces);
}
