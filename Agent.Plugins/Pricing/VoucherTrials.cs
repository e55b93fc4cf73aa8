using Agent.Plugins.Platforms;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Pricing;

/// <summary>For a platform that only prices: finds out by quotes what vouchers are worth. First each alone, then combinations of those that help: all of them where that stays within the bound, else the best is extended one by one.</summary>
internal sealed class VoucherTrials(QuoteDesk desk, IPlatform platform, QuoteRequest request, PricedQuote without)
{
    /// <summary>Quotes asked for one platform's basket at most, the one without vouchers included.</summary>
    public const int MostQuotes = 12;

    private int _left = MostQuotes - 1;
    private bool _incomplete;

    public async Task<PricedQuote> ImproveAsync(IReadOnlyList<Voucher> candidates, CancellationToken cancellationToken)
    {
        var alone = Better(await AskAsync(candidates.Select(v => new[] { v }), cancellationToken));
        if (alone.Count == 0) return without with { BestFound = _incomplete };
        Voucher[] helpful = [.. alone.Select(q => q.Vouchers[0])];
        var combinations = helpful.Length <= 4 ? Combinations(helpful) : [];
        if (helpful.Length <= 4 && combinations.Count <= _left)
        {
            var together = Better(await AskAsync(combinations, cancellationToken));
            return Best([.. alone, .. together]) with { BestFound = _incomplete };
        }

        _incomplete = true;
        return await ExtendAsync(alone[0], helpful, cancellationToken) with { BestFound = true };
    }

    private async Task<PricedQuote> ExtendAsync(PricedQuote best, Voucher[] helpful, CancellationToken cancellationToken)
    {
        while (_left > 0)
        {
            var longer = helpful.Where(v => !best.Vouchers.Contains(v) && CanJoin([.. best.Vouchers, v])).Select(v => best.Vouchers.Append(v).ToArray());
            var better = Better(await AskAsync(longer, cancellationToken));
            if (better.Count == 0 || better[0].Rank(without.Quote.Total).CompareTo(best.Rank(without.Quote.Total)) >= 0) return best;
            best = better[0];
        }

        return best;
    }

    private async Task<IReadOnlyList<PricedQuote>> AskAsync(IEnumerable<IReadOnlyList<Voucher>> stacks, CancellationToken cancellationToken)
    {
        var all = stacks.ToArray();
        if (all.Length > _left) (_incomplete, all) = (true, all[.._left]);
        _left -= all.Length;
        var answers = await Task.WhenAll(all.Select(stack => desk.AskAsync(platform, request with { Vouchers = stack }, cancellationToken)));
        if (answers.Any(a => a.Refusal is { Code: RefusalCode.Unavailable })) _incomplete = true;
        return [.. all.Zip(answers).Where(a => a.Second.Succeeded).Select(a => without with { Quote = a.Second.Value!, Vouchers = a.First })];
    }

    private List<PricedQuote> Better(IEnumerable<PricedQuote> quotes) => [.. quotes.Where(q => q.Quote.Total < without.Quote.Total).OrderBy(q => q.Rank(without.Quote.Total))];

    private PricedQuote Best(IReadOnlyList<PricedQuote> quotes) => quotes.MinBy(q => q.Rank(without.Quote.Total))!;

    private static List<Voucher[]> Combinations(Voucher[] of) =>
        [.. Enumerable.Range(1, (1 << of.Length) - 1).Select(mask => of.Where((_, i) => (mask >> i & 1) == 1).ToArray()).Where(c => c.Length > 1 && CanJoin(c))];

    /// <summary>False where known terms already say that two exclude each other.</summary>
    private static bool CanJoin(IReadOnlyList<Voucher> stack)
    {
        VoucherTerms[] known = [.. stack.Select(v => v.Terms).OfType<VoucherTerms>()];
        return known.Select((terms, i) => known.Take(i).All(terms.Joins)).All(joins => joins);
    }
}
