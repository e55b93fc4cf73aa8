using System.ComponentModel;
using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;

namespace Agent.Plugins;

/// <summary>Placed orders: where they are, and what can be done about them.</summary>
public sealed class OrderPlugin(TurnContext turn, IDatabase database, OrderTracker tracker, CancellationQuestions questions, Cancellations cancellations, BasketEditor baskets)
{
    private const int LongestNote = 500;

    [Description("Lists the person's orders, newest first.")]
    public async Task<Outcome<OrderList>> ListOrders([Description("Only those still on their way.")] bool? openOnly = null, CancellationToken cancellationToken = default)
    {
        var orders = await database.ReadAsync(tx => OrderStore.List(tx, turn.PersonId), cancellationToken);
        return new OrderList([.. orders.Where(o => o.IsOpen || openOnly != true).Select(View)]);
    }

    [Description("Shows where an order is now.")]
    public async Task<Outcome<OrderView>> TrackOrder([Description("Id or number of the order; the latest when left out.")] string? orderId = null, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(orderId, _ => true, cancellationToken) is not { } order) return RefusalCode.OrderUnknown;
        return View(await tracker.RefreshAsync(order, cancellationToken));
    }

    [Description("What may be told to whoever receives an order: what is coming, from which store, when, and where it is now. It has no amount in it, and a text made from it shall have none.")]
    public async Task<Outcome<SharedOrder>> ShareOrder([Description("Id or number of the order; the latest when left out.")] string? orderId = null, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(orderId, _ => true, cancellationToken) is not { } order) return RefusalCode.OrderUnknown;
        return OrderViews.Share(View(await tracker.RefreshAsync(order, cancellationToken)));
    }

    [Description("Asks the person to cancel an order or some of its lines, with what it costs and what comes back. It opens a question that only the person can answer; it cancels nothing.")]
    public async Task<Outcome<CancellationAsked>> RequestCancellation(
        [Description("Id or number of the order; the latest that is still on its way when left out.")] string? orderId = null,
        [Description("Lines of the order by number, 1 for the first, each with how many units; the whole order when left out.")] IReadOnlyList<LineChoice>? lines = null,
        CancellationToken cancellationToken = default) =>
        await FindAsync(orderId, o => o.IsOpen, cancellationToken) is { } order ? await questions.AskAsync(turn, order, lines ?? [], cancellationToken) : RefusalCode.OrderUnknown;

    [Description("Reports a delivered order, or some of its lines, as wrong. The platform grants what it can: the same once more at no charge, or money back, which flows by itself.")]
    public async Task<Outcome<ProblemHandled>> ReportProblem(
        [Description("What is wrong.")] ProblemKind kind,
        [Description("Id or number of the order; the latest when left out.")] string? orderId = null,
        [Description("Numbers of the lines it is about, 1 for the first; the whole order when left out.")] IReadOnlyList<int>? lines = null,
        [Description("What the person would rather have, in the person's own words and never by assumption; left out, it is refused with the question to ask.")] ProblemWish? wish = null,
        [Description("The person's own words.")] string? note = null,
        CancellationToken cancellationToken = default)
    {
        if (note?.Length > LongestNote) return new Refusal(RefusalCode.NoteTooLong) { Count = LongestNote };
        if (await FindAsync(orderId, _ => true, cancellationToken) is not { } order) return RefusalCode.OrderUnknown;
        int[] named = [.. (lines ?? []).Distinct().Order()];
        if (LineUnits.Check(order.Quote, order.Gone, [.. named.Select(l => new LineUnits(l, 1))]) is { } unknown) return unknown;
        return wish is { } chosen
            ? await cancellations.ReportAsync(turn, order.Id, new ProblemReport(kind, named, chosen, note), cancellationToken)
            : RefusalCode.WishNeeded;
    }

    [Description("Puts what an earlier order had into the basket, in place of what is in it now. Prices are those of today.")]
    public async Task<Outcome<BasketView>> Reorder([Description("Id or number of the order; the latest when left out.")] string? orderId = null, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(orderId, _ => true, cancellationToken) is not { } order) return orderId is null ? RefusalCode.NothingToRepeat : RefusalCode.OrderUnknown;
        return await baskets.ChangeAsync(turn, _ => Task.FromResult<Outcome<Basket>>(Repeat(order.Quote)), cancellationToken);
    }

    private static Basket Repeat(Quote quote) => new()
    {
        StoreId = quote.StoreId,
        Lines = OrderedBasket.LinesOf(quote),
        Delivery = new Delivery(quote.Delivery.Pickup ? null : quote.Delivery.AddressId, quote.Delivery.Pickup, null) { Gift = quote.Delivery.Gift is { } gift ? new GiftWish(true, gift.Recipient) : null },
        Note = quote.Note,
    };

    private async Task<Order?> FindAsync(string? orderId, Func<Order, bool> latest, CancellationToken cancellationToken)
    {
        var orders = await database.ReadAsync(tx => orderId is not null && OrderStore.Find(tx, turn.PersonId, orderId) is { } exact ? [exact] : OrderStore.List(tx, turn.PersonId), cancellationToken);
        return orderId is null
            ? orders.FirstOrDefault(latest)
            : orders.FirstOrDefault(o => o.Id == orderId || o.Id.EndsWith(orderId, StringComparison.OrdinalIgnoreCase) && orderId.Length == OrderViews.NumberLength);
    }

    private OrderView View(Order order) => OrderViews.Of(order, turn.Language, turn.Now);
}
