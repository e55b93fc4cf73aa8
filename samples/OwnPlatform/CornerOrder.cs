using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;

namespace OwnPlatform;

/// <summary>A placed order. Its life follows from the clock, up to the moment it is cancelled.</summary>
internal sealed record CornerOrder(string Id, Quote Quote, DateTimeOffset PlacedAt)
{
    /// <summary>From the order to the door, at the least.</summary>
    public static readonly TimeSpan Takes = TimeSpan.FromMinutes(25);

    /// <summary>The promised window around the time at which it should be there.</summary>
    public static readonly (TimeSpan Before, TimeSpan After) Window = (TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));

    public DateTimeOffset? CancelledAt { get; init; }

    public bool Settled { get; init; }

    /// <summary>Units that were cancelled while the rest goes on.</summary>
    public IReadOnlyList<LineUnits> Gone { get; init; } = [];

    /// <summary>What was paid for those: given back, or kept as a fee.</summary>
    public Money PaidForGone { get; init; } = Money.Zero(CornerMenu.Currency);

    private DateTimeOffset Due
    {
        get
        {
            var (asQuoted, soonest) = (Quote.Delivery.From + Window.Before, PlacedAt + Takes);
            return asQuoted > soonest ? asQuoted : soonest;
        }
    }

    public IReadOnlyList<OrderStep> HistoryAt(DateTimeOffset now)
    {
        OrderStep[] plan =
        [
            new(OrderState.Placed, PlacedAt),
            new(OrderState.Accepted, PlacedAt.AddMinutes(1)),
            new(OrderState.Preparing, Due.AddMinutes(-20)),
            new(OrderState.Ready, Due.AddMinutes(-12)),
            new(OrderState.PickedUp, Due.AddMinutes(-10)),
            new(OrderState.Delivered, Due),
        ];
        return CancelledAt is { } cancelled
            ? [.. plan.TakeWhile(s => s.At <= cancelled), new OrderStep(OrderState.Cancelled, cancelled)]
            : [.. plan.TakeWhile(s => s.At <= now)];
    }

    public PlatformOrder At(DateTimeOffset now) => new(Id, HistoryAt(now), Quote.Delivery.Until, Due, Courier: null, LateReason: null) { Slip = CourierSlip.Of(Quote, Gone) };

    public bool IsWhole(IReadOnlyList<LineUnits> lines) => lines.Count == 0 || LineUnits.Sum(lines, []).SequenceEqual(LineUnits.Left(Quote, Gone));

    /// <summary>Free until the café begins, half of what was paid for it until the courier has it; then null.</summary>
    public CancellationTerms? TermsAt(DateTimeOffset now, IReadOnlyList<LineUnits> lines)
    {
        var paid = IsWhole(lines) ? Quote.Total - PaidForGone : LineShares.Of(Quote).Share(Gone, lines).Paid;
        Money? fee = HistoryAt(now)[^1].State switch
        {
            OrderState.Placed or OrderState.Accepted => Money.Zero(CornerMenu.Currency),
            OrderState.Preparing or OrderState.Ready => paid.Share(50_00),
            _ => null,
        };
        return fee is { } kept ? new CancellationTerms(kept, paid - kept) : null;
    }
}
