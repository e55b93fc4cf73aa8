using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Agent.Conversations;
using Agent.Express;
using Agent.Planning;
using Agent.Plugins;
using Agent.Prompts;
using Agent.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Agent.Models;

/// <summary>
/// The chat client of a planner that has models: asks the first that is healthy and within its limits, then the next, then express, so that no turn fails because a model did.
/// Once express has taken a turn over, it keeps it. The person is told once, and once when a model is back. Thread-safe.
/// </summary>
internal sealed class ModelLadder(
    IEnumerable<ModelRung> rungs,
    ExpressChatClient express,
    PlannerPrompt prompt,
    ModelUsageBook book,
    ModelSettings settings,
    FallbackResponder words,
    TimeProvider clock,
    ILogger<ModelLadder> log) : IChatClient
{
    /// <summary>Codes of the notices that say so.</summary>
    public const string Out = "models_out";
    public const string Back = "models_back";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    private readonly ModelStep[] _steps = [.. rungs.Select(r => new ModelStep(r, clock))];

    public static string Reason(ModelFailure failure) => JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.ToString());

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var said = messages as IList<ChatMessage> ?? [.. messages];
        var state = options.GetDialogue() ?? new DialogueState { Language = Language.English, Now = clock.GetUtcNow() };
        var route = options.GetRoute() ?? throw new InvalidOperationException("The ladder needs to know whose turn it is.");
        var toldOut = route.ToldModelsOut ??= state.ModelsOut;
        var shown = false;
        if (route.HandedOver is null && await book.SpentAsync(route) is { } spent) route.HandOver(spent);
        if (route.HandedOver is null)
        {
            var request = prompt.Of(said, options, state, route);
            string? reason = null;
            foreach (var step in _steps)
            {
                for (var tries = 0; ; tries++)
                {
                    if (step.Refuses(request.Tokens) is { } refusal)
                    {
                        reason ??= refusal;
                        break;
                    }

                    var answer = new AnswerTally();
                    await using var attempt = new ModelAttempt(step.Client, request, step.Limits, route.ModelsUntil, clock, cancellationToken);
                    using var chat = ChatSpan.Start(step, request, route, clock);
                    var ended = false;
                    try
                    {
                        while (await attempt.MoveNextAsync())
                        {
                            var update = attempt.Current;
                            chat.Heard(update);
                            answer.Take(update);
                            shown |= answer.HasText;
                            yield return update;
                        }

                        ended = true;
                    }
                    finally
                    {
                        if (!ended)
                        {
                            step.Breaker.Abandoned();
                            chat.End(Settle(step, route, request, answer), null, null);
                        }
                    }

                    var failure = attempt.Failure ?? (answer.HasContent || options?.Tools is not { Count: > 0 } ? null : new ModelException(ModelFailure.AnswerBroken, "The model answered with nothing."));
                    step.Ended(failure);
                    chat.End(Settle(step, route, request, answer), answer.Finish?.Value, failure);
                    if (failure is null)
                    {
                        route.ServedByModel = true;
                        if (!toldOut) yield break;
                        route.ToldModelsOut = false;
                        yield return new ChatResponseUpdate(ChatRole.Assistant, []).WithNotice(new Notice(Back, words.Say(state.Language, "models.back")));
                        yield break;
                    }

                    reason = Reason(failure.Failure);
                    log.LogWarning("Model {Model} failed with {Failure}: {Problem}", step.Name, failure.Failure, failure.Message);
                    if (shown || tries >= step.Limits.Retries || !await WaitAsync(failure, route, cancellationToken)) break;
                }

                if (!shown) continue;
                shown = false;
                yield return new ChatResponseUpdate(ChatRole.Assistant, []).WithDiscard();
            }

            route.HandOver(reason ?? "none");
            AgentTelemetry.Handovers.Add(1, AgentTelemetry.Tag("reason", reason));
        }

        if (!toldOut)
        {
            route.ToldModelsOut = true;
            yield return new ChatResponseUpdate(ChatRole.Assistant, []).WithNotice(new Notice(Out, words.ModelsOut(route.HandedOver!, state.Language)));
        }

        await foreach (var update in express.GetStreamingResponseAsync(said, options, cancellationToken)) yield return update;
    }

    /// <summary>A few words from the first model that gives them in time, which is the same for all of them together. Express takes no part, and the person is told nothing of models.</summary>
    /// <returns>Null where none did, or the person would not wait.</returns>
    public async Task<string?> WordAsync(PromptFile words, IReadOnlyDictionary<string, object?> values, TurnRoute route, CancellationToken cancellationToken)
    {
        if (await book.SpentAsync(route) is not null) return null;
        var request = PlannerPrompt.Of(words, values);
        var until = clock.GetTimestamp() + (long)(settings.LongestWait.TotalSeconds * clock.TimestampFrequency);
        foreach (var step in _steps)
        {
            if (cancellationToken.IsCancellationRequested || clock.GetTimestamp() >= until) return null;
            if (step.Refuses(request.Tokens) is not null) continue;
            var (answer, said) = (new AnswerTally(), new StringBuilder());
            await using var attempt = new ModelAttempt(step.Client, request, step.Limits, until, clock, cancellationToken);
            using var chat = ChatSpan.Start(step, request, route, clock);
            try
            {
                while (await attempt.MoveNextAsync())
                {
                    chat.Heard(attempt.Current);
                    answer.Take(attempt.Current);
                    said.Append(attempt.Current.Text);
                }
            }
            catch (OperationCanceledException)
            {
                step.Breaker.Abandoned();
                chat.End(Settle(step, route, request, answer), null, null);
                return null;
            }

            step.Ended(attempt.Failure);
            chat.End(Settle(step, route, request, answer), answer.Finish?.Value, attempt.Failure);
            if (attempt.Failure is null && said.Length > 0 && answer.Finish != ChatFinishReason.Length) return said.ToString().Trim();
        }

        return null;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        foreach (var step in _steps) step.Client.Dispose();
    }

    /// <summary>Waits as long as the server asks for before the next try, unless that is too long.</summary>
    /// <returns>Whether another try makes sense.</returns>
    private async Task<bool> WaitAsync(ModelException failure, TurnRoute route, CancellationToken cancellationToken)
    {
        if (failure.Failure is not (ModelFailure.Unreachable or ModelFailure.ServerError or ModelFailure.RateLimited or ModelFailure.CutOff or ModelFailure.AnswerBroken)) return false;
        var wait = failure.RetryAfter ?? BetweenTries;
        if (wait > settings.LongestWait || wait >= clock.GetElapsedTime(clock.GetTimestamp(), route.ModelsUntil)) return false;
        await Task.Delay(wait, clock, cancellationToken);
        return true;
    }

    private static ModelUsage Settle(ModelStep step, TurnRoute route, ModelRequest request, AnswerTally answer)
    {
        var usage = answer.Usage(request.Tokens, step.Limits.Price);
        step.Governor.Settle(request.Tokens, usage.Tokens);
        route.Use(step.Name, usage);
        return usage;
    }
}
