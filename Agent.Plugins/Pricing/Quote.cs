using System.Text.Json.Serialization;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Pricing;

/// <summary>The platform's own priced answer for a basket: immutable, expiring. What the person agrees to is its <see cref="QuoteHash"/> with a payment method.</summary>
public sealed record Quote
{
    public required string Id { get; init; }

    public required string PlatformId { get; init; }

    public required string PlatformName { get; init; }

    public required string StoreId { get; init; }

    public required string StoreName { get; init; }

    /// <summary>Who receives the money, as it will stand on a statement.</summary>
    public required string Payee { get; init; }

    public required IReadOnlyList<QuoteLine> Lines { get; init; }

    public required IReadOnlyList<Fee> Fees { get; init; }

    public required IReadOnlyList<Discount> Discounts { get; init; }

    public required Money Total { get; init; }

    public required QuoteDelivery Delivery { get; init; }

    public string? Note { get; init; }

    public required Substitution Substitution { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public Money Subtotal => Lines.Aggregate(Money.Zero(Total.Currency), (sum, line) => sum + line.Total);

    public Money FeeTotal => Fees.Aggregate(Money.Zero(Total.Currency), (sum, fee) => sum + fee.Amount);

    public Money DiscountTotal => Discounts.Aggregate(Money.Zero(Total.Currency), (sum, discount) => sum + discount.Amount);

    /// <summary>Whether it has each of the lines and nothing more, with defaults filled in.</summary>
    internal bool IsFor(IReadOnlyList<Baskets.BasketLine> lines) =>
        Lines.Count == lines.Count
        && lines.All(w => Lines.Any(l => l.ItemId == w.ItemId && l.Quantity == w.Quantity && w.Choices.All(c => l.ChoiceIds.Contains(c, StringComparer.Ordinal))));

    /// <summary>Whether lines, fees and discounts give the total, no amount is negative, no line or fee bears more discount than it is, and each discount comes about as it says. A quote that does not add up is refused.</summary>
    [JsonIgnore]
    public bool AddsUp =>
        Lines.All(l => l.Quantity > 0 && l.UnitPrice.Minor >= 0) && Fees.All(f => f.Amount.Minor >= 0) && Discounts.All(d => d.Amount.Minor >= 0)
        && Total.Minor >= 0 && Total == Subtotal + FeeTotal - DiscountTotal
        && DiscountShares.AddUp(this);
}

/// <param name="Name">As the person read it.</param>
/// <param name="Choices">Names of the chosen options, defaults included.</param>
/// <param name="UnitPrice">With options.</param>
/// <param name="Allergens">The merchant's disclosure, in words of the turn's language; it says so when unknown.</param>
public sealed record QuoteLine(string ItemId, string Name, IReadOnlyList<string> ChoiceIds, IReadOnlyList<string> Choices, int Quantity, Money UnitPrice, Menu.AllergenInfo Allergens)
{
    public Money Total => UnitPrice * Quantity;
}

public sealed record Fee(FeeKind Kind, Money Amount);

[JsonConverter(typeof(SnakeCaseEnumConverter<FeeKind>))]
public enum FeeKind
{
    Delivery,
    Packaging,
    Service,
    SmallOrder,
}

/// <param name="Amount">Positive; taken off.</param>
public sealed record Discount(string VoucherCode, string Title, Money Amount, Funder Funder)
{
    /// <summary>How it came about; null where the platform does not say.</summary>
    public Reckoning? How { get; init; }

    /// <summary>What it takes off each line and fee; null where the platform does not say.</summary>
    public DiscountSplit? Split { get; init; }

    /// <summary>It is only given when paid by one of these methods; empty for any.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];
}

/// <param name="Lines">One amount for each line of the quote, in their order; zero where it takes nothing.</param>
/// <param name="Fees">One amount for each fee, in their order.</param>
public sealed record DiscountSplit(IReadOnlyList<Money> Lines, IReadOnlyList<Money> Fees);

/// <param name="Street">The address or, for pick-up, the store's.</param>
/// <param name="From">Start of the promised window.</param>
/// <param name="Until">End of the promised window.</param>
public sealed record QuoteDelivery(bool Pickup, string? AddressId, string Label, string Street, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>The platform shows the recipient no price; null where it is no gift.</summary>
    public Baskets.GiftTo? Gift { get; init; }
}

/// <summary>What the store may do when something has run out.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Substitution>))]
public enum Substitution
{
    /// <summary>Refund the line.</summary>
    Refund,
}
