using System.Text.Json.Serialization;
using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;

namespace Agent.Sandbox.Platforms;

/// <summary>A quote with what was asked for.</summary>
internal sealed record KeptQuote(QuoteRequest Request, Quote Quote);

/// <summary>An order as the world keeps it: its timetable is made when it is placed, and only the clock moves it on.</summary>
internal sealed record WorldOrder
{
    public required string Id { get; init; }

    public required string PersonId { get; init; }

    public required Quote Quote { get; init; }

    /// <summary>Every state it will go through with when; the last is the delivery, or the cancellation once there is one.</summary>
    public required IReadOnlyList<OrderStep> Plan { get; init; }

    /// <summary>When it would come if nothing held the courier up.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>Null for pick-up.</summary>
    public string? Courier { get; init; }

    public LocalizedText? LateReason { get; init; }

    /// <summary>Numbers of the lines for which something else was packed, 1 for the first.</summary>
    public IReadOnlyList<int> WrongLines { get; init; } = [];

    /// <summary>Numbers of the lines that were put right, in whole or in part.</summary>
    public IReadOnlyList<int> SettledLines { get; init; } = [];

    /// <summary>Units that were cancelled while the rest goes on.</summary>
    public IReadOnlyList<LineUnits> Gone { get; init; } = [];

    /// <summary>Whether the one refund without proof has been given.</summary>
    public bool GoodwillUsed { get; init; }

    public Money Refunded { get; init; }

    /// <summary>Cancellation fees.</summary>
    public Money Kept { get; init; }

    /// <summary>What was paid and neither refunded nor kept as a fee.</summary>
    [JsonIgnore]
    public Money Left => Quote.Total - Refunded - Kept;

    /// <summary>Up to when its life has been told. A clock that is set back does not take it back.</summary>
    public DateTimeOffset ToldUntil { get; init; }

    public DateTimeOffset EndsAt => Plan[^1].At;

    public bool IsCancelled => Plan[^1].State == OrderState.Cancelled;

    public IReadOnlyList<OrderStep> HistoryAt(DateTimeOffset now)
    {
        var at = now > ToldUntil ? now : ToldUntil;
        return [.. Plan.Where((s, i) => i == 0 || s.At <= at)];
    }

    public OrderState StateAt(DateTimeOffset now) => HistoryAt(now)[^1].State;

    public PlatformOrder View(DateTimeOffset now)
    {
        var history = HistoryAt(now);
        var accepted = history.Any(s => s.State == OrderState.Accepted);
        // That the courier is held up is known once the courier is on the way.
        var late = LateReason is not null && history.Any(s => s.State == OrderState.PickedUp);
        return new PlatformOrder(Id, history, Quote.Delivery.Until, IsCancelled || late ? EndsAt : PlannedAt, accepted ? Courier : null, late ? LateReason : null) { Slip = CourierSlip.Of(Quote, Gone) };
    }
}
