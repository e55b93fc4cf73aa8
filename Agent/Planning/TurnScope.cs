using Agent.Conversations;
using Agent.Plugins;

namespace Agent.Planning;

/// <summary>What belongs to one turn: to whom it is bound, and where its events go.</summary>
internal sealed class TurnScope(TurnContext context, ConversationLog log, ActiveTurn turn)
{
    public TurnContext Context => context;

    public Language Language => context.Language;

    public ConversationLog Log => log;

    public ActiveTurn Turn => turn;

    public int Rounds { get; set; }

    public int Calls { get; set; }

    public long InputTokens { get; set; }

    public long OutputTokens { get; set; }

    public TurnUsage Usage => new(Rounds, Calls, InputTokens, OutputTokens);

    public Task StoreAsync(params TurnEvent[] events)
    {
        for (var i = 0; i < events.Length; i++) events[i] = events[i] with { TurnId = turn.Id };
        return log.StoreAsync(events);
    }

    public ValueTask ShowAsync(TurnEvent e) => log.ShowAsync(e with { TurnId = turn.Id });
}
