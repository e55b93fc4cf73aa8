namespace Agent.Plugins.Menu.Search;

/// <summary>What is shown of what was found, in one language.</summary>
internal static class MenuViews
{
    public static MenuHit Hit(Found found, Language language, DateTimeOffset local)
    {
        var cheapest = found.Listings[0];
        var item = cheapest.Item;
        return new MenuHit(
            item.Id,
            item.Name.In(language),
            item.Description.In(language),
            cheapest.Store.Id,
            cheapest.Store.Name.In(language),
            item.Category,
            item.Kind,
            item.Price,
            found.Match,
            found.Listings.Any(l => l.IsOpen(local)),
            found.Listings.All(l => l.SoldOut),
            found.Listings.Max(l => l.Store.Rating),
            Names(found.Listings),
            item.Dietary,
            found.Listings.All(l => l.Item.Allergens.Complete) ? item.Allergens.Contains : null,
            [.. item.Options.Select(g => Options(g, language))]);
    }

    public static ItemOffer Offer(Listing listing, DateTimeOffset local) =>
        new(listing.Platform.Id, listing.Platform.Name, listing.Item.Price, listing.Item.Stock, listing.IsOpen(local), listing.Store.UsualMinutes);

    /// <param name="listings">One store on each of its platforms.</param>
    public static ShownStore Store(IReadOnlyList<Listing> listings, DeliveryScope scope, Language language, DateTimeOffset local)
    {
        var store = listings[0].Store;
        return new ShownStore(
            store.Id,
            store.Name.In(language),
            store.Category,
            listings.Max(l => l.Store.Rating),
            listings.Any(l => l.IsOpen(local)),
            store.Hours.Opens,
            store.Hours.Closes,
            listings.Any(l => l.Store.Pickup),
            listings.Any(l => scope.DeliversTo(l.Store)),
            Names(listings));
    }

    private static string[] Names(IReadOnlyList<Listing> listings) => [.. listings.OrderBy(l => l.Platform.Id, StringComparer.Ordinal).Select(l => l.Platform.Name).Distinct(StringComparer.Ordinal)];

    private static ShownOptions Options(OptionGroup group, Language language) =>
        new(group.Id, group.Name.In(language), group.Least > 0 && group.Default is null, group.Most, group.Default, [.. group.Choices.Select(c => new ShownChoice(c.Id, c.Name.In(language), c.PriceChange))]);
}
