using System.Text.Json;
using System.Text.Json.Serialization;
using Agent.Conversations;
using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;

namespace Agent;

/// <summary>What happens in a conversation, in order. The same JSON on every surface.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TurnStarted), "turn_started")]
[JsonDerivedType(typeof(TextDelta), "text_delta")]
[JsonDerivedType(typeof(TextDiscarded), "text_discarded")]
[JsonDerivedType(typeof(ToolStarted), "tool_started")]
[JsonDerivedType(typeof(ToolFinished), "tool_finished")]
[JsonDerivedType(typeof(ConsentRequested), "consent_requested")]
[JsonDerivedType(typeof(ConsentResolved), "consent_resolved")]
[JsonDerivedType(typeof(OrderChanged), "order_changed")]
[JsonDerivedType(typeof(Queued), "queued")]
[JsonDerivedType(typeof(Notice), "notice")]
[JsonDerivedType(typeof(TurnCompleted), "turn_completed")]
[JsonDerivedType(typeof(TurnFailed), "turn_failed")]
public abstract record TurnEvent
{
    /// <summary>1, 2, 3… within the conversation, without gaps.</summary>
    public long Number { get; init; }

    public string ConversationId { get; init; } = "";

    /// <summary>Null for what happens outside turns: news of an order.</summary>
    public string? TurnId { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <param name="Text">What the person wrote; null when the turn is a pressed button.</param>
public sealed record TurnStarted(string? Text, Language Language) : TurnEvent;

/// <param name="Segment">0, 1… within the turn: text between two function calls.</param>
/// <param name="Offset">In UTF-16 units, where this piece starts in its segment.</param>
public sealed record TextDelta(int Segment, int Offset, string Text) : TurnEvent;

/// <summary>A segment that was shown is withdrawn: hosts strike it out or remove it.</summary>
public sealed record TextDiscarded(int Segment, string Reason) : TurnEvent;

public sealed record ToolStarted(string CallId, string Function, JsonElement? Arguments) : TurnEvent;

/// <param name="Result">One of the result records of Agent.Plugins, or a <see cref="Refusal"/>.</param>
public sealed record ToolFinished(string CallId, string Function, [property: JsonConverter(typeof(FunctionResultConverter))] object Result) : TurnEvent;

/// <summary>The question that only a trusted surface can answer.</summary>
public sealed record ConsentRequested([property: JsonConverter(typeof(ConsentAskedConverter))] ConsentAsked Asked) : TurnEvent;

public sealed record ConsentResolved(string ConsentId, ConsentOutcome Outcome) : TurnEvent;

/// <param name="Before">The state last told.</param>
public sealed record OrderChanged(OrderView Order, OrderState Before) : TurnEvent
{
    public OrderHappening What { get; init; }

    /// <summary>It has just become known to be late, and its platform would cancel it free of charge: hosts offer it.</summary>
    public bool FreeToCancel { get; init; }
}

/// <param name="Wait">Expected, from now.</param>
public sealed record Queued(int Place, TimeSpan Wait) : TurnEvent;

/// <summary>The service level changed, or something that was open was withdrawn, and why.</summary>
/// <param name="Code">snake_case; the wording hangs on it.</param>
public sealed record Notice(string Code, string Text) : TurnEvent;

/// <param name="Question">What express waits for an answer to; null when nothing is open.</param>
public sealed record TurnCompleted(StopReason Reason, OpenQuestion? Question, TurnUsage Usage) : TurnEvent;

/// <param name="ErrorId">Where the log has more; shown to the person.</param>
public sealed record TurnFailed(string Code, string Text, string? ErrorId) : TurnEvent;

public enum StopReason
{
    /// <summary>The chat client had nothing more to call.</summary>
    Answered,

    /// <summary>A consent request is open.</summary>
    ConsentOpen,

    /// <summary>The person stopped it.</summary>
    Stopped,

    RoundLimit,
    CallLimit,
    Deadline,
    RepeatedCall,
    TokenLimit,
}

/// <param name="Rounds">Calls of the chat client.</param>
/// <param name="Calls">Functions run.</param>
public sealed record TurnUsage(int Rounds, int Calls, long InputTokens, long OutputTokens)
{
    /// <summary>Of the input tokens, those that a provider's prompt cache held.</summary>
    public long CachedTokens { get; init; }

    /// <summary>In millionths of the price's currency; 0 where no price is known.</summary>
    public long CostMicros { get; init; }
}
