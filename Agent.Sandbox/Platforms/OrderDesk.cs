using Agent.Plugins;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.Storage;

namespace Agent.Sandbox.Platforms;

/// <summary>Takes quoted orders and follows them. Every key is answered once; a quote becomes one order at most.</summary>
internal sealed class OrderDesk(PlatformProfile profile, QuoteDesk quotes, PlatformVouchers vouchers, LiveMenus menus, Faults faults, SandboxClock clock, IdSource ids)
{
    private readonly Answers<Placement> _answers = new(profile.Id, "place", WorldJson.Relaxed.Placement);

    public Outcome<Placement> Place(ITransaction tx, PlaceRequest request) =>
        _answers.Find(tx, request.Key) ?? _answers.Keep(tx, request.Key, PlaceNew(tx, request));

    /// <summary>An abandoned key is answered as if its quote had run out.</summary>
    public Placement? Abandon(ITransaction tx, string key) =>
        _answers.Find(tx, key) is { } answer ? answer.Value : _answers.Keep(tx, key, Refuse(RefusalCode.QuoteExpired)).Value;

    public PlatformOrder? Track(ITransaction tx, string orderId) => OrderBook.Find(tx, profile.Id, orderId)?.View(clock.GetCityNow());

    /// <summary>Whether tracking now tells more than was told before, so that it must be kept first.</summary>
    public bool TellsMore(ITransaction tx, string orderId) =>
        OrderBook.Find(tx, profile.Id, orderId) is { } order && order.HistoryAt(clock.GetUtcNow()).Count > order.HistoryAt(order.ToldUntil).Count;

    public PlatformOrder? Tell(ITransaction tx, string orderId)
    {
        if (OrderBook.Find(tx, profile.Id, orderId) is not { } order) return null;
        var now = clock.GetCityNow();
        if (now > order.ToldUntil) OrderBook.Update(tx, profile.Id, order with { ToldUntil = now });
        return order.View(now);
    }

    private Outcome<Placement> PlaceNew(ITransaction tx, PlaceRequest request)
    {
        if (QuoteBook.Find(tx, profile.Id, request.QuoteId) is not { } kept || kept.Request.PersonId != request.PersonId) return Refuse(RefusalCode.QuoteUnknown);
        var quote = kept.Quote;
        if (clock.GetUtcNow() >= quote.ExpiresAt) return Refuse(RefusalCode.QuoteExpired) with { At = quote.ExpiresAt };
        if (request.Total != quote.Total) return Refuse(RefusalCode.PriceChanged) with { Amount = quote.Total };
        if (menus.Find(tx, profile.Id, quote.StoreId) is { } menu) faults.Strike(profile.Id, menu.Store, quote.Lines[0].ItemId, clock.GetCityNow());
        if (quotes.CheckStillHolds(tx, kept) is { } broken) return broken;

        if (quote.Discounts.Select(d => vouchers.CheckAgain(tx, request.PersonId, d.VoucherCode, d.Title)).FirstOrDefault(r => r is not null) is { } spent) return spent;

        var order = quotes.TimetableOf(tx, kept).Plan(ids.Next("po"), request.PersonId, quote, kept.Request.At, clock.GetCityNow(), faults.IsOn(Faults.CourierLate));
        if (faults.IsOn(Faults.WrongItem)) order = order with { WrongLines = [1] };
        if (!OrderBook.Add(tx, profile.Id, order)) return Refuse(RefusalCode.QuoteExpired);
        foreach (var discount in quote.Discounts.Where(d => vouchers.IsOwn(request.PersonId, d.VoucherCode))) VoucherBook.Redeem(tx, request.PersonId, discount.VoucherCode, profile.Id, order.Id);
        foreach (var line in quote.Lines) StockBook.Take(tx, quote.StoreId, line.ItemId, line.Quantity);
        return new Placement(order.Id, quote.Delivery.Until);
    }

    private Refusal Refuse(RefusalCode code, string? subject = null) => new(code) { Subject = subject, Platform = profile.Name };
}
