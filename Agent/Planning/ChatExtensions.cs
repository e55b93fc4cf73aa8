using Agent.Conversations;
using Microsoft.Extensions.AI;

namespace Agent.Planning;

/// <summary>How the typed dialogue state and the open question pass through Microsoft.Extensions.AI's types.</summary>
public static class ChatExtensions
{
    private const string DialogueKey = "agent.dialogue";
    private const string QuestionKey = "agent.question";

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
}
