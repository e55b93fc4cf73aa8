using Agent.Conversations;
using Agent.Models;
using Agent.Planning;
using Agent.Plugins;
using Agent.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Agent;

/// <summary>One turn from its input to its last event. A turn that cannot go on ends with <see cref="TurnFailed"/>.</summary>
internal sealed class TurnRunner(Planner planner, ConsentDesk consents, ReplyTexts replies, ModelUsageBook book, FallbackResponder words, AgentSettings settings, TimeProvider clock, IdSource ids, ILogger<TurnRunner> log)
{
    public string Interrupted(Language language) => words.Say(language, "error.interrupted");

    public async Task RunAsync(TurnInput input, ConversationLog conversation, ActiveTurn turn)
    {
        await conversation.OpenAsync(Interrupted, CancellationToken.None);
        var text = input is UserMessage message ? Clean(message.Text) : null;
        var language = LanguageOf(input, text, conversation.Memory.Language);
        var context = ContextOf(input, turn, language);
        var scope = new TurnScope(context, conversation, turn, new TurnRoute(context, conversation.Memory.Used, After(settings.Models.TurnDeadline)) { RecordsContent = settings.Models.RecordsContent });
        using var span = TurnSpan.Turn(context);
        if (scope.Route.RecordsContent && text is not null) span.Set("gen_ai.input.messages", SpokenContent.Input([new ChatMessage(ChatRole.User, text)]));
        await scope.StoreAsync(new TurnStarted(text, language));
        try
        {
            switch (input)
            {
                case ConsentDecision decision:
                    await consents.DecideAsync(scope, decision.ConsentId, decision.Approved);
                    break;
                case UserMessage typed:
                    await RunAsync(typed, text!, scope);
                    break;
                default:
                    throw new ArgumentException($"{input.GetType().Name} starts no turn.", nameof(input));
            }

            if (scope.Route.RecordsContent && conversation.Memory.Messages() is [.., { Role: var role } said] && role == ChatRole.Assistant) span.Set("gen_ai.output.messages", SpokenContent.Output(said.Contents, "stop"));
        }
        catch (ShopException e)
        {
            log.LogWarning(e, "A turn failed with {Code}", e.Code);
            span.Fail(e.Code);
            await scope.StoreAsync(new TurnFailed(e.Code, words.Say(e, language), null));
        }
        catch (Exception e)
        {
            var id = ids.Next("err");
            log.LogError(e, "A turn failed; error {ErrorId}", id);
            span.Fail("internal_error");
            await scope.StoreAsync(new TurnFailed("internal_error", words.Say(language, "error.internal_error", ("id", id), ("subject", "")), id));
        }

        await KeepUsageAsync(scope, span);
    }

    private async Task KeepUsageAsync(TurnScope scope, TurnSpan span)
    {
        var used = scope.Route.Total;
        if (used.Requests == 0) return;
        span.Set("gen_ai.usage.input_tokens", used.InputTokens);
        span.Set("gen_ai.usage.output_tokens", used.OutputTokens);
        span.Set("agent.cost_micros", used.CostMicros);
        try
        {
            await book.KeepAsync(scope.Route);
        }
        catch (ShopException e)
        {
            // The turn has ended well; only a day's budget is a little off.
            log.LogWarning(e, "What the models used could not be kept: {Code}", e.Code);
        }
    }

    private async Task RunAsync(UserMessage message, string text, TurnScope scope)
    {
        var answer = PlainAnswer.Read(text);
        if (answer is { } approved && scope.Log.Memory.Answerable is { } open)
        {
            // A no moves nothing, so any surface may say it.
            if (message.MayAnswerConsent || !approved)
            {
                await consents.DecideAsync(scope, open.Consent.Id, approved);
                return;
            }

            await consents.RemindAsync(scope, open);
            return;
        }

        if (scope.Log.Memory.OpenConsent is { } left) await consents.WithdrawAsync(scope, left);
        if (message.Text.Length > MessageText.Most)
        {
            var reply = replies.Open(scope);
            await reply.SayAsync(words.Say(scope.Language, "message.too_long", ("count", Number(message.Text.Length)), ("most", Number(MessageText.Most))));
            await scope.StoreAsync(new TurnCompleted(StopReason.Answered, null, scope.Usage));
            return;
        }

        await planner.RunAsync(scope);

        string Number(int count) => count.ToString("N0", Wording.Phrases.Culture(scope.Language));
    }

    private static string Clean(string text) => MessageText.Clean(text.Length <= MessageText.Most ? text : text[..80] + "…");

    private static Language LanguageOf(TurnInput input, string? text, Language? before) =>
        (input as UserMessage)?.Language ?? (text is null ? null : LanguageDetector.Detect(text)) ?? before ?? Language.English;

    private TurnContext ContextOf(TurnInput input, ActiveTurn turn, Language language) => new()
    {
        PersonId = input.PersonId,
        ConversationId = input.ConversationId,
        TurnId = turn.Id,
        Language = language,
        TimeZone = input.TimeZone ?? settings.TimeZone,
        Clock = clock,
        Ids = ids,
        DeadlineTimestamp = After(settings.Limits.Deadline),
    };

    private long After(TimeSpan time) => clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
}
