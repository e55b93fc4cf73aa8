using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.People;

namespace Agent.Sandbox.Catalogue;

/// <summary>The demo person.</summary>
/// <param name="Orders">Past orders, oldest first.</param>
public sealed record PersonProfile(string Id, string Name, IReadOnlyList<Address> Addresses, Money WalletBalance, IReadOnlyList<PastOrder> Orders);

/// <summary>An order of the demo person that was delivered before the sandbox opened.</summary>
/// <param name="AddressId">One of the person's addresses.</param>
public sealed record PastOrder(string Id, string PlatformId, string StoreId, IReadOnlyList<BasketLine> Lines, string AddressId, DateTimeOffset PlacedAt, DateTimeOffset DeliveredAt);
