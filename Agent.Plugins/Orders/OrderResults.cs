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
    Money Refunded);

/// <summary>What report_problem returns: the refund is already on its way to where the payment came from.</summary>
/// <param name="Pending">The gateway has not yet answered; it is asked again by key.</param>
public sealed record ProblemHandled(OrderView Order, Money Refund, bool Pending);
