using Agent.Guarding;
using Agent.Models;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Microsoft.Extensions.AI;

namespace Agent.Conversations;

/// <summary>What the events of a conversation add up to. Folding stored events gives the same as folding them as they happened.</summary>
internal sealed class ConversationMemory
{
    private readonly DialogueStateBuilder _dialogue = new();
    private readonly ChatHistory _history = new();
    private string? _consentTurn;
    private bool _consentIsLatest;

    /// <summary>Of the latest turn; null before the first.</summary>
    public Language? Language { get; private set; }

    public FigureSources Figures { get; } = new();

    public KnownDeeds Deeds { get; } = new();

    /// <summary>The turn that has started and has neither completed nor failed.</summary>
    public string? OpenTurn { get; private set; }

    public ConsentAsked? OpenConsent => _dialogue.OpenConsent;

    /// <summary>The consent request that was the latest event, its own turn's aside, when the present turn started.</summary>
    public ConsentAsked? Answerable { get; private set; }

    public void Fold(TurnEvent e)
    {
        if (e is TurnStarted started)
        {
            Language = started.Language;
            OpenTurn = started.TurnId;
            Answerable = _consentIsLatest ? OpenConsent : null;
        }
        else if (e is TurnCompleted or TurnFailed && e.TurnId == OpenTurn)
        {
            OpenTurn = null;
        }

        if (e is ConsentRequested) (_consentTurn, _consentIsLatest) = (e.TurnId, true);
        else if (e.TurnId is null || e.TurnId != _consentTurn) _consentIsLatest = false;
        if (e is TurnCompleted { Usage: var usage }) Used += new ModelUsage(0, usage.InputTokens, usage.CachedTokens, usage.OutputTokens, usage.CostMicros);
        _dialogue.Fold(e);
        _history.Fold(e);
        Figures.Fold(e);
        Deeds.Fold(e);
    }

    /// <summary>What models used in it so far.</summary>
    public ModelUsage Used { get; private set; }

    public DialogueState State(Language language, DateTimeOffset now, IReadOnlyList<string> functions) => _dialogue.Build(language, now, functions, _history);

    /// <summary>The words of the conversation, oldest first, the present turn's message last.</summary>
    public List<ChatMessage> Messages() => _history.Messages();
}
