using Agent.Plugins.Baskets;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Pricing;

/// <summary>Holds the platforms' best quotes for one basket against each other. The same answers give the same comparison, whichever comes first.</summary>
internal sealed class PriceComparer(TurnContext turn, PlatformDirectory directory, StoreMenus menus, IDatabase database)
{
    private const int MostSimilar = 3;

    public async Task<Comparison> CompareAsync(Basket basket, Address? address, IReadOnlyList<IPlatform> on, Preference prefer, bool similar, string method, CancellationToken cancellationToken)
    {
        // Asked for at once, so that a silent platform is waited for but once.
        var listing = menus.GetAsync(turn, basket.StoreId!, cancellationToken);
        var held = await HeldVouchers.GatherAsync(turn, directory, database, cancellationToken);
        await listing;
        var pricer = new StorePricer(turn, directory, menus, held, method);
        var answers = await pricer.PriceAsync(basket, address, on, cancellationToken);
        var ranked = Ranking.Rank(Comparable(answers), prefer, turn.Now);
        var others = answers.Where(a => ranked.All(r => r.Quote.PlatformId != a.Platform.Id)).Select(a => new NotOffered(a.Platform.Id, a.Platform.Name, a.Answer.Refusal ?? QuoteDesk.Unavailable(a.Platform)));
        var alike = similar ? await PriceSimilarAsync(pricer, basket, address, on, ranked.Count > 0 ? ranked[0] : null, cancellationToken) : [];
        return new Comparison(prefer, ranked, [.. others], alike)
        {
            OtherMethods = [.. held.Free.SelectMany(v => v.Terms?.Methods ?? []).Where(m => m != method).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
    }

    private async Task<IReadOnlyList<ComparedQuote>> PriceSimilarAsync(StorePricer pricer, Basket basket, Address? address, IReadOnlyList<IPlatform> on, ComparedQuote? asked, CancellationToken cancellationToken)
    {
        var baskets = await new SimilarBaskets(turn, directory, menus).FindAsync(basket, address?.Zone, cancellationToken);
        var stores = await Task.WhenAll(baskets.Select(b => pricer.PriceAsync(b, address, on, cancellationToken)));
        var best = stores.Select(answers => Comparable(answers).OrderBy(q => q.Quote.Total.Minor).ThenBy(q => q.Quote.Delivery.Until).ThenBy(q => q.Quote.PlatformId, StringComparer.Ordinal).FirstOrDefault()).OfType<PricedQuote>();
        var comparable = best.Where(q => asked is null || q.Quote.Total.Currency == asked.Quote.Total.Currency).ToArray();
        return Ranking.RankSimilar(comparable.Where(q => q.Quote.Total.Currency == comparable[0].Quote.Total.Currency), MostSimilar, asked, turn.Now);
    }

    /// <summary>Amounts in two currencies cannot be ranked: those in the first platform's stay.</summary>
    private static IEnumerable<PricedQuote> Comparable(IReadOnlyList<PlatformPrice> answers)
    {
        var quotes = answers.Select(a => a.Answer.Value).OfType<PricedQuote>().ToArray();
        return quotes.Where(q => q.Quote.Total.Currency == quotes[0].Quote.Total.Currency);
    }
}
