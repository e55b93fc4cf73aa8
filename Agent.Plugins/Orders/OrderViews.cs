namespace Agent.Plugins.Orders;

/// <summary>Orders as people see them.</summary>
public static class OrderViews
{
    /// <summary>Characters of the short number that is printed and said.</summary>
    internal const int NumberLength = 6;

    public static OrderView Of(Order order, Language language, DateTimeOffset now) => new(
        order.Id,
        Number(order.Id),
        order.State,
        order.Quote,
        order.PaymentMethod,
        order.History,
        (order.History.FirstOrDefault(s => s.State == OrderState.Placed) ?? order.History[0]).At,
        order.PromisedBy,
        order.ExpectedAt,
        order.IsOpen ? (int)Math.Max(0, Math.Ceiling((order.ExpectedAt - now).TotalMinutes)) : null,
        IsLate(order) ? (int)Math.Ceiling((order.ExpectedAt - order.PromisedBy).TotalMinutes) : null,
        order.LateReason?.In(language),
        order.Courier,
        order.Refunded)
    {
        Refunding = order.Refunding,
        Waiting = order.Waiting,
        Gone = order.Gone.Count == 0 ? null : order.Gone,
        RemakeOf = order.RemakeOf is { } first ? Number(first) : null,
    };

    /// <summary>What of an order its recipient may read.</summary>
    public static SharedOrder Share(OrderView order) => new(
        order.OrderId,
        order.Quote.Delivery.Gift?.Recipient,
        order.Quote.StoreName,
        [.. LineUnits.Left(order.Quote, order.Gone ?? []).Select(u => (Line: order.Quote.Lines[u.Line - 1], u.Units)).Select(l => new SharedLine(l.Line.Name, l.Line.Choices, l.Units))],
        order.Quote.Delivery.Pickup,
        order.State,
        order.ExpectedAt,
        order.Minutes,
        order.LateReason,
        order.Courier);

    internal static string Number(string orderId) => orderId[Math.Max(0, orderId.Length - NumberLength)..].ToUpperInvariant();

    internal static bool IsLate(Order order) => order.State != OrderState.Cancelled && order.ExpectedAt > order.PromisedBy;
}
