using Agent.Plugins;

namespace Agent.Host.Chat;

/// <summary>One person's conversation on this console: runs turns, and tells news of orders between them, never in the middle of one.</summary>
/// <param name="show">Prints an event; called by one thread at a time.</param>
internal sealed class ChatSession(AgentHost host, Action<TurnEvent> show) : IAsyncDisposable
{
    private readonly SemaphoreSlim _stage = new(1);
    private readonly SemaphoreSlim _news = new(0);
    private CancellationTokenSource? _following;
    private Task _follower = Task.CompletedTask;

    public string ConversationId { get; private set; } = "";

    public ConversationFacts Facts { get; private set; } = new();

    /// <summary>Fixed by the person; null to go by what is written.</summary>
    public Language? Language { get; set; }

    /// <summary>Goes on with the last conversation where something is open in it, else begins a new one.</summary>
    /// <returns>Whether it goes on.</returns>
    public async Task<bool> BeginAsync(bool forceNew, CancellationToken cancellationToken)
    {
        if (!forceNew && await host.Agent.LatestConversationAsync(AgentHost.PersonId, cancellationToken) is { } latest)
        {
            var facts = new ConversationFacts();
            foreach (var e in await host.Agent.ReadAsync(AgentHost.PersonId, latest, 0, cancellationToken)) facts.Take(e);
            if (facts.HasOpenOrder || facts.OpenConsent?.Consent.ExpiresAt > host.Clock.GetUtcNow())
            {
                await EnterAsync(latest, facts);
                return true;
            }
        }

        await EnterAsync(host.Ids.Next("cnv"), new ConversationFacts());
        return false;
    }

    public Task BeginNewAsync() => EnterAsync(host.Ids.Next("cnv"), new ConversationFacts());

    /// <summary>Runs one turn and shows it. What is typed may answer an open question only where <paramref name="mayAnswerConsent"/>.</summary>
    /// <param name="stop">Stops the turn: what has been paid for stays, and the turn ends with its own event.</param>
    public Task SendAsync(string text, bool mayAnswerConsent, CancellationToken stop) =>
        RunAsync(new UserMessage(AgentHost.PersonId, ConversationId, text, Language, mayAnswerConsent), stop);

    public Task DecideAsync(string consentId, bool approved, CancellationToken stop) => RunAsync(new ConsentDecision(AgentHost.PersonId, ConversationId, consentId, approved), stop);

    public Task<IReadOnlyList<TurnEvent>> ReadAsync(CancellationToken cancellationToken) => host.Agent.ReadAsync(AgentHost.PersonId, ConversationId, 0, cancellationToken);

    /// <summary>Completes once news of orders has made it so. For one caller at a time.</summary>
    public async Task WhenAsync(Predicate<ConversationFacts> holds)
    {
        while (!holds(Facts)) await _news.WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopFollowingAsync();
        _stage.Dispose();
        _news.Dispose();
    }

    private async Task EnterAsync(string conversationId, ConversationFacts facts)
    {
        await StopFollowingAsync();
        (ConversationId, Facts) = (conversationId, facts);
        _following = new CancellationTokenSource();
        _follower = FollowAsync(conversationId, facts.LastNumber, _following.Token);
    }

    private async Task RunAsync(TurnInput input, CancellationToken stop)
    {
        await _stage.WaitAsync(CancellationToken.None);
        try
        {
            await foreach (var e in host.Agent.RunAsync(input, stop))
            {
                Facts.Take(e);
                show(e);
            }
        }
        finally
        {
            _stage.Release();
        }
    }

    private async Task FollowAsync(string conversationId, long afterNumber, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var e in host.Agent.FollowAsync(AgentHost.PersonId, conversationId, afterNumber, cancellationToken))
            {
                // What belongs to a turn is shown by the turn.
                if (e.TurnId is not null) continue;
                await _stage.WaitAsync(cancellationToken);
                try
                {
                    Facts.Take(e);
                    show(e);
                }
                finally
                {
                    _stage.Release();
                    _news.Release();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The person left the conversation.
        }
    }

    private async Task StopFollowingAsync()
    {
        if (_following is not { } following) return;
        _following = null;
        await following.CancelAsync();
        await _follower;
        following.Dispose();
    }
}
