using System.Threading.Channels;
using Agent.Plugins;
using Agent.Plugins.Storage;

namespace Agent.Conversations;

/// <summary>One conversation while it is in use: gives its events their numbers, stores them, and passes them on to whoever follows. Thread-safe.</summary>
/// <remarks>What has an effect is stored before it is seen. Text and what was only read is seen at once and stored with the next of those, or after <see cref="StoreAfter"/>.</remarks>
internal sealed class ConversationLog(IDatabase database, TimeProvider clock, string personId, string conversationId) : IDisposable
{
    public static TimeSpan StoreAfter { get; } = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<TurnEvent> _unstored = [];
    private readonly List<Channel<TurnEvent>> _followers = [];
    private ITimer? _timer;
    private bool _loaded;
    private bool _checked;
    private long _last;
    private int _leases;

    public string PersonId => personId;

    public string ConversationId => conversationId;

    /// <summary>Read by the holder of the turn only.</summary>
    public ConversationMemory Memory { get; private set; } = new();

    /// <summary>The turn that runs now; null when none does.</summary>
    public ActiveTurn? Turn { get; private set; }

    public bool IsIdle => Turn is null && _unstored.Count == 0 && _followers.Count == 0 && _leases == 0;

    public long LastUse { get; set; }

    /// <summary>Takes the conversation for one turn; false while another runs.</summary>
    public bool TryBegin(ActiveTurn turn)
    {
        lock (_followers)
        {
            if (Turn is not null) return false;
            Turn = turn;
            return true;
        }
    }

    public void End(ActiveTurn turn)
    {
        lock (_followers)
        {
            if (Turn == turn) Turn = null;
            _checked = false;
        }
    }

    /// <summary>Keeps the object from being forgotten while somebody is about to use it.</summary>
    public void Hold() => Interlocked.Increment(ref _leases);

    public void LetGo() => Interlocked.Decrement(ref _leases);

    /// <summary>Reads what is stored, and closes a turn that began and never ended because the program did.</summary>
    public async Task OpenAsync(Func<Language, string> words, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await LoadUnderGateAsync(cancellationToken);
            if (_checked) return;
            _checked = true;
            if (Memory.OpenTurn is not { } open || Turn?.Id == open) return;
            foreach (var e in await AppendAsync([new TurnFailed("interrupted", words(Memory.Language ?? Language.English), null) { TurnId = open }])) Show(e);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What the person last wrote in.</summary>
    public async Task<Language> LanguageAsync()
    {
        await _gate.WaitAsync();
        try
        {
            await LoadUnderGateAsync(CancellationToken.None);
            return Memory.Language ?? Language.English;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stores the events together with all that waits, then shows them.</summary>
    public async Task StoreAsync(params TurnEvent[] events)
    {
        await _gate.WaitAsync();
        try
        {
            await LoadUnderGateAsync(CancellationToken.None);
            var stored = await AppendAsync(events);
            foreach (var e in stored) Show(e);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Shows the event at once and stores it a little later.</summary>
    public async ValueTask ShowAsync(TurnEvent e)
    {
        await _gate.WaitAsync();
        try
        {
            e = Stamp(e, _last + 1);
            _last++;
            if (_unstored.Count == 0) (_timer ??= clock.CreateTimer(static log => ((ConversationLog)log!).StoreWaiting(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)).Change(StoreAfter, Timeout.InfiniteTimeSpan);
            _unstored.Add(e);
            Show(e);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What is stored after the number, then what happens from here on, without a gap between.</summary>
    public async Task<ChannelReader<TurnEvent>> FollowAsync(long afterNumber, CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<TurnEvent>(new UnboundedChannelOptions { SingleReader = true });
        await _gate.WaitAsync(cancellationToken);
        try
        {
            foreach (var e in await ReadUnderGateAsync(afterNumber, cancellationToken)) channel.Writer.TryWrite(e);
            lock (_followers) _followers.Add(channel);
        }
        finally
        {
            _gate.Release();
        }

        return channel.Reader;
    }

    public async Task<IReadOnlyList<TurnEvent>> ReadAsync(long afterNumber, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await ReadUnderGateAsync(afterNumber, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The events from now on; nothing that is stored.</summary>
    public ChannelReader<TurnEvent> Listen()
    {
        var channel = Channel.CreateUnbounded<TurnEvent>(new UnboundedChannelOptions { SingleReader = true });
        lock (_followers) _followers.Add(channel);
        return channel.Reader;
    }

    /// <summary>Ends a reader that <see cref="FollowAsync"/> or <see cref="Listen"/> gave; it still gives what it holds.</summary>
    public void Unfollow(ChannelReader<TurnEvent> reader, Exception? error = null)
    {
        lock (_followers)
        {
            var at = _followers.FindIndex(f => f.Reader == reader);
            if (at < 0) return;
            _followers[at].Writer.TryComplete(error);
            _followers.RemoveAt(at);
        }
    }

    /// <summary>Stops storing by itself. A turn that still runs goes on, and fails where the storage is gone.</summary>
    public void Dispose() => _timer?.Dispose();

    private async Task LoadUnderGateAsync(CancellationToken cancellationToken)
    {
        if (_loaded) return;
        var stored = await database.ReadAsync(tx => ConversationStore.Read(tx, personId, conversationId, 0), cancellationToken);
        var memory = new ConversationMemory();
        foreach (var e in stored) memory.Fold(e);
        (Memory, _last, _loaded) = (memory, stored.Count == 0 ? 0 : stored[^1].Number, true);
    }

    private async Task<IReadOnlyList<TurnEvent>> ReadUnderGateAsync(long afterNumber, CancellationToken cancellationToken)
    {
        var stored = await database.ReadAsync(tx => ConversationStore.Read(tx, personId, conversationId, afterNumber), cancellationToken);
        return [.. stored, .. _unstored.Where(e => e.Number > afterNumber)];
    }

    private async Task<IEnumerable<TurnEvent>> AppendAsync(TurnEvent[] events)
    {
        var waiting = _unstored.Count;
        if (waiting + events.Length == 0) return [];
        TurnEvent[] all = [.. _unstored, .. events.Select((e, i) => Stamp(e, _last + 1 + i))];
        var expected = _last + events.Length;
        var stored = await database.WriteAsync(tx => ConversationStore.Append(tx, personId, conversationId, all), CancellationToken.None);
        _unstored.Clear();
        _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _last = stored[^1].Number;

        // Another process wrote to this conversation meanwhile: what it wrote is read before the next turn.
        if (_last != expected) _loaded = false;
        return stored.Skip(waiting);
    }

    private TurnEvent Stamp(TurnEvent e, long number) => e with { Number = number, ConversationId = conversationId, At = e.At == default ? clock.GetUtcNow() : e.At };

    private void Show(TurnEvent e)
    {
        Memory.Fold(e);
        lock (_followers)
            foreach (var follower in _followers) follower.Writer.TryWrite(e);
    }

    // A timer has nobody to report to. What could not be stored stays, and the turn's next event fails with the reason.
    private async void StoreWaiting()
    {
        try
        {
            await _gate.WaitAsync();
            try
            {
                await AppendAsync([]);
            }
            finally
            {
                _gate.Release();
            }
        }
        catch (Exception e) when (e is ShopException or ObjectDisposedException)
        {
        }
    }
}
