using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Agent.Telemetry;

/// <summary>What the agent tells OpenTelemetry, by the semantic conventions for generative AI: spans <c>invoke_agent</c>, <c>chat</c> and <c>execute_tool</c>, and metrics of tokens and times.</summary>
public static class AgentTelemetry
{
    /// <summary>Of the activity source and of the meter.</summary>
    public const string Name = "Agent";

    /// <summary>The environment variable by which instrumentation for generative AI is asked for what is said.</summary>
    public const string ContentVariable = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    internal static ActivitySource Source { get; } = new(Name);

    internal static Histogram<double> TurnDuration { get; }

    internal static Histogram<double> ToolDuration { get; }

    internal static Histogram<double> ChatDuration { get; }

    internal static Histogram<double> FirstToken { get; }

    internal static Histogram<long> Tokens { get; }

    internal static Counter<long> Handovers { get; }

    internal static Counter<long> Withheld { get; }

    private static Meter Meter { get; } = new(Name);

    static AgentTelemetry()
    {
        TurnDuration = Meter.CreateHistogram<double>("agent.turn.duration", "s", "A turn from its input to its last event.");
        ToolDuration = Meter.CreateHistogram<double>("agent.tool.duration", "s", "One function call.");
        ChatDuration = Meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "One request to a model, to the end of its answer.");
        FirstToken = Meter.CreateHistogram<double>("gen_ai.client.operation.time_to_first_chunk", "s", "From the request to the first piece of its answer.");
        Tokens = Meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens of one request, by type.");
        Handovers = Meter.CreateCounter<long>("agent.handovers", "{turn}", "Turns that express took over from a model, by reason.");
        Withheld = Meter.CreateCounter<long>("agent.guard.withheld", "{text}", "What the guard kept from a person, by reason.");
    }

    /// <summary>Whether a value of <see cref="ContentVariable"/> asks for it; some name where it is to go, and here that is spans.</summary>
    public static bool AsksForContent(string? value) => value?.Trim().ToUpperInvariant() is "TRUE" or "SPAN_ONLY" or "SPAN_AND_EVENT";

    internal static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);
}
