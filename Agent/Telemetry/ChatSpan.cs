using System.Diagnostics;
using Agent.Models;
using Agent.Prompts;
using Microsoft.Extensions.AI;

namespace Agent.Telemetry;

/// <summary>One request to a model: span <c>chat</c>, its tokens, first piece and time; what was said is in it only where that is asked for.</summary>
internal sealed class ChatSpan : IDisposable
{
    private readonly Activity? _activity;
    private readonly string _model;
    private readonly string? _currency;
    private readonly TimeProvider _clock;
    private readonly long _started;

    /// <summary>The answer so far; null where nobody asks for it.</summary>
    private readonly List<AIContent>? _said;
    private long? _first;

    private ChatSpan(Activity? activity, ModelStep step, TimeProvider clock, bool records)
    {
        (_activity, _model, _currency, _clock, _started) = (activity, step.Name, step.Limits.Price?.Currency, clock, clock.GetTimestamp());
        if (records && activity is not null) _said = [];
    }

    public static ChatSpan Start(ModelStep step, ModelRequest request, TurnRoute route, TimeProvider clock)
    {
        var (model, prompt) = (step.Name, request.Prompt);
        var activity = AgentTelemetry.Source.HasListeners() ? AgentTelemetry.Source.StartActivity("chat " + model, ActivityKind.Client) : null;
        activity?
            .SetTag("gen_ai.operation.name", "chat")
            .SetTag("gen_ai.provider.name", "openai")
            .SetTag("gen_ai.request.model", model)
            .SetTag("gen_ai.conversation.id", route.Turn.ConversationId)
            .SetTag("agent.prompt.name", prompt.Name)
            .SetTag("agent.prompt.version", prompt.Version)
            .SetTag("agent.prompt.hash", prompt.Hash);
        if (route.RecordsContent)
        {
            activity?
                .SetTag("gen_ai.system_instructions", SpokenContent.Instructions(request.Messages))
                .SetTag("gen_ai.input.messages", SpokenContent.Input(request.Messages));
        }

        return new ChatSpan(activity, step, clock, route.RecordsContent);
    }

    /// <summary>A piece of the answer came.</summary>
    public void Heard(ChatResponseUpdate piece)
    {
        _first ??= _clock.GetTimestamp();
        _said?.AddRange(piece.Contents);
    }

    public void End(ModelUsage usage, string? finish, ModelException? failure)
    {
        var error = failure is null ? null : ModelLadder.Reason(failure.Failure);
        Measure(usage, error);
        if (_activity is null) return;
        _activity
            .SetTag("gen_ai.usage.input_tokens", usage.InputTokens)
            .SetTag("gen_ai.usage.output_tokens", usage.OutputTokens)
            .SetTag("gen_ai.usage.cache_read.input_tokens", usage.CachedTokens)
            .SetTag("agent.cost_micros", usage.CostMicros)
            .SetTag("agent.cost_currency", _currency);
        if (_first is { } heard) _activity.SetTag("agent.first_token_seconds", _clock.GetElapsedTime(_started, heard).TotalSeconds);
        if (finish is not null) _activity.SetTag("gen_ai.response.finish_reasons", new[] { finish });
        if (_said is not null) _activity.SetTag("gen_ai.output.messages", SpokenContent.Output(_said, finish));

        // A server that refuses a request may quote from it.
        if (failure is not null) _activity.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error, _said is null ? null : failure.Message);
    }

    public void Dispose() => _activity?.Dispose();

    private void Measure(ModelUsage usage, string? error)
    {
        var tags = new TagList { { "gen_ai.operation.name", "chat" }, { "gen_ai.provider.name", "openai" }, { "gen_ai.request.model", _model } };
        if (_first is { } first) AgentTelemetry.FirstToken.Record(_clock.GetElapsedTime(_started, first).TotalSeconds, tags);
        var duration = tags;
        if (error is not null) duration.Add("error.type", error);
        AgentTelemetry.ChatDuration.Record(_clock.GetElapsedTime(_started).TotalSeconds, duration);
        var (input, output) = (tags, tags);
        input.Add("gen_ai.token.type", "input");
        output.Add("gen_ai.token.type", "output");
        AgentTelemetry.Tokens.Record(usage.InputTokens, input);
        AgentTelemetry.Tokens.Record(usage.OutputTokens, output);
    }
}
