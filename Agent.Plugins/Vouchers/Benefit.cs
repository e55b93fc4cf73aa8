using System.Text.Json.Serialization;
using Agent.Plugins.Pricing;

namespace Agent.Plugins.Vouchers;

/// <summary>What a voucher gives: a closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AmountOff), "amount_off")]
[JsonDerivedType(typeof(PercentOff), "percent_off")]
[JsonDerivedType(typeof(FreeItem), "free_item")]
[JsonDerivedType(typeof(BuyNGetOne), "buy_n_get_one")]
[JsonDerivedType(typeof(FeeWaived), "fee_waived")]
[JsonDerivedType(typeof(FreeOrder), "free_order")]
public abstract record Benefit
{
    private Benefit()
    {
    }

    public sealed record AmountOff(Money Amount) : Benefit;

    /// <param name="BasisPoints">Hundredths of a percent.</param>
    public sealed record PercentOff(int BasisPoints, Money Cap) : Benefit;

    /// <summary>One piece of an item is free: of several that it may be, the dearest.</summary>
    /// <param name="Item">The item's id or its kind.</param>
    /// <param name="WithOptions">Whether what its options add is free too.</param>
    public sealed record FreeItem(string Item, bool WithOptions, Money UpTo) : Benefit;

    /// <summary>Of every n + 1 pieces that count, dearest first, the last and cheapest is free.</summary>
    /// <param name="Most">How many pieces may be free in one order.</param>
    public sealed record BuyNGetOne(int N, int Most) : Benefit;

    /// <param name="UpTo">Null for all of it.</param>
    public sealed record FeeWaived(FeeKind Fee, Money? UpTo) : Benefit;

    /// <summary>Goods and fees are free up to a value.</summary>
    public sealed record FreeOrder(Money UpTo) : Benefit;
}
