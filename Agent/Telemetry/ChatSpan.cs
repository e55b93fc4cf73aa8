using System.Diagnostics;
using Agent.Models;
using Agent.Prompts;

namespace Agent.Telemetry;

/// <summary>One request to a model: span <c>chat</c>, its tokens, first piece and time.</summary>
internal sealed class ChatSpan : IDisposable
{
    private readonly Activity? _activity;
    private readonly string _model;
    private readonly string? _currency;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private long? _first;

    private ChatSpan(Activity? activity, string model, string? currency, TimeProvider clock) => (_activity, _model, _currency, _clock, _started) = (activity, model, currency, clock, clock.GetTimestamp());

    public static ChatSpan Start(ModelStep step, PromptFile prompt, TurnRoute route, TimeProvider clock)
    {
        var model = step.Name;
        var activity = AgentTelemetry.Source.HasListeners() ? AgentTelemetry.Source.StartActivity("chat " + model, ActivityKind.Client) : null;
        activity?
            .SetTag("gen_ai.operation.name", "chat")
            .SetTag("gen_ai.provider.name", "openai")
            .SetTag("gen_ai.request.model", model)
            .SetTag("gen_ai.conversation.id", route.Turn.ConversationId)
            .SetTag("agent.prompt.name", prompt.Name)
            .SetTag("agent.prompt.version", prompt.Version)
            .SetTag("agent.prompt.hash", prompt.Hash);
        return new ChatSpan(activity, model, step.Limits.Price?.Currency, clock);
    }

    /// <summary>A piece of the answer came.</summary>
    public void Heard() => _first ??= _clock.GetTimestamp();

    public void End(ModelUsage usage, string? finish, ModelException? failure)
    {
        var error = failure is null ? null : ModelLadder.Reason(failure.Failure);
        var model = AgentTelemetry.Tag("gen_ai.request.model", _model);
        AgentTelemetry.ChatDuration.Record(_clock.GetElapsedTime(_started).TotalSeconds, model, AgentTelemetry.Tag("gen_ai.operation.name", "chat"), AgentTelemetry.Tag("error.type", error));
        if (_first is { } first) AgentTelemetry.FirstToken.Record(_clock.GetElapsedTime(_started, first).TotalSeconds, model);
        AgentTelemetry.Tokens.Record(usage.InputTokens, model, AgentTelemetry.Tag("gen_ai.token.type", "input"));
        AgentTelemetry.Tokens.Record(usage.OutputTokens, model, AgentTelemetry.Tag("gen_ai.token.type", "output"));
        if (_activity is null) return;
        _activity
            .SetTag("gen_ai.usage.input_tokens", usage.InputTokens)
            .SetTag("gen_ai.usage.output_tokens", usage.OutputTokens)
            .SetTag("gen_ai.usage.cache_read.input_tokens", usage.CachedTokens)
            .SetTag("agent.cost_micros", usage.CostMicros)
            .SetTag("agent.cost_currency", _currency);
        if (_first is { } heard) _activity.SetTag("agent.first_token_seconds", _clock.GetElapsedTime(_started, heard).TotalSeconds);
        if (finish is not null) _activity.SetTag("gen_ai.response.finish_reasons", new[] { finish });
        if (failure is not null) _activity.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error, failure.Message);
    }

    public void Dispose() => _activity?.Dispose();
}
