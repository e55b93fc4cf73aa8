namespace Agent.Plugins.Menu.Search;

/// <summary>An item where the person can have it, with what orders it.</summary>
/// <param name="Listings">Those in the person's scope, cheapest first.</param>
internal sealed record Found(IndexedItem Item, IReadOnlyList<Listing> Listings, MatchQuality Match, double Score)
{
    /// <summary>What is added to the words' score: at most 1.9, about what one more word is worth.</summary>
    public static double Bonus(IReadOnlyList<Listing> listings, DeliveryScope scope, DateTimeOffset local)
    {
        var (stocked, open, delivered, rating) = (false, false, false, 0);
        foreach (var listing in listings)
        {
            stocked |= !listing.SoldOut;
            open |= listing.IsOpen(local);
            delivered |= scope.DeliversTo(listing.Store);
            rating = Math.Max(rating, listing.Store.Rating);
        }

        return (stocked ? 0.6 : 0) + (open ? 0.6 : 0) + (delivered ? 0.2 : 0) + (rating / 100.0);
    }

    /// <summary>A sort other than by relevance mixes exact names with those that have every word, but never near misses with either.</summary>
    public static IEnumerable<Found> Order(IEnumerable<Found> found, MenuSort sort)
    {
        var ordered = sort switch
        {
            MenuSort.Price => found.OrderBy(f => Tier(f.Match)).ThenBy(f => f.Listings[0].Item.Price.Minor).ThenByDescending(f => f.Score),
            MenuSort.Rating => found.OrderBy(f => Tier(f.Match)).ThenByDescending(f => f.Listings.Max(l => l.Store.Rating)).ThenByDescending(f => f.Score),
            MenuSort.Time => found.OrderBy(f => Tier(f.Match)).ThenBy(f => f.Listings.Min(l => l.Store.UsualMinutes)).ThenByDescending(f => f.Score),
            _ => found.OrderBy(f => f.Match).ThenByDescending(f => f.Score),
        };
        return ordered.ThenBy(f => f.Item.ItemId, StringComparer.Ordinal).ThenBy(f => f.Item.StoreId, StringComparer.Ordinal);
    }

    private static MatchQuality Tier(MatchQuality match) => match == MatchQuality.Exact ? MatchQuality.All : match;
}
