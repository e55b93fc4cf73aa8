using System.Text.Json.Serialization;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Pricing;

/// <summary>What compare_prices returns: what the same basket costs on each platform, every fee and the best vouchers in.</summary>
/// <param name="Ranked">Best first by <paramref name="Prefer"/>; ties by total, then time, then platform id.</param>
/// <param name="Others">Platforms that gave no quote, each with why.</param>
/// <param name="Similar">Equivalent items at other stores, each the store's best platform, cheapest first, held against the first of Ranked. Only when asked for.</param>
public sealed record Comparison(Preference Prefer, IReadOnlyList<ComparedQuote> Ranked, IReadOnlyList<NotOffered> Others, IReadOnlyList<ComparedQuote> Similar)
{
    /// <summary>Other ways to pay that may give other prices: some of the person's vouchers need one of them.</summary>
    public IReadOnlyList<string> OtherMethods { get; init; } = [];
}

[JsonConverter(typeof(SnakeCaseEnumConverter<Preference>))]
public enum Preference
{
    Cheapest,
    Fastest,
    BestRated,
}

/// <param name="Minutes">From now to the end of the promised window.</param>
/// <param name="BestFound">True where the stack was too large to be searched whole.</param>
public sealed record ComparedQuote(Quote Quote, int Minutes, int Rating, Why Why, bool BestFound)
{
    /// <summary>The voucher that is nearest to being of use; null where none is, or where the person chose the vouchers.</summary>
    public NearVoucher? Near { get; init; }
}

public sealed record NotOffered(string PlatformId, string PlatformName, Refusal Refusal);

/// <summary>Why it stands where it stands, with the figures that say so.</summary>
/// <param name="Amount">The difference in price that the reason is about.</param>
/// <param name="Minutes">The difference in time that the reason is about.</param>
/// <param name="Causes">For a dearer quote, what makes the difference, largest first.</param>
public sealed record Why(WhyCode Code, Money? Amount, int? Minutes, IReadOnlyList<PriceCause> Causes)
{
    /// <summary>Parts in which a dearer quote is nevertheless cheaper, largest first, as positive amounts: Amount is the causes less these.</summary>
    public IReadOnlyList<PriceCause> Offsets { get; init; } = [];
}

[JsonConverter(typeof(SnakeCaseEnumConverter<WhyCode>))]
public enum WhyCode
{
    OnlyOne,

    /// <summary>First: cheapest, by Amount against the next.</summary>
    Cheapest,

    /// <summary>First: fastest, by Minutes against the next.</summary>
    Fastest,

    BestRated,

    /// <summary>First or not by the next criterion: all that was asked for is equal.</summary>
    Tie,

    /// <summary>Not first: dearer by Amount.</summary>
    Dearer,

    /// <summary>Not first: slower by Minutes.</summary>
    Slower,

    LowerRated,
}

/// <param name="Amount">How much more than the first it is in this part; positive.</param>
public sealed record PriceCause(PricePart Part, Money Amount);

[JsonConverter(typeof(SnakeCaseEnumConverter<PricePart>))]
public enum PricePart
{
    Items,
    Delivery,
    Packaging,
    Service,
    SmallOrder,
    Vouchers,
}
