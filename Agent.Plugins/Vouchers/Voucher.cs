using System.Text.Json.Serialization;

namespace Agent.Plugins.Vouchers;

/// <summary>A person's right to a discount.</summary>
/// <param name="Code">Unique over all platforms and campaigns.</param>
/// <param name="PlatformId">The only platform that takes it; null for a campaign's voucher that all take.</param>
/// <param name="Terms">Null where the platform does not publish its rules: then only a quote tells what it is worth.</param>
public sealed record Voucher(string Code, LocalizedText Title, string? PlatformId, Funder Funder, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil, VoucherTerms? Terms);

/// <summary>Who bears a discount.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Funder>))]
public enum Funder
{
    Merchant,
    Platform,
    Campaign,
}

public sealed record VoucherTerms
{
    public required Benefit Benefit { get; init; }

    /// <summary>Least list price, options included, of the goods that count for it.</summary>
    public Money? MinimumSpend { get; init; }

    /// <summary>Only goods of these categories count; empty for all.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Of the vouchers that share a group, one may be used in an order. Different groups combine.</summary>
    public required string StackingGroup { get; init; }
}

/// <summary>What a voucher gives: a closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AmountOff), "amount_off")]
[JsonDerivedType(typeof(PercentOff), "percent_off")]
[JsonDerivedType(typeof(FreeOrder), "free_order")]
public abstract record Benefit
{
    private Benefit()
    {
    }

    public sealed record AmountOff(Money Amount) : Benefit;

    /// <param name="BasisPoints">Hundredths of a percent.</param>
    public sealed record PercentOff(int BasisPoints, Money Cap) : Benefit;

    /// <summary>Goods and fees are free up to a value.</summary>
    public sealed record FreeOrder(Money UpTo) : Benefit;
}
