using Agent.Conversations;
using Agent.Models;
using Agent.Plugins;

namespace Agent.Planning;

/// <summary>What belongs to one turn: to whom it is bound, and where its events go.</summary>
internal sealed class TurnScope(TurnContext context, ConversationLog log, ActiveTurn turn, TurnRoute route)
{
    public TurnContext Context => context;

    public Language Language => context.Language;

    public ConversationLog Log => log;

    public ActiveTurn Turn => turn;

    public TurnRoute Route => route;

    public int Rounds { get; set; }

    public int Calls { get; set; }

    public long InputTokens { get; set; }

    public long OutputTokens { get; set; }

    /// <summary>Where a ladder counted, what it settled; else what the chat client told.</summary>
    public TurnUsage Usage => route.Total is { Requests: > 0 } used
        ? new TurnUsage(Rounds, Calls, used.InputTokens, used.OutputTokens) { CachedTokens = used.CachedTokens, CostMicros = used.CostMicros }
        : new TurnUsage(Rounds, Calls, InputTokens, OutputTokens);

    public Task StoreAsync(params TurnEvent[] events)
    {
        for (var i = 0; i < events.Length; i++) events[i] = events[i] with { TurnId = turn.Id };
        return log.StoreAsync(events);
    }

    public ValueTask ShowAsync(TurnEvent e) => log.ShowAsync(e with { TurnId = turn.Id });
}
