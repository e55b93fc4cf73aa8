using Agent.Plugins.Baskets;
using Agent.Plugins.People;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Menu.Search;

/// <summary>Which stores the person can have something from: those that deliver to one of the zones, and those to pick up from.</summary>
/// <param name="Zones">Null where nothing is known of the person's addresses: every store.</param>
internal sealed record DeliveryScope(IReadOnlyList<string>? Zones)
{
    public static DeliveryScope Everywhere { get; } = new((IReadOnlyList<string>?)null);

    public bool Has(Store store) => Zones is null || store.Pickup || DeliversTo(store);

    public bool DeliversTo(Store store) => Zones is null ? store.Zones.Count > 0 : Overlap(Zones, store.Zones);

    /// <summary>The zone of the basket's address; where none is chosen, those of all the person's addresses; none for pick-up.</summary>
    public static DeliveryScope Of(ITransaction tx, TurnContext turn)
    {
        var delivery = BasketStore.Load(tx, turn.PersonId, turn.ConversationId).Delivery;
        if (delivery.Pickup) return new DeliveryScope([]);
        if (delivery.AddressId is { } chosen && AddressBook.Find(tx, turn.PersonId, chosen) is { } address) return new DeliveryScope([address.Zone]);
        var zones = AddressBook.List(tx, turn.PersonId).Select(a => a.Zone).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return zones.Length == 0 ? Everywhere : new DeliveryScope(zones);
    }

    private static bool Overlap(IReadOnlyList<string> some, IReadOnlyList<string> others)
    {
        for (var i = 0; i < some.Count; i++)
            for (var j = 0; j < others.Count; j++)
                if (some[i] == others[j]) return true;
        return false;
    }
}
