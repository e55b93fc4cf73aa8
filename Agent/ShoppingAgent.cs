using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Agent.Conversations;
using Agent.Plugins;
using Agent.Plugins.Storage;

namespace Agent;

/// <summary>The agent: a person's message or decision in, TurnEvents out. Thread-safe; one turn at a time in each conversation.</summary>
public sealed class ShoppingAgent
{
    private const int LongestId = 128;

    private readonly ConversationLogs _logs;
    private readonly TurnRunner _runner;
    private readonly IDatabase _database;
    private readonly AgentSettings _settings;
    private readonly TimeProvider _clock;
    private readonly IdSource _ids;

    internal ShoppingAgent(ConversationLogs logs, TurnRunner runner, IDatabase database, AgentSettings settings, TimeProvider clock, IdSource ids) =>
        (_logs, _runner, _database, _settings, _clock, _ids) = (logs, runner, database, settings, clock, ids);

    /// <summary>Runs one turn and gives its events as they happen, to its end. News of orders comes by <see cref="FollowAsync"/>.</summary>
    /// <param name="cancellationToken">Stops the planning, as <see cref="StopAsync"/> does: the turn still ends with its own event, and a checkout in progress is finished first. Who only stops reading does not stop the turn.</param>
    /// <exception cref="ShopException">turn_running: another turn runs in this conversation; it can be followed. Or what the storage says.</exception>
    public async IAsyncEnumerable<TurnEvent> RunAsync(TurnInput input, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Check(input.PersonId, input.ConversationId);
        var log = _logs.Hold(input.PersonId, input.ConversationId);
        var turn = new ActiveTurn(_ids.Next("trn"), _settings.Limits.Deadline, _clock);
        if (!log.TryBegin(turn))
        {
            log.LetGo();
            turn.Dispose();
            throw new ShopException("turn_running", "A turn is running in this conversation. Follow it, or stop it, and send this again afterwards.");
        }

        var events = log.Listen();
        using var stop = cancellationToken.UnsafeRegister(static t => ((ActiveTurn)t!).Stop(), turn);
        _ = RunToEndAsync(input, log, turn, events);
        await foreach (var e in events.ReadAllAsync(CancellationToken.None))
            if (e.TurnId == turn.Id) yield return e;
    }

    /// <summary>What is stored after the number, then what happens, news of orders included, until cancelled.</summary>
    public async IAsyncEnumerable<TurnEvent> FollowAsync(string personId, string conversationId, long afterNumber, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Check(personId, conversationId);
        var log = _logs.Hold(personId, conversationId);
        ChannelReader<TurnEvent>? events = null;
        try
        {
            await log.OpenAsync(_runner.Interrupted, cancellationToken);
            events = await log.FollowAsync(afterNumber, cancellationToken);
            await foreach (var e in events.ReadAllAsync(cancellationToken)) yield return e;
        }
        finally
        {
            if (events is not null) log.Unfollow(events);
            log.LetGo();
        }
    }

    /// <summary>The events after the number; none where the person has no such conversation.</summary>
    public async Task<IReadOnlyList<TurnEvent>> ReadAsync(string personId, string conversationId, long afterNumber, CancellationToken cancellationToken = default)
    {
        Check(personId, conversationId);
        var log = _logs.Hold(personId, conversationId);
        try
        {
            await log.OpenAsync(_runner.Interrupted, cancellationToken);
            return await log.ReadAsync(afterNumber, cancellationToken);
        }
        finally
        {
            log.LetGo();
        }
    }

    /// <summary>Stops the planning of the turn that runs, if one does. Never a checkout in progress: that is finished, and then the turn ends.</summary>
    public Task StopAsync(string personId, string conversationId)
    {
        Check(personId, conversationId);
        var log = _logs.Hold(personId, conversationId);
        log.Turn?.Stop();
        log.LetGo();
        return Task.CompletedTask;
    }

    /// <summary>The conversation that the person used last; null for a person who has none.</summary>
    public Task<string?> LatestConversationAsync(string personId, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(tx => ConversationStore.Latest(tx, personId), cancellationToken);

    private async Task RunToEndAsync(TurnInput input, ConversationLog log, ActiveTurn turn, ChannelReader<TurnEvent> events)
    {
        Exception? error = null;
        try
        {
            await _runner.RunAsync(input, log, turn);
        }
        catch (Exception e)
        {
            // Not even the failure could be stored: the reader is told directly.
            error = e;
        }
        finally
        {
            log.End(turn);
            log.Unfollow(events, error);
            log.LetGo();
            turn.Dispose();
        }
    }

    private static void Check(string personId, string conversationId)
    {
        if (personId.Length is 0 or > LongestId) throw new ArgumentException($"A person's id has 1 to {LongestId} characters.", nameof(personId));
        if (conversationId.Length is 0 or > LongestId) throw new ArgumentException($"A conversation's id has 1 to {LongestId} characters.", nameof(conversationId));
    }
}
