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

    /// <summary>On its way back, and not confirmed yet; null for nothing.</summary>
    public Money? Refunding { get; init; }

    /// <summary>Cancellation fees so far; null for none.</summary>
    public Money? Kept { get; init; }

    /// <summary>Units that were cancelled while the rest goes on, by line.</summary>
    public IReadOnlyList<LineUnits> Gone { get; init; } = [];

    /// <summary>What the platform was asked and has not answered yet; null for nothing.</summary>
    public OrderWait? Waiting { get; init; }

    /// <summary>The order that this one makes good; null for one that was paid for.</summary>
    public string? RemakeOf { get; init; }

    public OrderState State => History[^1].State;

    /// <summary>What the person has paid and neither got back, nor is getting back, nor lost as a fee.</summary>
    [JsonIgnore]
    public Money Left => Quote.Total - Refunded - (Refunding ?? Money.Zero(Refunded.Currency)) - (Kept ?? Money.Zero(Refunded.Currency));

    [JsonIgnore]
    public bool IsOpen => State is not (OrderState.Delivered or OrderState.Cancelled);
}
