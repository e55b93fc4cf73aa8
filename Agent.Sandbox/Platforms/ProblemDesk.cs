using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.Storage;

namespace Agent.Sandbox.Platforms;

/// <summary>Settles reports on delivered orders by rule.</summary>
/// <remarks>
/// What the platform can check, it checks: lines that are reported as wrong or missing and for which the store really packed something else are put right, each once:
/// made once more where that is wished and the store can, refunded in full otherwise.
/// What it cannot check (missing, bad), it refunds once an order, up to <see cref="GoodwillLimit"/>. A wrong item that was right, and anything else, is noted and refunds nothing.
/// A line is worth what was paid for it: see <see cref="LineShares"/>.
/// </remarks>
internal sealed class ProblemDesk(PlatformProfile profile, QuoteDesk quotes, SandboxClock clock, IdSource ids)
{
    private static readonly Money GoodwillLimit = new(3000, SandboxCatalogue.Currency);

    private readonly Answers<ProblemResolution> _answers = new(profile.Id, "problem", WorldJson.Relaxed.ProblemResolution);

    public Outcome<ProblemResolution> Report(ITransaction tx, string key, string orderId, ProblemReport report)
    {
        if (_answers.Find(tx, key) is { } answer) return answer;
        if (OrderBook.Find(tx, profile.Id, orderId) is not { } order) return Refuse(RefusalCode.OrderUnknown, orderId);
        if (order.IsCancelled) return Refuse(RefusalCode.ProblemReported, order.Quote.StoreName);
        if (order.StateAt(clock.GetUtcNow()) != OrderState.Delivered) return Refuse(RefusalCode.ProblemTooEarly, order.Quote.StoreName) with { At = order.View(clock.GetCityNow()).ExpectedAt };
        if (LineUnits.Check(order.Quote, order.Gone, [.. report.Lines.Select(l => new LineUnits(l, 1))]) is { } foreign) return foreign with { Platform = profile.Name };

        var left = LineUnits.Left(order.Quote, order.Gone);
        LineUnits[] open = [.. left.Where(u => (report.Lines.Count == 0 || report.Lines.Contains(u.Line)) && !order.SettledLines.Contains(u.Line))];
        if (open.Length == 0) return Refuse(RefusalCode.ProblemReported, order.Quote.StoreName);
        LineUnits[] proven = report.Kind is ProblemKind.WrongItem or ProblemKind.MissingItem ? [.. open.Where(u => order.WrongLines.Contains(u.Line))] : [];

        var goodwill = proven.Length == 0 && report.Kind is ProblemKind.MissingItem or ProblemKind.Quality;
        if (goodwill && order.GoodwillUsed) return Refuse(RefusalCode.ProblemReported, order.Quote.StoreName);
        var settled = goodwill ? open : proven;
        var remake = !goodwill && settled.Length > 0 && report.Wish == ProblemWish.Remake ? Remake(tx, order, settled) : null;
        var refund = remake is null ? Money.Min(LineShares.Of(order.Quote).Share(order.Gone, settled).Paid, order.Left) : Money.Zero(order.Quote.Total.Currency);
        if (goodwill) refund = Money.Min(refund, GoodwillLimit);
        OrderBook.Update(tx, profile.Id, order with
        {
            SettledLines = [.. order.SettledLines, .. settled.Select(u => u.Line)],
            GoodwillUsed = order.GoodwillUsed || goodwill,
            Refunded = order.Refunded + refund,
        });
        return _answers.Keep(tx, key, new ProblemResolution(refund, remake));
    }

    /// <summary>The same once more, at no charge; null where the store is closed, or no longer has it.</summary>
    private Placement? Remake(ITransaction tx, WorldOrder order, IReadOnlyList<LineUnits> units)
    {
        if (QuoteBook.Find(tx, profile.Id, order.Quote.Id) is not { } kept) return null;
        var now = clock.GetCityNow();
        var request = kept.Request with { At = null, Lines = [.. units.Select(u => kept.Request.Lines[u.Line - 1] with { Quantity = u.Units })] };
        var none = Money.Zero(order.Quote.Total.Currency);
        var quote = order.Quote with
        {
            Id = ids.Next("qt"),
            Lines = [.. units.Select(u => order.Quote.Lines[u.Line - 1] with { Quantity = u.Units, UnitPrice = none })],
            Fees = [],
            Discounts = [],
            Total = none,
        };
        if (quotes.CheckCanMake(tx, request) is not null) return null;
        var timetable = quotes.TimetableOf(tx, kept);
        quote = quote with { Delivery = quotes.PromiseNow(tx, request) };
        var plan = timetable.Plan(ids.Next("po"), order.PersonId, quote, null, now, late: false);
        OrderBook.Add(tx, profile.Id, plan);
        QuoteBook.Save(tx, profile.Id, new KeptQuote(request, quote));
        foreach (var line in quote.Lines) StockBook.Take(tx, quote.StoreId, line.ItemId, line.Quantity);
        return new Placement(plan.Id, quote.Delivery.Until);
    }

    private Refusal Refuse(RefusalCode code, string? subject = null) => new(code) { Subject = subject, Platform = profile.Name };
}
