using Agent.Plugins.Pricing;

namespace Agent.Plugins.Orders;

/// <summary>What list_orders returns, newest first.</summary>
public sealed record OrderList(IReadOnlyList<OrderView> Orders);

/// <summary>An order as the person sees it; also what track_order returns.</summary>
/// <param name="Number">The short number that is printed and said: the last six characters of the id, in capitals.</param>
/// <param name="Minutes">From now to the expected arrival; null once it has ended.</param>
/// <param name="MinutesLate">How much later than promised it is expected; null while in time.</param>
public sealed record OrderView(
    string OrderId,
    string Number,
    OrderState State,
    Quote Quote,
    string PaymentMethod,
    IReadOnlyList<OrderStep> History,
    DateTimeOffset PlacedAt,
    DateTimeOffset PromisedBy,
    DateTimeOffset ExpectedAt,
    int? Minutes,
    int? MinutesLate,
    string? LateReason,
    string? Courier,
    Money Refunded)
{
    /// <summary>On its way back to where it was paid from, and not confirmed yet; null for nothing.</summary>
    public Money? Refunding { get; init; }

    /// <summary>What the platform was asked and has not answered yet; null for nothing.</summary>
    public OrderWait? Waiting { get; init; }

    /// <summary>Units that were cancelled while the rest goes on; null for none.</summary>
    public IReadOnlyList<LineUnits>? Gone { get; init; }

    /// <summary>Number of the order that this one makes good, at no charge; null for one that was paid for.</summary>
    public string? RemakeOf { get; init; }
}

/// <summary>What report_problem returns: the refund is already on its way to where the payment came from.</summary>
/// <param name="Pending">The platform or the gateway has not yet answered; it is asked again by key.</param>
public sealed record ProblemHandled(OrderView Order, Money Refund, bool Pending)
{
    /// <summary>The new order at no charge; null where nothing is made.</summary>
    public OrderView? Remake { get; init; }
}

/// <summary>What request_cancellation takes: units of one line.</summary>
/// <param name="Line">1 for the first line of the order.</param>
/// <param name="Units">All that are left when left out.</param>
public sealed record LineChoice(int Line, int? Units = null);
