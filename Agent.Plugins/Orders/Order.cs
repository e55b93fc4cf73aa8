using System.Text.Json.Serialization;
using Agent.Plugins.Pricing;

namespace Agent.Plugins.Orders;

/// <summary>A paid quote at a platform, with its life so far.</summary>
public sealed record Order
{
    public required string Id { get; init; }

    public required string PersonId { get; init; }

    public required string ConversationId { get; init; }

    /// <summary>Null while <see cref="OrderState.Pending"/>.</summary>
    public string? PlatformOrderId { get; init; }

    public required Quote Quote { get; init; }

    public required string PaymentMethod { get; init; }

    public required IReadOnlyList<OrderStep> History { get; init; }

    public required DateTimeOffset PromisedBy { get; init; }

    public required DateTimeOffset ExpectedAt { get; init; }

    public string? Courier { get; init; }

    public LocalizedText? LateReason { get; init; }

    /// <summary>All that has flowed back so far.</summary>
    public required Money Refunded { get; init; }

    public OrderState State => History[^1].State;

    [JsonIgnore]
    public bool IsOpen => State is not (OrderState.Delivered or OrderState.Cancelled);
}
