using System.Diagnostics;
using Agent.Plugins;

namespace Agent.Telemetry;

/// <summary>One turn, or one function call in it: spans <c>invoke_agent</c> and <c>execute_tool</c>. What people write and what functions return is in them only where that is asked for.</summary>
internal readonly struct TurnSpan : IDisposable
{
    private readonly Activity? _activity;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly string? _tool;

    private TurnSpan(Activity? activity, TimeProvider clock, string? tool) => (_activity, _clock, _started, _tool) = (activity, clock, clock.GetTimestamp(), tool);

    public static TurnSpan Turn(TurnContext turn)
    {
        var activity = AgentTelemetry.Source.HasListeners() ? AgentTelemetry.Source.StartActivity("invoke_agent shopping") : null;
        activity?
            .SetTag("gen_ai.operation.name", "invoke_agent")
            .SetTag("gen_ai.agent.name", "shopping")
            .SetTag("gen_ai.conversation.id", turn.ConversationId)
            .SetTag("agent.turn.id", turn.TurnId)
            .SetTag("agent.language", turn.Language.ToString());
        return new TurnSpan(activity, turn.Clock, null);
    }

    public static TurnSpan Tool(TurnContext turn, string name, string callId)
    {
        var activity = AgentTelemetry.Source.HasListeners() ? AgentTelemetry.Source.StartActivity("execute_tool " + name) : null;
        activity?
            .SetTag("gen_ai.operation.name", "execute_tool")
            .SetTag("gen_ai.tool.name", name)
            .SetTag("gen_ai.tool.call.id", callId);
        return new TurnSpan(activity, turn.Clock, name);
    }

    public void Set(string tag, object? value) => _activity?.SetTag(tag, value);

    public void Fail(string code) => _activity?.SetTag("error.type", code).SetStatus(ActivityStatusCode.Error);

    public void Dispose()
    {
        var seconds = _clock.GetElapsedTime(_started).TotalSeconds;
        if (_tool is null) AgentTelemetry.TurnDuration.Record(seconds);
        else AgentTelemetry.ToolDuration.Record(seconds, AgentTelemetry.Tag("gen_ai.tool.name", _tool));
        _activity?.Dispose();
    }
}
