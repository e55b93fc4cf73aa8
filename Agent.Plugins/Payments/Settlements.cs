using System.Text.Json;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Payments;

/// <summary>Statements for stores, from the ledger's entries on what we owe their platforms and the quotes that these stand for.</summary>
public static class Settlements
{
    /// <param name="storeId">Null for all stores.</param>
    /// <param name="from">Null for from the beginning.</param>
    /// <param name="until">Up to and without; null for until now.</param>
    /// <returns>By platform, then store, then currency; stores without any entry in the period are left out.</returns>
    public static IReadOnlyList<Settlement> Of(ITransaction tx, string? storeId, DateTimeOffset? from, DateTimeOffset? until)
    {
        var entries = tx.Query(
            """
            SELECT p.kind, p.reference, coalesce(e.minor, 0), o.currency, o.content FROM postings p JOIN orders o ON o.id = p.order_id
            LEFT JOIN entries e ON e.posting = p.number AND e.account = 'platform:' || json_extract(o.content, '$.quote.platform_id') || ':payable'
            WHERE p.at >= $1 AND p.at < $2 AND ($3 IS NULL OR json_extract(o.content, '$.quote.store_id') = $3)
              -- An order that vouchers paid in full is a sale, although nothing was moved for it.
              AND (e.number IS NOT NULL OR p.reference = 'order:' || o.id || ':payment')
            ORDER BY p.number, e.number
            """,
            Read,
            from ?? DateTimeOffset.MinValue,
            until ?? DateTimeOffset.MaxValue,
            storeId);
        return
        [
            .. entries.GroupBy(e => (e.Quote.PlatformId, e.Quote.StoreId, e.Amount.Currency))
                .OrderBy(g => g.Key.PlatformId, StringComparer.Ordinal).ThenBy(g => g.Key.StoreId, StringComparer.Ordinal).ThenBy(g => g.Key.Currency, StringComparer.Ordinal)
                .Select(g => Sum([.. g], g.Key.Currency) with { From = from, Until = until }),
        ];
    }

    private static Settlement Sum(Entry[] entries, string currency)
    {
        var latest = entries[^1].Quote;
        Quote[] sold = [.. entries.Where(e => e.IsSale).Select(e => e.Quote)];
        Money Total(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero(currency), (sum, amount) => sum + amount);
        Bearers Borne(Func<Quote, IReadOnlyList<Bearers>> parts) => sold.SelectMany(parts).Aggregate(Bearers.None(currency), (sum, one) => sum + one);
        return new Settlement
        {
            PlatformId = latest.PlatformId,
            PlatformName = latest.PlatformName,
            StoreId = latest.StoreId,
            StoreName = latest.StoreName,
            Orders = sold.Length,
            Goods = Total(sold.Select(q => q.Subtotal)),
            Fees = Total(sold.Select(q => q.FeeTotal)),
            OffGoods = Borne(DiscountShares.OnLines),
            OffFees = Borne(DiscountShares.OnFees),
            Refunds = Total(entries.Where(e => e.Kind == PostingKind.Refund).Select(e => -e.Amount)),
            Adjustments = Total(entries.Where(e => e.Kind != PostingKind.Refund && !e.IsSale).Select(e => e.Amount)),
        };
    }

    private static Entry Read(Row row)
    {
        var order = JsonSerializer.Deserialize(row.Text(4), PluginsJson.Relaxed.Order)!;
        return new Entry(Enum.Parse<PostingKind>(row.Text(0)), row.Text(1) == Paying.ReferenceOf(order.Id), new Money(row.Number(2), row.Text(3)), order.Quote);
    }

    /// <param name="IsSale">The payment of an order; any other payment is a loss that we bear.</param>
    private sealed record Entry(PostingKind Kind, bool IsSale, Money Amount, Quote Quote);
}
