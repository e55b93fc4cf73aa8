using System.Text.Json.Serialization;

namespace Agent.Plugins.Menu;

/// <summary>What search_menu returns: best first; the same data gives the same order.</summary>
/// <param name="Total">How many matched before the limit.</param>
/// <param name="Unreachable">Names of the platforms that could not be asked.</param>
/// <param name="Dropped">Filters that matched nothing and were left out, so that near misses can be shown as such; empty when all held.</param>
public sealed record MenuSearchResult(string Query, IReadOnlyList<MenuHit> Hits, int Total, IReadOnlyList<string> Unreachable, IReadOnlyList<string> Dropped);

/// <summary>One item of one store, over all platforms that list it. Names are in the turn's language.</summary>
/// <param name="From">Lowest price over the platforms, before options.</param>
/// <param name="Platforms">Names of the platforms where it can be had.</param>
/// <param name="Allergens">Null where the merchant's declaration is missing or not complete.</param>
public sealed record MenuHit(
    string ItemId,
    string Name,
    string Description,
    string StoreId,
    string StoreName,
    string Category,
    string Kind,
    Money From,
    MatchQuality Match,
    bool OpenNow,
    bool SoldOut,
    int Rating,
    IReadOnlyList<string> Platforms,
    IReadOnlyList<string> Dietary,
    IReadOnlyList<string>? Allergens,
    IReadOnlyList<ShownOptions> Options);

/// <summary>How well the words fit, best first.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<MatchQuality>))]
public enum MatchQuality
{
    /// <summary>The query is the item's name or one of its other names.</summary>
    Exact,

    /// <summary>Every word of the query is in the name, the other names or the store's.</summary>
    All,

    /// <summary>Every word, after mending typos or through synonyms.</summary>
    Close,

    /// <summary>Some of the words.</summary>
    Partial,
}

/// <param name="Id">The group: size, sugar, ice, topping…</param>
/// <param name="Required">Nothing is assumed: the person must choose.</param>
public sealed record ShownOptions(string Id, string Name, bool Required, int Most, string? Default, IReadOnlyList<ShownChoice> Choices);

public sealed record ShownChoice(string Id, string Name, Money PriceChange);

/// <summary>What get_item returns: the item on each platform.</summary>
public sealed record ItemDetails(MenuHit Item, AllergenInfo Allergens, IReadOnlyList<ItemOffer> Offers);

/// <param name="Stock">Pieces left; null when not counted.</param>
public sealed record ItemOffer(string PlatformId, string PlatformName, Money Price, int? Stock, bool OpenNow, int UsualMinutes);

/// <summary>What list_stores returns.</summary>
public sealed record StoreList(IReadOnlyList<ShownStore> Stores, IReadOnlyList<string> Unreachable);

public sealed record ShownStore(string StoreId, string Name, string Category, int Rating, bool OpenNow, TimeOnly Opens, TimeOnly Closes, bool Pickup, bool Delivers, IReadOnlyList<string> Platforms);
