using System.Runtime.CompilerServices;
using Agent.Models;
using Agent.SemanticKernel.Functions;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Agent.SemanticKernel.Models;

/// <summary>A Kernel's chat service as a model. Semantic Kernel's own bridge reads each piece of a streamed call as if it were whole; here a call is given when it is.</summary>
/// <param name="endpoint">What is known of the model: its name at least.</param>
internal sealed class KernelChatClient(IChatCompletionService service, ModelEndpoint endpoint) : IChatClient
{
    private readonly KernelErrors _errors = new(endpoint);
    private readonly ChatClientMetadata _metadata = new(service.GetType().Name, defaultModelId: endpoint.Model);

    // The planner advertises the same functions in every turn.
    private readonly ConditionalWeakTable<AIFunction, KernelFunction> _advertised = [];

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var calls = new StreamedCalls();
        var (any, ended) = (false, (bool?)null);
        UsageDetails? usage = null;
        var pieces = service.GetStreamingChatMessageContentsAsync(KernelMessages.Of(messages), Settings(options), kernel: null, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (pieces)
        {
            while (await _errors.NextAsync(pieces, cancellationToken))
            {
                var piece = pieces.Current;
                any = true;
                if (ended is not true) ended = PieceMetadata.Ends(piece.Metadata) ?? ended;
                usage = PieceMetadata.Usage(piece.Metadata) ?? usage;
                calls.Append(piece);
                if (piece.Content is { Length: > 0 } text) yield return new ChatResponseUpdate(ChatRole.Assistant, text) { ModelId = endpoint.Model };
            }
        }

        if (!any) throw _errors.Empty();
        if (ended is false) throw _errors.CutOff();
        if (calls.Whole() is { Count: > 0 } whole) yield return new ChatResponseUpdate(ChatRole.Assistant, [.. whole]) { ModelId = endpoint.Model, FinishReason = ChatFinishReason.ToolCalls };
        if (usage is not null) yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(usage)]) { ModelId = endpoint.Model };
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceKey is not null) return null;
        if (serviceType.IsInstanceOfType(this)) return this;
        if (serviceType.IsInstanceOfType(_metadata)) return _metadata;
        return serviceType.IsInstanceOfType(service) ? service : null;
    }

    // The service is the Kernel's.
    public void Dispose()
    {
    }

    private PromptExecutionSettings Settings(ChatOptions? options)
    {
        var settings = new PromptExecutionSettings();
        if (options is null) return settings;
        var more = new Dictionary<string, object>(StringComparer.Ordinal);
        if (options.Temperature is { } temperature) more["temperature"] = temperature;
        if (options.TopP is { } topP) more["top_p"] = topP;
        if (options.MaxOutputTokens is { } most) more["max_tokens"] = most;
        if (options.Seed is { } seed) more["seed"] = seed;
        if (options.StopSequences is { Count: > 0 } stops) more["stop_sequences"] = stops;
        if (options.ResponseFormat is ChatResponseFormatJson) more["response_format"] = "json_object";
        if (more.Count > 0) settings.ExtensionData = more;
        if (options.Tools?.OfType<AIFunction>().Select(Advertised).ToArray() is { Length: > 0 } functions)
            settings.FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(functions, autoInvoke: false, new FunctionChoiceBehaviorOptions { AllowParallelCalls = options.AllowMultipleToolCalls });
        return settings;
    }

    private KernelFunction Advertised(AIFunction function) => _advertised.GetValue(function, static f => new PlainFunction(f).AsKernelFunction());
}
