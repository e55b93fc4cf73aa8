using System.Text.Json.Serialization;

namespace Agent.Plugins.Orders;

[JsonConverter(typeof(SnakeCaseEnumConverter<OrderState>))]
public enum OrderState
{
    /// <summary>Paid or placed with an answer still owed: it is asked for by key, never guessed.</summary>
    Pending,
    Placed,
    Accepted,
    Preparing,
    Ready,
    PickedUp,
    Delivered,
    Cancelled,
}

public sealed record OrderStep(OrderState State, DateTimeOffset At);
