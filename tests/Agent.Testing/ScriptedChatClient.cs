using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Agent.Testing;

/// <summary>A chat client that answers from a script, as a model would: text, calls, errors, silence. It keeps what it was sent.</summary>
public sealed class ScriptedChatClient : IChatClient
{
    private readonly Queue<Func<IReadOnlyList<ChatMessage>, ChatOptions?, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>>> _answers = new();
    private int _calls;

    /// <summary>What answers once the script is used up; null to answer with nothing.</summary>
    public Func<IReadOnlyList<ChatMessage>, ChatOptions?, IEnumerable<AIContent>>? Otherwise { get; set; }

    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Requests { get; } = [];

    /// <summary>The results of the functions that the last answer called.</summary>
    public IReadOnlyList<object?> Results =>
        [.. Requests[^1].Messages.Where(m => m.Role == ChatRole.Tool).SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => r.Result)];

    public ScriptedChatClient Says(params string[] pieces) => Answers((_, _) => pieces.Select(p => new TextContent(p)));

    public ScriptedChatClient Calls(string function, object? arguments = null) => Answers((_, _) => [Call(function, arguments)]);

    public ScriptedChatClient CallsAll(params (string Function, object? Arguments)[] calls) => Answers((_, _) => calls.Select(c => Call(c.Function, c.Arguments)));

    public ScriptedChatClient Answers(Func<IReadOnlyList<ChatMessage>, ChatOptions?, IEnumerable<AIContent>> answer)
    {
        _answers.Enqueue((messages, options, _) => Stream(answer(messages, options)));
        return this;
    }

    /// <summary>One update as it is.</summary>
    public ScriptedChatClient Updates(params ChatResponseUpdate[] updates)
    {
        _answers.Enqueue((_, _, _) => updates.ToAsyncEnumerable());
        return this;
    }

    /// <summary>Says what it makes of the request, and why it says no more.</summary>
    public ScriptedChatClient Ends(ChatFinishReason finish, Func<IReadOnlyList<ChatMessage>, string> text)
    {
        _answers.Enqueue((messages, _, _) => new[] { new ChatResponseUpdate(ChatRole.Assistant, text(messages)) { FinishReason = finish } }.ToAsyncEnumerable());
        return this;
    }

    public ScriptedChatClient Throws(Exception error, params string[] after)
    {
        _answers.Enqueue((_, _, _) => Stream(after.Select(p => new TextContent(p)), error));
        return this;
    }

    /// <summary>Says something and then never ends, whatever becomes of the token.</summary>
    public ScriptedChatClient Hangs(params string[] after)
    {
        _answers.Enqueue((_, _, _) => Hang(after));
        return this;
    }

    /// <summary>Says each piece when the one before has been taken and the gate opens.</summary>
    public ScriptedChatClient Waits(Task gate, params string[] pieces)
    {
        _answers.Enqueue((_, _, token) => Gated(gate, pieces, token));
        return this;
    }

    /// <param name="arguments">An object whose properties are the arguments, by their advertised names.</param>
    public FunctionCallContent Call(string function, object? arguments = null) =>
        new("call_" + ++_calls, function, arguments as IDictionary<string, object?> ?? arguments?.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(arguments)));

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage[] seen = [.. messages];
        Requests.Add((seen, options));
        if (_answers.TryDequeue(out var answer)) return answer(seen, options, cancellationToken);
        return Stream(Otherwise?.Invoke(seen, options) ?? []);
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var contents = new List<AIContent>();
        await foreach (var update in GetStreamingResponseAsync(messages, options, cancellationToken)) contents.AddRange(update.Contents);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Stream(IEnumerable<AIContent> contents, Exception? error = null)
    {
        foreach (var content in contents) yield return new ChatResponseUpdate(ChatRole.Assistant, [content]);
        await Task.CompletedTask;
        if (error is not null) throw error;
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Hang(string[] after)
    {
        foreach (var piece in after) yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        await new TaskCompletionSource().Task;
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Gated(Task gate, string[] pieces, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        foreach (var piece in pieces) yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
    }
}
