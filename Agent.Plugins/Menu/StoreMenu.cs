namespace Agent.Plugins.Menu;

/// <summary>A store with items of its menu, as one platform gives them: all of them in a feed, the matching ones in a search.</summary>
public sealed record StoreMenu(string PlatformId, Store Store, IReadOnlyList<MenuItem> Items);
