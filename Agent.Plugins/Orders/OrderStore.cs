using System.Text.Json;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Orders;

/// <summary>Orders by their owner; an id alone finds nothing.</summary>
public static class OrderStore
{
    /// <summary>Adds or replaces. A new order counts as told.</summary>
    public static void Save(ITransaction tx, Order order) =>
        tx.Execute(
            """
            INSERT INTO orders (id, person_id, conversation_id, begun_at, state, open, late, total_minor, currency, sight, told, content)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)
            ON CONFLICT DO UPDATE SET state = excluded.state, open = excluded.open, late = excluded.late, sight = excluded.sight, content = excluded.content
            """,
            order.Id,
            order.PersonId,
            order.ConversationId,
            order.History[0].At,
            order.State,
            order.IsOpen,
            OrderViews.IsLate(order),
            order.Quote.Total.Minor,
            order.Quote.Total.Currency,
            OrderSight.Of(order).ToString(),
            JsonSerializer.Serialize(order, PluginsJson.Relaxed.Order));

    public static Order? Find(ITransaction tx, string personId, string orderId) =>
        tx.QueryFirst("SELECT content FROM orders WHERE id = $1 AND person_id = $2", Read, orderId, personId);

    /// <summary>Newest first. Payments that came to nothing, so that no order was ever placed, are left out.</summary>
    public static IReadOnlyList<Order> List(ITransaction tx, string personId, int limit = 50) =>
        tx.Query(
            "SELECT content FROM orders WHERE person_id = $1 AND NOT (state = 'Cancelled' AND json_extract(content, '$.platform_order_id') IS NULL) ORDER BY begun_at DESC, id LIMIT $2",
            Read,
            personId,
            limit)!;

    /// <summary>Of everybody, oldest first.</summary>
    public static IReadOnlyList<Order> ListOpen(ITransaction tx) => tx.Query("SELECT content FROM orders WHERE open = 1 ORDER BY begun_at, id", Read)!;

    internal static Order? FindAny(ITransaction tx, string orderId) => tx.QueryFirst("SELECT content FROM orders WHERE id = $1", Read, orderId);

    /// <summary>Those that are still on their way, and those with a change that the person was not told, oldest first.</summary>
    internal static IReadOnlyList<FollowedOrder> ListToFollow(ITransaction tx) =>
        tx.Query("SELECT content, told FROM orders WHERE open = 1 OR told <> sight ORDER BY begun_at, id", ReadFollowed);

    internal static FollowedOrder FindFollowed(ITransaction tx, string orderId) =>
        tx.QueryFirst("SELECT content, told FROM orders WHERE id = $1", ReadFollowed, orderId)!;

    /// <summary>What the person now knows.</summary>
    internal static void MarkTold(ITransaction tx, Order order) =>
        tx.Execute("UPDATE orders SET told = $2 WHERE id = $1", order.Id, OrderSight.Of(order).ToString());

    private static Order Read(Row row) => JsonSerializer.Deserialize(row.Text(0), PluginsJson.Relaxed.Order)!;

    private static FollowedOrder ReadFollowed(Row row) => new(Read(row), OrderSight.Parse(row.Text(1)));
}

/// <summary>An order with what its person was last told of it.</summary>
internal sealed record FollowedOrder(Order Order, OrderSight Told)
{
    public bool HasNews => OrderSight.Of(Order) != Told;
}
