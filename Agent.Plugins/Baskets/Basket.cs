using Agent.Plugins.People;

namespace Agent.Plugins.Baskets;

/// <summary>What the person wants, from one store, not yet priced for one platform. Immutable; each change gives a higher version.</summary>
public sealed record Basket
{
    public static Basket Empty { get; } = new();

    public int Version { get; init; }

    /// <summary>The store that all lines are from; null while it is empty.</summary>
    public string? StoreId { get; init; }

    public IReadOnlyList<BasketLine> Lines { get; init; } = [];

    public Delivery Delivery { get; init; } = Delivery.Unset;

    public string? Note { get; init; }

    /// <summary>Null: the best stack. Empty: none. Otherwise exactly these codes.</summary>
    public IReadOnlyList<string>? VoucherCodes { get; init; }

    public bool IsEmpty => Lines.Count == 0;
}

/// <param name="Id">Stable while the line lives: "1", "2"…</param>
/// <param name="Choices">Option choice ids in the order of the item's groups; groups with a default that nothing was said about are not listed.</param>
public sealed record BasketLine(string Id, string ItemId, IReadOnlyList<string> Choices, int Quantity);

/// <param name="AddressId">One of the person's addresses; null when not chosen, or for pick-up.</param>
/// <param name="At">The wished time; null for as soon as possible.</param>
public sealed record Delivery(string? AddressId, bool Pickup, DateTimeOffset? At)
{
    public static Delivery Unset { get; } = new(null, false, null);

    /// <summary>Null where nothing was said: what goes to a friend's address is a gift then.</summary>
    public GiftWish? Gift { get; init; }

    /// <param name="address">The one that is chosen; null for none, or for pick-up.</param>
    internal GiftTo? GiftFor(Address? address) => Gift switch
    {
        { Wanted: false } => null,
        { } wish => new GiftTo(wish.Recipient ?? address?.Recipient),
        null => address?.Recipient is { } friend ? new GiftTo(friend) : null,
    };
}
