using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;

namespace Agent.Plugins.Vouchers;

/// <summary>What vouchers are held against: one platform's prices for a basket at one moment.</summary>
public sealed record VoucherSubject
{
    public required string PlatformId { get; init; }

    public required string StoreId { get; init; }

    public required IReadOnlyList<VoucherLine> Lines { get; init; }

    public required IReadOnlyList<Fee> Fees { get; init; }

    public required string Currency { get; init; }

    /// <summary>When it is ordered: what a voucher's validity is held against.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it is wanted, in local time: the wished time or, as soon as possible, the moment of ordering. What a voucher's hours are held against.</summary>
    public required DateTimeOffset WantedAt { get; init; }

    /// <summary>Where it is delivered; null for pick-up.</summary>
    public string? Zone { get; init; }

    /// <summary>Whether the person has never ordered on this platform.</summary>
    public required bool FirstOnPlatform { get; init; }

    /// <summary>Whether the person has never ordered on any.</summary>
    public required bool FirstAtAll { get; init; }

    /// <summary>What it will be paid by.</summary>
    public required string Method { get; init; }
}

/// <param name="UnitPrice">List price with options.</param>
/// <param name="BasePrice">List price before options.</param>
public sealed record VoucherLine(string ItemId, string Kind, string Category, int Quantity, Money UnitPrice, Money BasePrice)
{
    public Money Total => UnitPrice * Quantity;

    public static VoucherLine Of(MenuItem item, Money unitPrice, int quantity) => new(item.Id, item.Kind, item.Category, quantity, unitPrice, item.Price);

    /// <summary>Whether an item's id or kind names it.</summary>
    public bool Is(string itemOrKind) => ItemId == itemOrKind || Kind == itemOrKind;
}
