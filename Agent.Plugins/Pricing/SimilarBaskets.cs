using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Platforms;

namespace Agent.Plugins.Pricing;

/// <summary>The same wish at other stores: for every line an item of the same kind that has the same options.</summary>
internal sealed class SimilarBaskets(TurnContext turn, PlatformDirectory platforms, StoreMenus menus)
{
    /// <summary>Stores that are priced; of those that have everything, the ones with the lowest list price.</summary>
    private const int MostStores = 6;

    private const int MostItemsOfASearch = 200;

    public async Task<IReadOnlyList<Basket>> FindAsync(Basket basket, string? zone, CancellationToken cancellationToken)
    {
        var own = await menus.GetAsync(turn, basket.StoreId!, cancellationToken);
        var wanted = basket.Lines.Select(l => own.FindItem(l.ItemId)).OfType<MenuItem>().ToArray();
        if (wanted.Length < basket.Lines.Count || wanted.Length == 0) return [];
        var stores = await FindStoresAsync(wanted, zone, cancellationToken);
        var found = new List<(Basket Basket, Money Price)>();
        foreach (var listing in await Task.WhenAll(stores.Where(s => s != basket.StoreId).Select(s => menus.GetAsync(turn, s, cancellationToken))))
        {
            if (Fill(basket, wanted, listing) is { } filled) found.Add(filled);
        }

        return [.. found.OrderBy(f => f.Price.Minor).ThenBy(f => f.Basket.StoreId, StringComparer.Ordinal).Take(MostStores).Select(f => f.Basket)];
    }

    /// <summary>Stores with something of the first line's kind. Asked for by the kind's words, and by category for platforms whose search reads only one language.</summary>
    private async Task<IReadOnlyList<string>> FindStoresAsync(MenuItem[] wanted, string? zone, CancellationToken cancellationToken)
    {
        var first = wanted[0];
        PlatformQuery[] queries =
        [
            new(first.Kind.Replace('-', ' ').Replace('_', ' '), zone, null, MostItemsOfASearch),
            new(first.Name.In(turn.Language), zone, null, MostItemsOfASearch),
            new("", zone, first.Category, MostItemsOfASearch),
        ];
        var answers = await Task.WhenAll(queries.Select(q => platforms.AskAsync(_ => true, (p, token) => p.SearchAsync(q, token), cancellationToken)));
        return [.. answers.SelectMany(a => a).SelectMany(a => a.Value ?? []).Where(m => m.Items.Any(i => i.Kind == first.Kind)).Select(m => m.Store.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(4 * MostStores)];
    }

    private (Basket Basket, Money Price)? Fill(Basket basket, MenuItem[] wanted, StoreListing listing)
    {
        try
        {
            var (lines, price) = (new List<BasketLine>(), Money.Zero(wanted[0].Price.Currency));
            foreach (var (line, item) in basket.Lines.Zip(wanted))
            {
                if (Match(item, line, listing) is not { } match) return null;
                lines.Add(line with { ItemId = match.Id });
                price += OptionChoices.UnitPrice(match, line.Choices) * line.Quantity;
            }

            return (basket with { StoreId = listing.StoreId, Lines = lines }, price);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private MenuItem? Match(MenuItem wanted, BasketLine line, StoreListing listing) =>
        listing.Menus.SelectMany(m => m.Items)
            .Where(i => i.Kind == wanted.Kind && i.Price.Currency == wanted.Price.Currency && i.Stock is not < 1 && OptionChoices.Check(i, line.Choices, turn.Language).Succeeded)
            .OrderBy(i => OptionChoices.UnitPrice(i, line.Choices).Minor)
            .ThenBy(i => i.Id, StringComparer.Ordinal)
            .FirstOrDefault();
}
