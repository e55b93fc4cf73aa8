using System.Runtime.CompilerServices;
using Agent.Models;
using Microsoft.Extensions.AI;

namespace Agent.SemanticKernel.Models;

/// <summary>An app's own <see cref="IChatClient"/> as a model. It is told of the functions and gets none to call: a pipeline that runs functions by itself would pass the planner's gates by.</summary>
internal sealed class DeclaringChatClient(IChatClient client, ModelEndpoint endpoint) : DelegatingChatClient(client)
{
    private readonly KernelErrors _errors = new(endpoint);

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.GetResponseAsync(WireMessages.Of(messages), Declared(options), cancellationToken);
        }
        catch (Exception e) when (KernelErrors.IsModels(e, cancellationToken))
        {
            throw _errors.Of(e);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = base.GetStreamingResponseAsync(WireMessages.Of(messages), Declared(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await _errors.NextAsync(updates, cancellationToken)) yield return updates.Current;
    }

    // The client is the app's.
    protected override void Dispose(bool disposing) => base.Dispose(false);

    // The dialogue's own properties are for express, and no provider knows them.
    private static ChatOptions? Declared(ChatOptions? options)
    {
        if (options is null) return null;
        var declared = options.Clone();
        declared.AdditionalProperties = null;
        declared.Tools = options.Tools is { Count: > 0 } tools ? [.. tools.Select(t => t is AIFunction function ? function.AsDeclarationOnly() : t)] : null;
        return declared;
    }
}
