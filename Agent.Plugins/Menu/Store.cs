namespace Agent.Plugins.Menu;

/// <summary>A shop as one platform lists it. The id is the shop's own and the same on every platform that lists it.</summary>
public sealed record Store
{
    public required string Id { get; init; }

    public required LocalizedText Name { get; init; }

    /// <summary>One of <see cref="Menu.Category"/>.</summary>
    public required string Category { get; init; }

    /// <summary>Delivery zones that this platform serves from this store; empty when it is for pick-up only.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    public required bool Pickup { get; init; }

    public required OpeningHours Hours { get; init; }

    /// <summary>Tenths of a star, 0 to 50.</summary>
    public required int Rating { get; init; }

    /// <summary>Paused by the platform or the store, whatever the hours say.</summary>
    public bool Paused { get; init; }

    /// <summary>Where it is, for pick-up.</summary>
    public required string Street { get; init; }

    /// <summary>The platform's usual minutes from order to door.</summary>
    public required int UsualMinutes { get; init; }
}
