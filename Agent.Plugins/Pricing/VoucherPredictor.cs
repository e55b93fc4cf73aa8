using Agent.Plugins.Platforms;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Pricing;

/// <summary>For a platform that publishes its vouchers' terms: asks for the stack that the arithmetic says is best, and believes the platform where it says otherwise.</summary>
internal sealed class VoucherPredictor(QuoteDesk desk, Language language)
{
    private const int MostStacks = 4;

    /// <param name="without">The platform's quote for the same request without vouchers.</param>
    /// <param name="subject">What that quote says the goods and fees are.</param>
    public async Task<PricedQuote> ImproveAsync(IPlatform platform, PricedQuote without, QuoteRequest request, IEnumerable<Voucher> vouchers, VoucherSubject subject, CancellationToken cancellationToken)
    {
        var candidates = vouchers.ToList();
        var best = without;
        for (var asked = 0; ; asked++)
        {
            var stack = VoucherStack.Best(candidates, subject);
            best = best with { BestFound = best.BestFound || stack.BestFound };
            if (stack.Vouchers.Count == 0 || without.Quote.Total - stack.Off >= best.Quote.Total) return best;
            if (asked == MostStacks) return best with { BestFound = true };
            var answer = await desk.AskAsync(platform, request with { Vouchers = stack.Vouchers }, cancellationToken);
            if (answer.Refusal is { Code: RefusalCode.Unavailable }) return best with { BestFound = true };
            if (answer.Value is { } quote && quote.Total < best.Quote.Total) best = best with { Quote = quote, Vouchers = stack.Vouchers };
            if (answer.Value is { } given && given.DiscountTotal >= stack.Off) return best;
            candidates.Remove(answer.Value is { } less ? FallenShort(stack, less, subject) : Refused(stack, answer.Refusal!));
        }
    }

    private Voucher Refused(VoucherStack stack, Refusal refusal) => stack.Vouchers.FirstOrDefault(v => v.Title.In(language) == refusal.Subject || v.Code == refusal.Subject) ?? stack.Vouchers[^1];

    private Voucher FallenShort(VoucherStack stack, Quote quote, VoucherSubject subject)
    {
        var predicted = VoucherArithmetic.Apply(stack.Vouchers, subject, language).Value ?? [];
        var fallen = predicted.FirstOrDefault(p => quote.Discounts.Where(d => d.VoucherCode == p.VoucherCode).Sum(d => d.Amount.Minor) < p.Amount.Minor);
        return stack.Vouchers.FirstOrDefault(v => v.Code == fallen?.VoucherCode) ?? stack.Vouchers[^1];
    }
}
