using Agent.Telemetry;

namespace Agent.Models;

/// <summary>Which models plan, and what they may cost. Without any, express plans everything.</summary>
public sealed record ModelSettings
{
    /// <summary>In the order in which they are tried.</summary>
    public IReadOnlyList<ModelEndpoint> Endpoints { get; init; } = [];

    /// <summary>The planner's prompt; null for <c>planner.yaml</c> in the prompts folder.</summary>
    public string? PlannerPrompt { get; init; }

    /// <summary>Of a turn, on the agent's clock. After it express answers, so that the turn still ends within its own deadline.</summary>
    public TimeSpan TurnDeadline { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>The most that a person waits for a retry that a server asks for, and for a receipt that a model words.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(3);

    public ModelBudget Budget { get; init; } = new();

    /// <summary>Lets a model word the outcome of a decision. Off by default: a receipt should not wait for a model.</summary>
    public bool WordsReceipts { get; init; }

    /// <summary>Lets spans hold what people wrote, what models were given and answered, and what functions got and returned. Off, unless <see cref="AgentTelemetry.ContentVariable"/> asks for it.</summary>
    public bool RecordsContent { get; init; } = AgentTelemetry.AsksForContent(Environment.GetEnvironmentVariable(AgentTelemetry.ContentVariable));
}

/// <summary>What models may use before express takes over; null for no bound. Costs are in millionths of the price's currency.</summary>
public sealed record ModelBudget
{
    /// <summary>Input and output together.</summary>
    public long? ConversationTokens { get; init; }

    public long? ConversationCost { get; init; }

    /// <summary>Of all conversations; a day is the agent's own.</summary>
    public long? DayTokens { get; init; }

    public long? DayCost { get; init; }
}
