using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;
using Agent.Wording;

namespace Agent.Express.Scripts;

/// <summary>One thing that several stores sell: the store is chosen by what the order would cost there with every fee and voucher, or by when it would arrive.</summary>
internal static class StoreChoice
{
    /// <summary>Each candidate is priced on every platform.</summary>
    private const int Most = 3;

    /// <returns>Null where it could not be decided; the person is asked then.</returns>
    public static async Task<MenuHit?> Best(ExpressTurn turn, ItemSearch search, IReadOnlyList<MenuHit> pool)
    {
        if (turn.Utterance.TouchesDelivery)
        {
            // What is wrong with the address or the time is said once the item is chosen.
            if (!(await DeliveryScript.Set(turn)).Ok) return null;
        }
        else if (turn.State.Basket?.Delivery is not ({ AddressId: not null } or { Pickup: true }))
        {
            return null;
        }

        List<MenuHit> candidates = [.. pool.OrderBy(h => h.From.Minor).ThenBy(h => h.ItemId, StringComparer.Ordinal).Take(Most)];
        var asked = new List<Task<Reply<Comparison>>>(candidates.Count);
        foreach (var candidate in candidates)
        {
            if (OptionChoice.Plain(candidate, search.Wish, search.BareOnly) is not { } choices) return null;
            IReadOnlyList<BasketLine> lines = [new("1", candidate.ItemId, choices, (int)Math.Clamp(search.Wish.Quantity ?? 1, 0, int.MaxValue))];
            asked.Add(turn.Call<Comparison>("compare_prices", ("lines", lines), ("prefer", turn.Utterance.Prefer)));
        }

        var priced = new List<(MenuHit Item, ComparedQuote First)>(candidates.Count);
        for (var i = 0; i < candidates.Count; i++)
            if ((await asked[i]).Value is { Ranked: [var first, ..] }) priced.Add((candidates[i], first));
        if (priced.Count == 0) return null;

        // Stable: equals stay in the order of their list prices.
        priced = [.. priced.OrderBy(p => Rank(turn.Utterance.Prefer, p.First)).ThenBy(p => p.First.Quote.Total.Minor)];
        turn.SayText(turn.Word("item.compared", ("item", search.Wish.FullWords), ("stores", string.Join(turn.Language == Plugins.Language.Chinese ? "；" : "; ", priced.Select(p => Told(turn, p.First)))), ("store", priced[0].Item.StoreName)) + "\n");
        return priced[0].Item;
    }

    private static long Rank(Preference? prefer, ComparedQuote quote) => prefer switch
    {
        Preference.Fastest => quote.Minutes,
        Preference.BestRated => -quote.Rating,
        _ => quote.Quote.Total.Minor,
    };

    private static string Told(ExpressTurn turn, ComparedQuote first) =>
        turn.Word("item.compared_at", ("store", first.Quote.StoreName), ("platform", first.Quote.PlatformName), ("total", turn.Amount(first.Quote.Total)), ("time", Phrases.Clock(Explanation.Local(turn, first.Quote.Delivery.Until))));
}
