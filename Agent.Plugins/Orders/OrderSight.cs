using System.Globalization;

namespace Agent.Plugins.Orders;

/// <summary>All of an order that is news to its person when it changes.</summary>
/// <param name="Gone">Units that were cancelled.</param>
internal sealed record OrderSight(OrderState State, bool Late, OrderWait? Waiting, long Refunding, long Refunded, int Gone)
{
    public static OrderSight Of(Order order) => new(
        order.State,
        OrderViews.IsLate(order),
        order.Waiting,
        order.Refunding?.Minor ?? 0,
        order.Refunded.Minor,
        order.Gone.Sum(g => g.Units));

    /// <summary>What <see cref="ToString"/> wrote.</summary>
    public static OrderSight Parse(string text)
    {
        var parts = text.Split('|');
        return new OrderSight(
            Enum.Parse<OrderState>(parts[0]),
            parts[1] == "1",
            parts[2].Length == 0 ? null : Enum.Parse<OrderWait>(parts[2]),
            long.Parse(parts[3], CultureInfo.InvariantCulture),
            long.Parse(parts[4], CultureInfo.InvariantCulture),
            int.Parse(parts[5], CultureInfo.InvariantCulture));
    }

    /// <summary>What has happened since the person was told <paramref name="told"/>; null for nothing that is worth a word.</summary>
    public OrderHappening? Since(OrderSight told)
    {
        if (State != told.State) return OrderHappening.Moved;
        if (Gone != told.Gone) return OrderHappening.PartCancelled;
        if (told.Waiting is { } wait && Waiting is null) return wait == OrderWait.Cancellation ? OrderHappening.NotCancelled : OrderHappening.ProblemSettled;
        if (Refunded != told.Refunded) return OrderHappening.Refunded;
        return Late == told.Late ? null : Late ? OrderHappening.Late : OrderHappening.InTime;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{State}|{(Late ? 1 : 0)}|{Waiting}|{Refunding}|{Refunded}|{Gone}");
}
