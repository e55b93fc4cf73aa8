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
/// What the platform can check, it checks: lines that are reported as wrong or missing and for which the store really packed something else are refunded in full, each once.
/// What it cannot check (missing, bad), it refunds once an order, up to <see cref="GoodwillLimit"/>. A wrong item that was right, and anything else, is noted and refunds nothing.
/// A line is worth what was paid for it: see <see cref="PaidShare"/>.
/// </remarks>
internal sealed class ProblemDesk(PlatformProfile profile, SandboxClock clock)
{
    private static readonly Money GoodwillLimit = new(3000, SandboxCatalogue.Currency);

    private readonly Answers<ProblemResolution> _answers = new(profile.Id, "problem", WorldJson.Relaxed.ProblemResolution);

    public Outcome<ProblemResolution> Report(ITransaction tx, string key, string orderId, ProblemReport report)
    {
        if (_answers.Find(tx, key) is { } answer) return answer;
        if (OrderBook.Find(tx, profile.Id, orderId) is not { } order) return Refuse(RefusalCode.OrderUnknown, orderId);
        if (order.IsCancelled) return Refuse(RefusalCode.ProblemReported, order.Quote.StoreName);
        if (order.StateAt(clock.GetUtcNow()) != OrderState.Delivered) return Refuse(RefusalCode.ProblemTooEarly, order.Quote.StoreName) with { At = order.View(clock.GetCityNow()).ExpectedAt };
        if (report.ItemIds.FirstOrDefault(id => order.Quote.Lines.All(l => l.ItemId != id)) is { } foreign) return Refuse(RefusalCode.ItemUnknown, foreign);

        int[] named = [.. Enumerable.Range(0, order.Quote.Lines.Count).Where(i => report.ItemIds.Count == 0 || report.ItemIds.Contains(order.Quote.Lines[i].ItemId))];
        int[] proven = report.Kind is ProblemKind.WrongItem or ProblemKind.MissingItem ? [.. named.Intersect(order.WrongLines)] : [];
        int[] open = [.. named.Except(order.RefundedLines)];
        if (open.Length == 0) return Refuse(RefusalCode.ProblemReported, order.Quote.StoreName);

        var goodwill = proven.Length == 0 && report.Kind is ProblemKind.MissingItem or ProblemKind.Quality;
        if (goodwill && order.GoodwillUsed) return Refuse(RefusalCode.ProblemReported, order.Quote.StoreName);
        int[] refunded = goodwill ? open : [.. open.Intersect(proven)];
        var refund = refunded.Aggregate(Money.Zero(order.Quote.Total.Currency), (sum, line) => sum + PaidShare(order.Quote, line));
        if (goodwill) refund = Money.Min(refund, GoodwillLimit);
        OrderBook.Update(tx, profile.Id, order with
        {
            RefundedLines = [.. order.RefundedLines, .. refunded],
            GoodwillUsed = order.GoodwillUsed || goodwill,
            Refunded = order.Refunded + refund,
        });
        return _answers.Keep(tx, key, new ProblemResolution(refund));
    }

    /// <summary>
    /// What was paid for a line: its total less its share of the discounts on goods, by value. Fees are not shared out, and discounts that exceed the goods covered fees.
    /// Shares are rounded on the running sum of the lines, half up as <see cref="Money.Share"/> rounds, so that together they are what was paid for the goods, to the last cent.
    /// </summary>
    internal static Money PaidShare(Quote quote, int line)
    {
        var (goods, before) = (quote.Subtotal.Minor, quote.Lines.Take(line).Sum(l => l.Total.Minor));
        if (goods == 0) return Money.Zero(quote.Total.Currency);
        var paid = goods - Math.Min(goods, quote.DiscountTotal.Minor);
        return new Money(Part(before + quote.Lines[line].Total.Minor) - Part(before), quote.Total.Currency);

        long Part(long upTo) => (long)((((Int128)paid * upTo * 2) + goods) / ((Int128)goods * 2));
    }

    private Refusal Refuse(RefusalCode code, string? subject = null) => new(code) { Subject = subject, Platform = profile.Name };
}
