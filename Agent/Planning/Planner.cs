using Agent.Conversations;
using Agent.Models;
using Agent.Plugins.Payments;
using Microsoft.Extensions.AI;

namespace Agent.Planning;

/// <summary>The bounded loop: ask the chat client, run the functions it calls, until it answers. It assumes the worst of the chat client.</summary>
internal sealed class Planner(IChatClient client, FunctionCatalogue catalogue, FunctionRunner runner, ReplyTexts replies, FallbackResponder words, AgentSettings settings)
{
    public async Task RunAsync(TurnScope scope)
    {
        var reply = replies.Open(scope);
        var (reason, question, asked) = await LoopAsync(scope, reply);
        if (reason is not (StopReason.Answered or StopReason.ConsentOpen) || (!reply.Said && asked is null))
        {
            // Who stopped it knows that it stopped.
            if (reason != StopReason.Stopped) await reply.SayAsync(words.Ended(reason, scope.Language));
        }

        var completed = new TurnCompleted(asked is null ? reason : StopReason.ConsentOpen, question, scope.Usage);
        if (asked is null) await scope.StoreAsync(completed);
        else await scope.StoreAsync(new ConsentRequested(asked), completed);
    }

    private async Task<(StopReason Reason, OpenQuestion? Question, ConsentAsked? Asked)> LoopAsync(TurnScope scope, ReplyText reply)
    {
        var stop = scope.Turn.Token;
        var functions = catalogue.Bind(scope.Context);
        var messages = scope.Log.Memory.Messages();
        var bounds = new TurnBounds(settings.Limits);
        ConsentAsked? asked = null;

        // As it was when the turn began: what has happened since is in the messages, once.
        var state = scope.Log.Memory.State(scope.Language, scope.Context.Now, catalogue.Names);
        while (true)
        {
            if (stop.IsCancellationRequested) return (Why(scope), null, asked);
            if ((bounds.Reached ?? bounds.Round(scope)) is { } reached)
            {
                if (!HandOver(scope)) return (reached, null, asked);
                bounds = new TurnBounds(settings.Limits);
            }

            scope.Rounds++;
            var options = new ChatOptions { Tools = asked is null ? functions.Tools : [], AllowMultipleToolCalls = true }
                .WithDialogue(asked is null ? state : state with { Functions = [] })
                .WithRoute(scope.Route);
            var answer = await ListenAsync(scope, reply, messages, options, stop);
            var stands = await reply.EndSegmentAsync();
            if (answer.Stopped) return (Why(scope), null, asked);

            // With a consent open there is nothing left to call: the person has the word.
            if (asked is not null || answer.Calls.Count == 0) return (StopReason.Answered, stands ? answer.Question : null, asked);
            messages.Add(new ChatMessage(ChatRole.Assistant, answer.Contents));
            var results = new List<AIContent>(answer.Calls.Count);
            messages.Add(new ChatMessage(ChatRole.Tool, results));
            for (var at = 0; at < answer.Calls.Count && bounds.Reached is null;)
            {
                var together = Together(answer.Calls, at, asked is not null);
                var planned = answer.Calls.GetRange(at, together).ConvertAll(c => new PlannedCall(c));
                for (var i = 0; i < together && asked is null; i++) bounds.Call(planned[i]);
                if (bounds.Reached is not null) break;

                foreach (var outcome in await runner.RunAsync(scope, functions, planned, asked is not null, stop))
                {
                    results.Add(outcome);
                    asked ??= outcome.Result as ConsentAsked;
                }

                at += together;
                if (stop.IsCancellationRequested) return (Why(scope), null, asked);
            }
        }
    }

    /// <summary>A model that reached a bound has lost its way; express finishes the turn.</summary>
    private static bool HandOver(TurnScope scope)
    {
        if (!scope.Route.ServedByModel || scope.Route.HandedOver is not null) return false;
        scope.Route.HandOver("limit");
        return true;
    }

    /// <summary>How many calls from here may run at once: neighbours that only read, else one.</summary>
    private static int Together(List<FunctionCallContent> calls, int from, bool asked)
    {
        if (asked) return calls.Count - from;
        var count = 0;
        while (from + count < calls.Count && FunctionEffects.Of(calls[from + count].Name) == Effect.Read) count++;
        return Math.Max(count, 1);
    }

    private static StopReason Why(TurnScope scope) => scope.Turn.Stopped ? StopReason.Stopped : StopReason.Deadline;

    private async Task<Answer> ListenAsync(TurnScope scope, ReplyText reply, List<ChatMessage> messages, ChatOptions options, CancellationToken stop)
    {
        var answer = new Answer();
        await using var updates = new AnswerStream(client.GetStreamingResponseAsync(messages, options, stop), stop);
        try
        {
            while (await updates.MoveNextAsync())
            {
                await TakeAsync(scope, reply, updates.Current, answer);
                if (reply.Full || answer.Calls.Count > settings.Limits.Calls) return answer;
                if (stop.IsCancellationRequested) return answer with { Stopped = true };
            }

            return answer;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return answer with { Stopped = true };
        }
    }

    private static async ValueTask TakeAsync(TurnScope scope, ReplyText reply, ChatResponseUpdate update, Answer answer)
    {
        if (update.Discards())
        {
            await reply.DiscardAsync("handover");
            answer.Contents.Clear();
            answer.Calls.Clear();
        }

        if (update.GetNotice() is { } notice)
        {
            await reply.EndSegmentAsync();
            await scope.StoreAsync(notice);
        }

        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextContent { Text: { Length: > 0 } text }:
                    answer.Contents.Add(content);
                    await reply.WriteAsync(text);
                    break;
                case FunctionCallContent { InformationalOnly: false } call:
                    answer.Contents.Add(call);
                    answer.Calls.Add(call);
                    break;
                case UsageContent usage:
                    scope.InputTokens += usage.Details.InputTokenCount ?? 0;
                    scope.OutputTokens += usage.Details.OutputTokenCount ?? 0;
                    break;
            }
        }

        if (update.GetQuestion() is { } question) answer.Question = question;
    }

    private sealed record Answer
    {
        public List<AIContent> Contents { get; } = [];

        public List<FunctionCallContent> Calls { get; } = [];

        public OpenQuestion? Question { get; set; }

        public bool Stopped { get; init; }
    }
}
