using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Pricing;
using Agent.Sandbox.Catalogue;

namespace Agent.Sandbox.Platforms;

/// <summary>
/// How long each leg of an order takes. The platform's pace is stretched to the store's usual minutes; a store lists its zones nearest first, and each one further adds to the ride.
/// An order for pick-up ends when it is collected, some time after it is ready.
/// </summary>
internal sealed record Timetable(TimeSpan Accept, TimeSpan Prepare, TimeSpan PickUp, TimeSpan Ride)
{
    private static readonly TimeSpan PerZone = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Collecting = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LateBy = TimeSpan.FromMinutes(15);

    private static readonly LocalizedText HeldUp = new("The courier is held up in traffic.", "骑手遇到交通拥堵。", "Der Kurier steckt im Verkehr fest.");

    /// <summary>The most that the kitchen and courier can hurry.</summary>
    private const int HurryFactor = 5;

    public TimeSpan Whole => Accept + Prepare + PickUp + Ride;

    /// <summary>The least time from placing to the door.</summary>
    public TimeSpan Least => Whole / HurryFactor;

    /// <param name="zone">Null for pick-up.</param>
    public static Timetable Of(Pace pace, Store store, string? zone)
    {
        var minute = TimeSpan.FromMinutes((double)store.UsualMinutes / (pace.Accept + pace.Prepare + pace.PickUp + pace.Ride));
        return zone is null
            ? new Timetable(minute * pace.Accept, minute * pace.Prepare, TimeSpan.Zero, Collecting)
            : new Timetable(minute * pace.Accept, minute * pace.Prepare, minute * pace.PickUp, (minute * pace.Ride) + (PerZone * Math.Max(0, store.Zones.ToList().IndexOf(zone))));
    }

    /// <summary>Plans an order so that it comes as soon as it can or at its wished time, and within the promised window.</summary>
    public WorldOrder Plan(string orderId, string personId, Quote quote, DateTimeOffset? wished, DateTimeOffset placedAt, bool late)
    {
        var end = wished ?? Earlier(placedAt + Whole, quote.Delivery.Until);
        if (end < placedAt + Least) end = placedAt + Least;
        var hurry = (end - placedAt) / Whole is var share and < 1 ? share : 1;
        var start = end - (Whole * hurry);
        var delay = late && !quote.Delivery.Pickup ? quote.Delivery.Until + LateBy - end : TimeSpan.Zero;
        var ready = start + ((Accept + Prepare) * hurry);
        List<OrderStep> plan =
        [
            new(OrderState.Placed, placedAt),
            new(OrderState.Accepted, placedAt + (Accept * hurry / 2)),
            new(OrderState.Preparing, start + (Accept * hurry)),
            new(OrderState.Ready, ready),
        ];
        if (!quote.Delivery.Pickup) plan.Add(new OrderStep(OrderState.PickedUp, ready + (PickUp * hurry)));
        plan.Add(new OrderStep(OrderState.Delivered, end + delay));
        return new WorldOrder
        {
            Id = orderId,
            PersonId = personId,
            Quote = quote,
            Plan = [.. plan.Select(s => s with { At = WholeSecond(s.At, placedAt) })],
            PlannedAt = WholeSecond(end, placedAt),
            Courier = quote.Delivery.Pickup ? null : Couriers.For(orderId),
            LateReason = delay > TimeSpan.Zero ? HeldUp : null,
            Refunded = Money.Zero(quote.Total.Currency),
            Kept = Money.Zero(quote.Total.Currency),
            ToldUntil = placedAt,
        };
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>Without fractions, never before <paramref name="least"/>.</summary>
    private static DateTimeOffset WholeSecond(DateTimeOffset time, DateTimeOffset least)
    {
        var whole = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
        return whole < least ? least : whole;
    }
}
