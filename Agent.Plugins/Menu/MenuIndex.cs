using Agent.Plugins.Menu.Search;
using Agent.Plugins.Platforms;

namespace Agent.Plugins.Menu;

/// <summary>The search index over the platforms that give a feed: derived, in memory, one per node. Built at first use and again when it is stale, by whoever searches then. Thread-safe.</summary>
public sealed class MenuIndex(PlatformDirectory platforms, TimeProvider clock) : IDisposable
{
    private const int MostRemembered = 20_000;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, (PlatformInfo Platform, IReadOnlyList<StoreMenu> Menus)> _feeds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _remembered = new(StringComparer.Ordinal);
    private MenuSnapshot? _snapshot;
    private IReadOnlyList<string> _unreachable = [];
    private long _readAt;
    private Task? _reading;

    /// <summary>How old what a feed said may be.</summary>
    public static TimeSpan MostAge { get; } = TimeSpan.FromMinutes(10);

    /// <summary>When a feed that could not be read is asked again.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(30);

    /// <summary>What the feeds called their stores and items when they were last read; none before. Reads nothing.</summary>
    public MenuNames Names { get; private set; } = MenuNames.None;

    /// <summary>The store of an item of any platform.</summary>
    /// <returns>Null where no platform that answers lists it.</returns>
    public async Task<string?> FindStoreIdAsync(string itemId, CancellationToken cancellationToken)
    {
        var (snapshot, _) = await GetAsync(cancellationToken);
        if (snapshot.Find(itemId) is [var item, ..]) return item.StoreId;
        lock (_gate)
            if (_remembered.TryGetValue(itemId, out var storeId)) return storeId;
        var answers = await platforms.AskAsync(p => !p.Info.HasFeed, (p, ct) => p.SearchAsync(new PlatformQuery("", null, null, MostRemembered), ct), cancellationToken);
        foreach (var answer in answers.Where(a => a.Answered)) Remember(answer.Value!);
        lock (_gate) return _remembered.GetValueOrDefault(itemId);
    }

    public void Dispose()
    {
        lock (_gate) _snapshot?.Dispose();
    }

    /// <returns>The index, and the names of the platforms whose feed could not be read when it was last asked for.</returns>
    internal async Task<(MenuSnapshot Snapshot, IReadOnlyList<string> Unreachable)> GetAsync(CancellationToken cancellationToken)
    {
        Task? reading = null;
        TaskCompletionSource? mine = null;
        lock (_gate)
        {
            if (_reading is null && IsStale())
            {
                mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                reading = _reading = mine.Task;
            }
            else if (_snapshot is null)
            {
                reading = _reading;
            }
        }

        // Whoever finds it stale reads the feeds for all; others go on with what there is.
        if (mine is not null) await ReadAsync(mine);
        if (reading is not null) await reading.WaitAsync(cancellationToken);
        lock (_gate) return (_snapshot!, _unreachable);
    }

    /// <summary>Keeps which store an item is from, for items that no feed gives.</summary>
    internal void Remember(IEnumerable<StoreMenu> menus)
    {
        lock (_gate)
        {
            foreach (var menu in menus)
            {
                foreach (var item in menu.Items)
                {
                    if (_remembered.Count >= MostRemembered) _remembered.Clear();
                    _remembered[item.Id] = menu.Store.Id;
                }
            }
        }
    }

    private bool IsStale() => _snapshot is null || clock.GetElapsedTime(_readAt) >= (_unreachable.Count > 0 ? RetryAfter : MostAge);

    private async Task ReadAsync(TaskCompletionSource done)
    {
        try
        {
            // Shared by all who wait, so no single one of them can cancel it; the directory's patience bounds it.
            var answers = await platforms.AskAsync(p => p.Info.HasFeed, ReadFeedAsync, CancellationToken.None);
            foreach (var answer in answers.Where(a => a.Answered)) _feeds[answer.Platform.Id] = (answer.Platform, answer.Value!);
            var snapshot = answers.Any(a => a.Answered) || _snapshot is null ? MenuSnapshot.Build(_feeds.Values) : _snapshot;
            var names = snapshot == _snapshot ? Names : MenuNames.Of([.. snapshot.Listings.Select(l => l.Store.Name), .. platforms.All.Select(p => Everywhere(p.Info.Name))], snapshot.Listings.Select(l => l.Item.Name));
            MenuSnapshot? old;
            lock (_gate)
            {
                (old, _snapshot) = (_snapshot, snapshot);
                Names = names;
                _unreachable = [.. answers.Where(a => !a.Answered).Select(a => a.Platform.Name)];
                _readAt = clock.GetTimestamp();
                _reading = null;
            }

            if (old != snapshot) old?.Dispose();
            done.SetResult();
        }
        catch (Exception e)
        {
            lock (_gate) _reading = null;
            done.SetException(e);
        }
    }

    /// <summary>A platform is called the same in every language.</summary>
    private static LocalizedText Everywhere(string name) => new(name, name, name);

    private static async Task<IReadOnlyList<StoreMenu>> ReadFeedAsync(IPlatform platform, CancellationToken cancellationToken)
    {
        var menus = new List<StoreMenu>();
        await foreach (var menu in platform.ReadFeedAsync(cancellationToken)) menus.Add(menu);
        return menus;
    }
}
