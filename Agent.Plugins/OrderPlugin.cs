using System.ComponentModel;
using System.Globalization;
using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;

namespace Agent.Plugins;

/// <summary>Placed orders: where they are, and what can be done about them.</summary>
public sealed class OrderPlugin(TurnContext turn, IDatabase database, PlatformDirectory platforms, OrderTracker tracker, Cancellations cancellations, BasketEditor baskets)
{
    private const int LongestNote = 500;

    /// <summary>How long a question to cancel stays open; the platform's terms change as the order moves on.</summary>
    private static readonly TimeSpan CancelConsentLife = TimeSpan.FromMinutes(5);

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

    [Description("Asks the person to cancel an order, with what it costs and what comes back. It opens a question that only the person can answer; it cancels nothing.")]
    public async Task<Outcome<CancellationAsked>> RequestCancellation([Description("Id or number of the order; the latest that is still on its way when left out.")] string? orderId = null, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(orderId, o => o.IsOpen, cancellationToken) is not { } order) return RefusalCode.OrderUnknown;
        if (!order.IsOpen || order.PlatformOrderId is not { } platformOrderId) return new Refusal(RefusalCode.OrderNotCancellable) { Platform = order.Quote.PlatformName };
        if (platforms.Find(order.Quote.PlatformId) is not { } platform) return Unavailable(order);
        var answer = await platforms.AskAsync(platform, (p, token) => p.GetCancellationTermsAsync(platformOrderId, token), cancellationToken);
        if (!answer.Answered) return Unavailable(order);
        if (!answer.Value.Succeeded) return answer.Value.Refusal with { Platform = answer.Value.Refusal.Platform ?? order.Quote.PlatformName };
        var terms = answer.Value.Value;
        if (terms.Fee.Minor < 0 || terms.Refund.Minor < 0 || terms.Fee + terms.Refund != order.Quote.Total - order.Refunded)
            throw new ShopException("terms_inconsistent", $"{order.Quote.PlatformName} gave a fee and a refund that do not add up to what was paid, so nothing was cancelled.") { Subject = order.Quote.PlatformName };

        var now = turn.Now;
        var request = new ConsentRequest(turn.Ids.Next("cns"), ConsentPurpose.Cancel, order.Id, CancellationHash.Compute(order, terms.Fee), terms.Fee, order.PaymentMethod, now + CancelConsentLife);
        await database.WriteAsync(
            tx =>
            {
                ConsentBook.Ask(tx, turn.PersonId, turn.ConversationId, request, now);
                return true;
            },
            cancellationToken);
        return new CancellationAsked(request, View(order), terms.Fee, terms.Refund);
    }

    [Description("Reports a delivered order as wrong. What the platform grants flows back by itself.")]
    public async Task<Outcome<ProblemHandled>> ReportProblem(
        [Description("What is wrong.")] ProblemKind kind,
        [Description("Id or number of the order; the latest when left out.")] string? orderId = null,
        [Description("Ids of the items it is about; the whole order when left out.")] string[]? itemIds = null,
        [Description("The person's own words.")] string? note = null,
        CancellationToken cancellationToken = default)
    {
        if (note?.Length > LongestNote) return new Refusal(RefusalCode.NoteTooLong) { Count = LongestNote };
        if (await FindAsync(orderId, _ => true, cancellationToken) is not { } order) return RefusalCode.OrderUnknown;
        var items = itemIds ?? [];
        if (items.FirstOrDefault(i => order.Quote.Lines.All(l => l.ItemId != i)) is { } unknown)
            return new Refusal(RefusalCode.ItemUnknown) { Subject = unknown, Choices = [.. order.Quote.Lines.Select(l => l.Name)] };

        return await cancellations.ReportAsync(turn, order.Id, new ProblemReport(kind, items, note), cancellationToken);
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
        Lines = [.. quote.Lines.Select((l, i) => new BasketLine((i + 1).ToString(CultureInfo.InvariantCulture), l.ItemId, l.ChoiceIds, l.Quantity))],
        Delivery = new Delivery(quote.Delivery.Pickup ? null : quote.Delivery.AddressId, quote.Delivery.Pickup, null),
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

    private static Refusal Unavailable(Order order) => new(RefusalCode.Unavailable) { Platform = order.Quote.PlatformName };
}
