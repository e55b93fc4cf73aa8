using Agent.Plugins.Baskets;
using Agent.Plugins.Payments;
using Agent.Plugins.People;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Platforms;

/// <param name="Address">Null for pick-up.</param>
/// <param name="At">The wished time of delivery or pick-up; null for as soon as possible.</param>
/// <param name="Vouchers">To be applied, all of them or the quote is refused. The platform knows its own by code; a campaign's come with their terms.</param>
/// <param name="Language">Of every name in the quote.</param>
public sealed record QuoteRequest(
    string PersonId,
    string StoreId,
    IReadOnlyList<BasketLine> Lines,
    Address? Address,
    DateTimeOffset? At,
    string? Note,
    IReadOnlyList<Voucher> Vouchers,
    Language Language)
{
    /// <summary>What the person pays by; what a voucher's methods are held against.</summary>
    public string Method { get; init; } = PaymentMethods.Default;

    /// <summary>Whether the person has never ordered through us; what a campaign's voucher for first orders is held against. A platform knows the orders of its own.</summary>
    public bool FirstOrder { get; init; }

    /// <summary>The recipient shall see no price, and the quote says so by the same; null where it is no gift.</summary>
    public GiftTo? Gift { get; init; }
}
