using System.Runtime.CompilerServices;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Agent.SemanticKernel.Tests.World;

/// <summary>A Kernel's chat service that answers from a script, in pieces as a connector gives them, and keeps what it was sent.</summary>
internal sealed class ScriptedCompletion : IChatCompletionService
{
    private readonly Queue<Func<ChatHistory, IEnumerable<StreamingChatMessageContent>>> _answers = new();
    private int _calls;

    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?> { ["ModelId"] = "scripted-1" };

    public List<(ChatMessageContent[] Messages, PromptExecutionSettings? Settings)> Requests { get; } = [];

    /// <summary>The texts that the last call's functions gave.</summary>
    public IReadOnlyList<string> Results => [.. Requests[^1].Messages.SelectMany(m => m.Items).OfType<FunctionResultContent>().Select(r => (string)r.Result!)];

    public ScriptedCompletion Says(params string[] pieces) => Answers(_ => pieces.Select(p => new StreamingChatMessageContent(AuthorRole.Assistant, p)));

    /// <summary>The arguments come in two pieces.</summary>
    public ScriptedCompletion Calls(string function, string arguments = "{}") => Calls(function, _ => arguments);

    public ScriptedCompletion Calls(string function, Func<ChatHistory, string> arguments) =>
        Answers(history =>
        {
            var json = arguments(history);
            return [Piece($"call_{++_calls}", function, json[..(json.Length / 2)]), Piece(null, null, json[(json.Length / 2)..])];
        });

    public ScriptedCompletion Answers(Func<ChatHistory, IEnumerable<StreamingChatMessageContent>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public static StreamingChatMessageContent Piece(string? id, string? name, string? arguments, int index = 0) =>
        new(AuthorRole.Assistant, null) { Items = [new StreamingFunctionCallUpdateContent(id, name, arguments, index)] };

    public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(ChatHistory chatHistory, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Requests.Add(([.. chatHistory], executionSettings));
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var piece in _answers.Dequeue()(chatHistory)) yield return piece;
    }

    public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(ChatHistory chatHistory, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default)
    {
        var said = "";
        await foreach (var piece in GetStreamingChatMessageContentsAsync(chatHistory, executionSettings, kernel, cancellationToken)) said += piece.Content;
        return [new ChatMessageContent(AuthorRole.Assistant, said)];
    }
}
