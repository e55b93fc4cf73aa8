using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.Storage;

namespace Agent.Sandbox.Platforms;

/// <summary>
/// Cancelling, of the whole order or of some units, is free until the kitchen starts, then costs the platform's share of what was paid, and ends when the courier (or the person) has picked it up.
/// An order that is known to come late by the platform's own minutes is free to cancel until it is there.
/// </summary>
/// <remarks>Stock goes back with each unit, vouchers with the whole. A part bears its share of the discounts; fees of the order stay with what is left of it.</remarks>
internal sealed class CancellationDesk(PlatformProfile profile, SandboxClock clock)
{
    private readonly Answers<CancellationTerms> _answers = new(profile.Id, "cancel", WorldJson.Relaxed.CancellationTerms);

    public Outcome<CancellationTerms> TermsOf(ITransaction tx, string orderId, IReadOnlyList<LineUnits> lines)
    {
        if (OrderBook.Find(tx, profile.Id, orderId) is not { } order) return Refuse(RefusalCode.OrderUnknown, orderId);
        if (ShareOf(order) is not { } basisPoints) return Refuse(RefusalCode.OrderNotCancellable, order.Quote.StoreName);
        if (LineUnits.Check(order.Quote, order.Gone, lines) is { } unknown) return unknown with { Platform = profile.Name };
        var paid = IsWhole(order, lines) ? order.Left : LineShares.Of(order.Quote).Share(order.Gone, lines).Paid;
        var fee = paid.Share(basisPoints);
        return new CancellationTerms(fee, paid - fee) { EndedVouchers = IsWhole(order, lines) ? EndedVouchers(order) : null };
    }

    public Outcome<CancellationTerms> Cancel(ITransaction tx, string key, string orderId, IReadOnlyList<LineUnits> lines, Money mostFee)
    {
        if (_answers.Find(tx, key) is { } answer) return answer;
        var terms = TermsOf(tx, orderId, lines);
        if (!terms.Succeeded) return terms;
        if (terms.Value.Fee > mostFee) return Refuse(RefusalCode.PriceChanged) with { Amount = terms.Value.Fee };
        var order = OrderBook.Find(tx, profile.Id, orderId)!;
        var units = IsWhole(order, lines) ? LineUnits.Left(order.Quote, order.Gone) : lines;
        var paid = order with { Refunded = order.Refunded + terms.Value.Refund, Kept = order.Kept + terms.Value.Fee };
        OrderBook.Update(tx, profile.Id, IsWhole(order, lines) ? End(paid) : paid with { Gone = LineUnits.Sum(order.Gone, lines) });
        if (IsWhole(order, lines)) VoucherBook.GiveBack(tx, profile.Id, orderId);
        foreach (var part in units) StockBook.Take(tx, order.Quote.StoreId, order.Quote.Lines[part.Line - 1].ItemId, -part.Units);
        return _answers.Keep(tx, key, terms);
    }

    private static bool IsWhole(WorldOrder order, IReadOnlyList<LineUnits> lines) =>
        lines.Count == 0 || LineUnits.Sum(lines, []).SequenceEqual(LineUnits.Left(order.Quote, order.Gone));

    /// <summary>What the platform keeps at this moment, in hundredths of a percent; null once nothing can be cancelled.</summary>
    private int? ShareOf(WorldOrder order)
    {
        var seen = order.View(clock.GetCityNow());
        return seen.State switch
        {
            OrderState.Delivered or OrderState.Cancelled => null,
            _ when seen.LateReason is not null && seen.ExpectedAt - seen.PromisedBy >= profile.FreeWhenLateBy => 0,
            OrderState.Placed or OrderState.Accepted => 0,
            OrderState.Preparing or OrderState.Ready => profile.CancellationFeeBasisPoints,
            _ => null,
        };
    }

    private WorldOrder End(WorldOrder order)
    {
        var now = clock.GetCityNow();
        return order with { Plan = [.. order.HistoryAt(now), new OrderStep(OrderState.Cancelled, now > order.ToldUntil ? now : order.ToldUntil)] };
    }

    private string[]? EndedVouchers(WorldOrder order)
    {
        var now = clock.GetUtcNow();
        string[] ended = [.. order.Quote.Discounts.Select(d => d.VoucherCode).Where(c => profile.Vouchers.Any(h => h.Voucher.Code == c && h.Voucher.ValidUntil <= now))];
        return ended.Length == 0 ? null : ended;
    }

    private Refusal Refuse(RefusalCode code, string? subject = null) => new(code) { Subject = subject, Platform = profile.Name };
}
