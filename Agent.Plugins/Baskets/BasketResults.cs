using System.Text.Json.Serialization;

namespace Agent.Plugins.Baskets;

/// <summary>One change that update_basket makes.</summary>
/// <param name="ItemId">For <see cref="BasketAction.Add"/>.</param>
/// <param name="LineId">For the others; an ItemId will do where only one line has it.</param>
/// <param name="Choices">Option choice ids. In Set, null keeps those of the line; otherwise each replaces the line's choices of its group, and those of other groups stay; a group's bare id ("topping") takes its choices back.</param>
/// <param name="Quantity">For Add and Set; null is one for Add, unchanged for Set.</param>
public sealed record BasketChange(BasketAction Action, string? ItemId = null, string? LineId = null, IReadOnlyList<string>? Choices = null, int? Quantity = null);

public enum BasketAction
{
    Add,
    Set,
    Remove,

    /// <summary>Empties the basket; only its delivery stays.</summary>
    Clear,
}

/// <summary>What update_basket, view_basket and set_delivery return: the whole basket as it now is.</summary>
/// <param name="Estimate">List price with options at the cheapest platform, before fees and vouchers; null while empty, or where no platform has all of it.</param>
public sealed record BasketView(int Version, string? StoreId, string? StoreName, IReadOnlyList<BasketViewLine> Lines, Money? Estimate, DeliveryView Delivery, string? Note, IReadOnlyList<string>? VoucherCodes);

/// <param name="Choices">Names of the options, defaults included.</param>
public sealed record BasketViewLine(string LineId, string ItemId, string Name, IReadOnlyList<string> ChoiceIds, IReadOnlyList<string> Choices, int Quantity, Money UnitPrice, IReadOnlyList<ShownDisclosure> Disclosures);

/// <summary>An allergen that the merchant declares, or that nothing complete is declared.</summary>
public sealed record ShownDisclosure(DisclosureKind Kind, string? Allergen);

[JsonConverter(typeof(SnakeCaseEnumConverter<DisclosureKind>))]
public enum DisclosureKind
{
    Contains,
    MayContain,
    NotDeclared,
}

/// <param name="Label">Home, office…; null while not chosen.</param>
public sealed record DeliveryView(string? AddressId, string? Label, string? Street, bool Pickup, DateTimeOffset? At)
{
    /// <summary>Null where it is none.</summary>
    public GiftTo? Gift { get; init; }
}
