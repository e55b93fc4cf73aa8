using System.Text.Json.Serialization;

namespace Agent.Plugins.Orders;

/// <summary>A change that the order's person is told unasked.</summary>
/// <param name="Before">The state last told.</param>
/// <param name="FreeToCancel">It has just become known that it will miss its promise, and its platform would cancel it free of charge.</param>
public sealed record OrderNews(Order Order, OrderState Before, OrderHappening What, bool FreeToCancel);

[JsonConverter(typeof(SnakeCaseEnumConverter<OrderHappening>))]
public enum OrderHappening
{
    /// <summary>Into another state.</summary>
    Moved,

    /// <summary>It will miss its promise.</summary>
    Late,

    /// <summary>It will keep its promise after all.</summary>
    InTime,

    /// <summary>A refund that was on its way has arrived.</summary>
    Refunded,

    /// <summary>Units of it, which had waited for the platform's answer.</summary>
    PartCancelled,

    /// <summary>The platform lets it go on.</summary>
    NotCancelled,

    /// <summary>The platform has answered a report.</summary>
    ProblemSettled,
}
