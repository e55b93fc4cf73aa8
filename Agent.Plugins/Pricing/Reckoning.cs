using System.Text.Json.Serialization;

namespace Agent.Plugins.Pricing;

/// <summary>How a discount came about: the least of what it is worth in full, its cap, and what was left to take off.</summary>
/// <param name="Counted">List price of the goods and fees that it was reckoned from.</param>
/// <param name="Full">What it is worth before its cap.</param>
public sealed record Reckoning(ReckoningKind Kind, Money Counted, Money Full)
{
    /// <summary>Of a percentage, in hundredths of a percent.</summary>
    public int? BasisPoints { get; init; }

    /// <summary>The same where it is whole.</summary>
    public int? Percent => BasisPoints is { } points && points % 100 == 0 ? points / 100 : null;

    /// <summary>How many pieces are free.</summary>
    public int? Units { get; init; }

    /// <summary>Of every so many pieces one is free.</summary>
    public int? Of { get; init; }

    public Money? Cap { get; init; }

    /// <summary>What earlier vouchers had left of it; null where that was enough.</summary>
    public Money? Left { get; init; }

    /// <summary>Whether it comes to this amount.</summary>
    internal bool ComesTo(Money amount) => amount == Money.Max(Money.Zero(amount.Currency), Money.Min(Full, Money.Min(Cap ?? Full, Left ?? Full)));
}

[JsonConverter(typeof(SnakeCaseEnumConverter<ReckoningKind>))]
public enum ReckoningKind
{
    Percent,
    Amount,
    FreeItem,
    BuyNGetOne,
    Delivery,
    Packaging,
    FreeOrder,
}
