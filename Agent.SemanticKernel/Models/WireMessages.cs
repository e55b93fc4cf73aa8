using System.Text.Json;
using Agent.Planning;
using Microsoft.Extensions.AI;

namespace Agent.SemanticKernel.Models;

/// <summary>What the planner holds as .NET values, in the form that any model's client can send.</summary>
internal static class WireMessages
{
    public static IEnumerable<ChatMessage> Of(IEnumerable<ChatMessage> messages) => messages.Select(Of);

    /// <summary>A result as text. The ladder has made it text already; whoever asks without a ladder gets the whole record.</summary>
    public static string Text(object? result) => result as string ?? JsonSerializer.Serialize(result, FunctionBinding.Json);

    /// <summary>Express calls functions with records of the agent's, whose names are other ones in JSON.</summary>
    public static Dictionary<string, object?> Arguments(FunctionCallContent call)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in call.Arguments ?? new Dictionary<string, object?>())
            arguments[name] = value is null or JsonElement ? value : JsonSerializer.SerializeToElement(value, FunctionBinding.Json);
        return arguments;
    }

    private static ChatMessage Of(ChatMessage message)
    {
        if (!message.Contents.Any(c => c is FunctionCallContent or FunctionResultContent)) return message;
        return new ChatMessage(message.Role, [.. message.Contents.Select(Of)]);
    }

    private static AIContent Of(AIContent content) => content switch
    {
        FunctionCallContent call => new FunctionCallContent(call.CallId, call.Name, Arguments(call)),
        FunctionResultContent result => new FunctionResultContent(result.CallId, Text(result.Result)),
        _ => content,
    };
}
