using Agent.Plugins.Pricing;

namespace Agent.Plugins.Payments;

/// <summary>What one store sold through one platform in a period, and what of it we owe. The nets of all stores of a platform, over all time, sum to its account in the ledger.</summary>
public sealed record Settlement
{
    public required string PlatformId { get; init; }

    public required string PlatformName { get; init; }

    public required string StoreId { get; init; }

    public required string StoreName { get; init; }

    /// <summary>Null for from the beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Up to and without; null for until now.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Paid in the period.</summary>
    public required int Orders { get; init; }

    /// <summary>At list prices, options included.</summary>
    public required Money Goods { get; init; }

    public required Money Fees { get; init; }

    public required Bearers OffGoods { get; init; }

    public required Bearers OffFees { get; init; }

    /// <summary>We take none.</summary>
    public Money Commission => Money.Zero(Goods.Currency);

    /// <summary>What flowed back in the period: to people and, of cancelled orders, to campaigns.</summary>
    public required Money Refunds { get; init; }

    /// <summary>What we bear ourselves: for orders that came to nothing at our end, and where a platform keeps more of a cancelled one than the person agreed to.</summary>
    public required Money Adjustments { get; init; }

    /// <summary>What campaigns give is paid to the platform like the person's own money; what merchant and platform give, they go without.</summary>
    public Money Net => Goods + Fees - OffGoods.Merchant - OffGoods.Platform - OffFees.Merchant - OffFees.Platform - Commission - Refunds + Adjustments;
}
