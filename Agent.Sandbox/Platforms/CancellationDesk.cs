using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.Storage;

namespace Agent.Sandbox.Platforms;

/// <summary>Cancelling is free until the kitchen starts, then costs the platform's share of the total, and ends when the courier (or the person) has picked it up. Vouchers and stock go back.</summary>
internal sealed class CancellationDesk(PlatformProfile profile, SandboxClock clock)
{
    private readonly Answers<CancellationTerms> _answers = new(profile.Id, "cancel", WorldJson.Relaxed.CancellationTerms);

    public Outcome<CancellationTerms> TermsOf(ITransaction tx, string orderId)
    {
        if (OrderBook.Find(tx, profile.Id, orderId) is not { } order) return Refuse(RefusalCode.OrderUnknown, orderId);
        var total = order.Quote.Total;
        Money? fee = order.StateAt(clock.GetUtcNow()) switch
        {
            OrderState.Placed or OrderState.Accepted => Money.Zero(total.Currency),
            OrderState.Preparing or OrderState.Ready => total.Share(profile.CancellationFeeBasisPoints),
            _ => null,
        };
        return fee is { } kept ? new CancellationTerms(kept, total - kept) : Refuse(RefusalCode.OrderNotCancellable, order.Quote.StoreName);
    }

    public Outcome<CancellationTerms> Cancel(ITransaction tx, string key, string orderId, Money mostFee)
    {
        if (_answers.Find(tx, key) is { } answer) return answer;
        var terms = TermsOf(tx, orderId);
        if (!terms.Succeeded) return terms;
        if (terms.Value.Fee > mostFee) return Refuse(RefusalCode.PriceChanged) with { Amount = terms.Value.Fee };
        var order = OrderBook.Find(tx, profile.Id, orderId)!;
        var now = clock.GetCityNow();
        OrderBook.Update(tx, profile.Id, order with { Plan = [.. order.HistoryAt(now), new OrderStep(OrderState.Cancelled, now > order.ToldUntil ? now : order.ToldUntil)] });
        VoucherBook.GiveBack(tx, profile.Id, orderId);
        foreach (var line in order.Quote.Lines) StockBook.Take(tx, order.Quote.StoreId, line.ItemId, -line.Quantity);
        return _answers.Keep(tx, key, terms);
    }

    private Refusal Refuse(RefusalCode code, string? subject = null) => new(code) { Subject = subject, Platform = profile.Name };
}
