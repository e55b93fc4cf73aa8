using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Agent.Plugins.Platforms;

namespace Agent.Plugins.Baskets;

/// <summary>The stores' menus, asked for once a turn; prices and stock are never kept for the next. Thread-safe.</summary>
public sealed class StoreMenus(PlatformDirectory platforms)
{
    private readonly ConditionalWeakTable<TurnContext, TurnMenus> _turns = [];

    // An item is its store's own for good, so this may outlive the turn.
    private readonly ConcurrentDictionary<string, string> _storeOfItem = new(StringComparer.Ordinal);

    public Task<StoreListing> GetAsync(TurnContext turn, string storeId, CancellationToken cancellationToken) =>
        _turns.GetOrCreateValue(turn).Once(storeId, () => AskAsync(storeId, cancellationToken));

    /// <summary>The store that an item is from.</summary>
    /// <returns><see cref="RefusalCode.ItemUnknown"/>, or <see cref="RefusalCode.Unavailable"/> where a platform that may know it did not answer.</returns>
    public async Task<Outcome<StoreListing>> FindStoreAsync(TurnContext turn, string itemId, CancellationToken cancellationToken)
    {
        if (!_storeOfItem.ContainsKey(itemId))
        {
            var unreachable = await _turns.GetOrCreateValue(turn).LearnOnce(() => LearnAsync(cancellationToken));
            if (!_storeOfItem.ContainsKey(itemId))
                return unreachable is null ? Unknown(itemId) : new Refusal(RefusalCode.Unavailable) { Platform = unreachable };
        }

        var listing = await GetAsync(turn, _storeOfItem[itemId], cancellationToken);
        if (listing.FindItem(itemId) is not null) return listing;
        return listing.Unreachable is { } silent ? new Refusal(RefusalCode.Unavailable) { Platform = silent } : Unknown(itemId);
    }

    internal static Refusal Unknown(string itemId) => new(RefusalCode.ItemUnknown) { Subject = Shown.Cut(itemId) };

    private async Task<StoreListing> AskAsync(string storeId, CancellationToken cancellationToken) =>
        new(storeId, await platforms.AskAsync(_ => true, (p, token) => p.GetStoreAsync(storeId, token), cancellationToken));

    private async Task<string?> LearnAsync(CancellationToken cancellationToken)
    {
        var everything = new PlatformQuery("", null, null, int.MaxValue);
        var answers = await platforms.AskAsync(_ => true, (p, token) => p.SearchAsync(everything, token), cancellationToken);
        foreach (var menu in answers.SelectMany(a => a.Value ?? []))
        {
            foreach (var item in menu.Items) _storeOfItem.TryAdd(item.Id, menu.Store.Id);
        }

        return answers.FirstOrDefault(a => !a.Answered)?.Platform.Name;
    }

    private sealed class TurnMenus
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<string, Task<StoreListing>> _stores = new(StringComparer.Ordinal);
        private Task<string?>? _learned;

        public Task<StoreListing> Once(string storeId, Func<Task<StoreListing>> ask)
        {
            lock (_gate)
            {
                if (_stores.TryGetValue(storeId, out var asked) && !asked.IsCanceled && !asked.IsFaulted) return asked;
                return _stores[storeId] = ask();
            }
        }

        public Task<string?> LearnOnce(Func<Task<string?>> learn)
        {
            lock (_gate)
            {
                if (_learned is { IsCanceled: false, IsFaulted: false }) return _learned;
                return _learned = learn();
            }
        }
    }
}
