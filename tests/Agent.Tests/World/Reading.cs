using System.Runtime.CompilerServices;
using Agent.Conversations;
using Agent.Planning;
using Microsoft.Extensions.AI;

namespace Agent.Tests.World;

internal static class Reading
{
    /// <summary>The text that stands.</summary>
    public static string Said(this IEnumerable<TurnEvent> events)
    {
        var all = events.ToArray();
        var gone = all.OfType<TextDiscarded>().Select(d => d.Segment).ToHashSet();
        return string.Concat(all.OfType<TextDelta>().Where(d => !gone.Contains(d.Segment)).Select(d => d.Text));
    }

    public static DialogueState Dialogue(this ChatOptions options) => options.GetDialogue()!;
}

/// <summary>Sets the delivery, then repeats what was said. Used by many at once.</summary>
internal sealed class MirrorClient : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = messages.ToArray();
        await Task.Yield();
        if (all[^1].Role == ChatRole.User) yield return new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent("1", "set_delivery", new Dictionary<string, object?> { ["address"] = "home" })]);
        else yield return new ChatResponseUpdate(ChatRole.Assistant, string.Concat(all.Where(m => m.Role == ChatRole.User).Select(m => m.Text)));
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
