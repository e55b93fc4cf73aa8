using Agent.Conversations;
using Agent.Models;
using Microsoft.Extensions.AI;

namespace Agent.Planning;

/// <summary>How the typed dialogue state, the open question and the choice of who answers pass through Microsoft.Extensions.AI's types.</summary>
public static class ChatExtensions
{
    private const string DialogueKey = "agent.dialogue";
    private const string QuestionKey = "agent.question";
    private const string RouteKey = "agent.route";
    private const string NoticeKey = "agent.notice";
    private const string DiscardKey = "agent.discard";

    public static ChatOptions WithDialogue(this ChatOptions options, DialogueState state)
    {
        (options.AdditionalProperties ??= [])[DialogueKey] = state;
        return options;
    }

    public static DialogueState? GetDialogue(this ChatOptions? options) => options?.AdditionalProperties?.GetValueOrDefault(DialogueKey) as DialogueState;

    /// <summary>Marks the update, the last of a reply, that asks the person something.</summary>
    public static ChatResponseUpdate WithQuestion(this ChatResponseUpdate update, OpenQuestion question)
    {
        (update.AdditionalProperties ??= [])[QuestionKey] = question;
        return update;
    }

    public static OpenQuestion? GetQuestion(this ChatResponseUpdate update) => update.AdditionalProperties?.GetValueOrDefault(QuestionKey) as OpenQuestion;

    /// <summary>Tells the person, before anything else of the update, that the service changed.</summary>
    internal static ChatResponseUpdate WithNotice(this ChatResponseUpdate update, Notice notice)
    {
        (update.AdditionalProperties ??= [])[NoticeKey] = notice;
        return update;
    }

    internal static Notice? GetNotice(this ChatResponseUpdate update) => update.AdditionalProperties?.GetValueOrDefault(NoticeKey) as Notice;

    /// <summary>Withdraws what this answer has said so far: whoever said it did not get to its end.</summary>
    internal static ChatResponseUpdate WithDiscard(this ChatResponseUpdate update)
    {
        (update.AdditionalProperties ??= [])[DiscardKey] = true;
        return update;
    }

    internal static bool Discards(this ChatResponseUpdate update) => update.AdditionalProperties?.ContainsKey(DiscardKey) == true;

    internal static ChatOptions WithRoute(this ChatOptions options, TurnRoute route)
    {
        (options.AdditionalProperties ??= [])[RouteKey] = route;
        return options;
    }

    internal static TurnRoute? GetRoute(this ChatOptions? options) => options?.AdditionalProperties?.GetValueOrDefault(RouteKey) as TurnRoute;
}
