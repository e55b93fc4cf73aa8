using Agent.Models;
using Agent.Planning;

namespace Agent;

/// <summary>What an embedder may set.</summary>
public sealed record AgentSettings
{
    /// <summary>Where the wording files are; null for the folder <c>prompts</c> beside the program.</summary>
    public string? PromptsFolder { get; init; }

    /// <summary>For people whose own zone is not known.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public PlannerLimits Limits { get; init; } = new();

    /// <summary>Which models plan; without any, express does.</summary>
    public ModelSettings Models { get; init; } = new();
}
