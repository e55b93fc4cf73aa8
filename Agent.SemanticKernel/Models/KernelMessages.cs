using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Kernels = Microsoft.SemanticKernel;

namespace Agent.SemanticKernel.Models;

/// <summary>The planner's messages as Semantic Kernel's.</summary>
internal static class KernelMessages
{
    public static ChatHistory Of(IEnumerable<ChatMessage> messages)
    {
        var history = new ChatHistory();
        foreach (var message in messages)
        {
            if (message.Role != ChatRole.Tool)
            {
                history.Add(Of(message));
                continue;
            }

            // One message a result is what the connectors write themselves.
            foreach (var result in message.Contents.OfType<Microsoft.Extensions.AI.FunctionResultContent>())
                history.Add(new ChatMessageContent(AuthorRole.Tool, [new Kernels.FunctionResultContent(callId: result.CallId, result: WireMessages.Text(result.Result))]));
        }

        return history;
    }

    private static ChatMessageContent Of(ChatMessage message)
    {
        var content = new ChatMessageContent(Role(message.Role), message.Text);
        foreach (var call in message.Contents.OfType<Microsoft.Extensions.AI.FunctionCallContent>())
            content.Items.Add(new Kernels.FunctionCallContent(call.Name, null, call.CallId, Arguments(call)));
        return content;
    }

    // One by one: a Kernel's arguments throw at two names that differ only by case.
    private static KernelArguments Arguments(Microsoft.Extensions.AI.FunctionCallContent call)
    {
        var arguments = new KernelArguments();
        foreach (var (name, value) in WireMessages.Arguments(call)) arguments[name] = value;
        return arguments;
    }

    private static AuthorRole Role(ChatRole role)
    {
        if (role == ChatRole.System) return AuthorRole.System;
        if (role == ChatRole.User) return AuthorRole.User;
        return role == ChatRole.Assistant ? AuthorRole.Assistant : new AuthorRole(role.Value);
    }
}
