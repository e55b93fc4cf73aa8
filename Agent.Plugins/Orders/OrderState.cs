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

/// <summary>What an order waits for besides its delivery.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<OrderWait>))]
public enum OrderWait
{
    /// <summary>Whether all or a part of it is cancelled.</summary>
    Cancellation,

    /// <summary>What the platform grants for what was wrong.</summary>
    Problem,
}

public sealed record OrderStep(OrderState State, DateTimeOffset At);
