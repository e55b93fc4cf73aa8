using System.Collections.Concurrent;

namespace Agent.Plugins.Orders;

/// <summary>What turns of this process have told people of their orders since the tracker last looked. Kept in memory on purpose: after a crash nobody knows what was still shown, so the tracker tells it again.</summary>
internal sealed class ToldOrders
{
    private readonly ConcurrentDictionary<string, OrderSight> _told = new(StringComparer.Ordinal);

    public void Add(Order order) => _told[order.Id] = OrderSight.Of(order);

    /// <summary>What was last told in a turn; null when none was since the last call.</summary>
    public OrderSight? Take(string orderId) => _told.TryRemove(orderId, out var sight) ? sight : null;
}
