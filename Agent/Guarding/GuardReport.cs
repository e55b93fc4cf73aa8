using System.Collections.Concurrent;
using Agent.Telemetry;

namespace Agent.Guarding;

/// <summary>How often the guard stepped in, by what was wrong and what was done. Holds nothing that anybody wrote. Thread-safe.</summary>
internal sealed class GuardReport
{
    public const string Claim = "claim";
    public const string Deed = "deed";

    private readonly ConcurrentDictionary<GuardStep, long> _counts = new();

    /// <summary>Raised after it was counted, on the turn's own thread.</summary>
    public event Action<GuardStep>? Happened;

    public long Count(string kind, GuardAction action) => _counts.GetValueOrDefault(new GuardStep(kind, action));

    public void Add(string kind, GuardAction action)
    {
        var step = new GuardStep(kind, action);
        _counts.AddOrUpdate(step, 1, (_, count) => count + 1);
        AgentTelemetry.Withheld.Add(1, AgentTelemetry.Tag("agent.guard.kind", kind), AgentTelemetry.Tag("agent.guard.action", action.ToString()));
        Happened?.Invoke(step);
    }

    public void Add(FigureKind kind, GuardAction action) => Add(Name(kind), action);

    public static string Name(FigureKind kind) => kind switch
    {
        FigureKind.Amount => "amount",
        FigureKind.Percent => "percent",
        FigureKind.Time => "time",
        FigureKind.Id => "id",
        _ => "name",
    };
}

/// <param name="Kind">amount, percent, time, id, name, claim or deed.</param>
internal readonly record struct GuardStep(string Kind, GuardAction Action);

internal enum GuardAction
{
    /// <summary>The sourced fact was shown in its place.</summary>
    Replaced,

    /// <summary>The segment was taken back.</summary>
    Withdrawn,
}
