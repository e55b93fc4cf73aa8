using Agent.Plugins.Baskets;
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
    Language Language);
