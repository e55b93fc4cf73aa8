namespace Agent.Planning;

/// <summary>What bounds one turn, whatever the chat client does. A model that reaches a bound hands over to express, which then has as much again.</summary>
public sealed record PlannerLimits
{
    /// <summary>Calls of the chat client.</summary>
    public int Rounds { get; init; } = 8;

    /// <summary>Functions run.</summary>
    public int Calls { get; init; } = 24;

    /// <summary>How often the same function may be called with the same arguments.</summary>
    public int SameCall { get; init; } = 3;

    /// <summary>Tokens of a turn, input and output of all its requests together.</summary>
    public long Tokens { get; init; } = 200_000;

    /// <summary>UTF-16 units of text.</summary>
    public int Text { get; init; } = 16_000;

    /// <summary>From the start of the turn, on the agent's clock.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);
}
