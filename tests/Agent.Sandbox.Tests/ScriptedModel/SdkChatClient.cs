using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Agent.Plugins;
using Microsoft.Extensions.AI;
using Sdk = OpenAI.Chat;

namespace Agent.Sandbox.Tests.ScriptedModel;

/// <summary>The official SDK as a chat client for the agent: as little as the scripted model's tests need, and nothing of the project's own client.</summary>
internal sealed class SdkChatClient(Sdk.ChatClient client) : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = new Sdk.ChatCompletionOptions();
        foreach (var function in options?.Tools?.OfType<AIFunction>() ?? [])
            asked.Tools.Add(Sdk.ChatTool.CreateFunctionTool(function.Name, function.Description, BinaryData.FromString(function.JsonSchema.GetRawText())));
        var calls = new SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)>();
        await foreach (var update in client.CompleteChatStreamingAsync(messages.SelectMany(ToSdk), asked, cancellationToken))
        {
            foreach (var part in update.ContentUpdate) yield return new ChatResponseUpdate(ChatRole.Assistant, part.Text);
            foreach (var part in update.ToolCallUpdates)
            {
                if (!calls.TryGetValue(part.Index, out var call)) calls.Add(part.Index, call = (part.ToolCallId, part.FunctionName, new StringBuilder()));
                call.Arguments.Append(part.FunctionArgumentsUpdate);
            }
        }

        foreach (var (id, name, arguments) in calls.Values)
        {
            var values = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(arguments.ToString())!.ToDictionary(a => a.Key, object? (a) => a.Value);
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent(id, name, values)]);
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static IEnumerable<Sdk.ChatMessage> ToSdk(ChatMessage message)
    {
        var results = message.Contents.OfType<FunctionResultContent>().ToArray();
        if (results.Length > 0) return results.Select(r => new Sdk.ToolChatMessage(r.CallId, JsonSerializer.Serialize(r.Result, r.Result!.GetType(), PluginsJson.Relaxed)));
        if (message.Role == ChatRole.System) return [new Sdk.SystemChatMessage(message.Text)];
        if (message.Role == ChatRole.User) return [new Sdk.UserChatMessage(message.Text)];
        var calls = message.Contents.OfType<FunctionCallContent>().Select(c => Sdk.ChatToolCall.CreateFunctionToolCall(c.CallId, c.Name, BinaryData.FromString(JsonSerializer.Serialize(c.Arguments)))).ToArray();
        return [calls.Length > 0 ? new Sdk.AssistantChatMessage(calls) : new Sdk.AssistantChatMessage(message.Text)];
    }
}
