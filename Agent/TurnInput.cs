using Agent.Plugins;

namespace Agent;

/// <summary>What starts a turn. The identity comes from the host, never from text.</summary>
public abstract record TurnInput(string PersonId, string ConversationId)
{
    /// <summary>The person's own zone; null for the agent's default.</summary>
    public TimeZoneInfo? TimeZone { get; init; }
}

/// <param name="Language">Fixed by the person; null to go by what is written.</param>
/// <param name="MayAnswerConsent">
/// The surface is trusted to pass on a typed yes or no: an interactive console that dropped what was typed ahead, or piped input whose line follows the request.
/// Never for machine protocols, <c>-m</c> or the web.
/// </param>
public sealed record UserMessage(string PersonId, string ConversationId, string Text, Language? Language = null, bool MayAnswerConsent = false) : TurnInput(PersonId, ConversationId);

/// <summary>The person's own yes or no from a trusted surface. It never passes a chat client.</summary>
public sealed record ConsentDecision(string PersonId, string ConversationId, string ConsentId, bool Approved) : TurnInput(PersonId, ConversationId);
