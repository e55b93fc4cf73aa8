using Agent.Plugins;

namespace Agent.Sandbox.Catalogue;

/// <summary>What a sandbox platform charges, how fast it is and what it tells: one entry of platforms.yaml.</summary>
public sealed record PlatformProfile
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Payee { get; init; }

    public required bool HasFeed { get; init; }

    public required bool PublishesVoucherTerms { get; init; }

    /// <summary>Delivery zones it has couriers in.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Least list price of the goods, options included, that it delivers.</summary>
    public required Money MinimumOrder { get; init; }

    public required Money DeliveryFee { get; init; }

    /// <summary>List price of the goods from which delivery is free; null where it never is.</summary>
    public Money? FreeDeliveryFrom { get; init; }

    public required Money PackagingPerItem { get; init; }

    /// <summary>Hundredths of a percent of the goods' list price.</summary>
    public required int ServiceFeeBasisPoints { get; init; }

    public required Money ServiceFeeCap { get; init; }

    public required Money SmallOrderFee { get; init; }

    /// <summary>List price of the goods under which <see cref="SmallOrderFee"/> is due.</summary>
    public required Money SmallOrderBelow { get; init; }

    public required Pace Pace { get; init; }

    /// <summary>Hundredths of a percent of the total that it keeps when an order is cancelled in preparation.</summary>
    public required int CancellationFeeBasisPoints { get; init; }

    /// <summary>An order that is known to come later than promised by at least this is free to cancel.</summary>
    public required TimeSpan FreeWhenLateBy { get; init; }

    /// <summary>Its own vouchers, always with terms; it is up to <see cref="PublishesVoucherTerms"/> whether others see them.</summary>
    public required IReadOnlyList<HeldVoucher> Vouchers { get; init; }
}

/// <summary>Usual minutes of each leg of an order.</summary>
public sealed record Pace(int Accept, int Prepare, int PickUp, int Ride);
