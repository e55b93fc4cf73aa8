using System.Text.Json;
using Agent.Models;
using Microsoft.Extensions.AI;

namespace Agent.Sandbox.Tests.Models;

/// <summary>A model that answers each of a person's messages by a plan: what it says or calls in its first, second… round. It finds its place by what it is sent, as a server would, and can be killed at any of its rounds.</summary>
internal sealed class PlannedModel(IReadOnlyDictionary<string, IReadOnlyList<Func<Given, IReadOnlyList<AIContent>>>> plans) : IChatClient
{
    private int _asked;

    /// <summary>The round, counted over the whole conversation, at which it dies for good; null for never.</summary>
    public int? DiesAt { get; init; }

    /// <summary>What it has said of that round's answer when it dies.</summary>
    public string? LastWords { get; init; }

    /// <summary>Comes back with the person's next message.</summary>
    public bool ComesBack { get; init; }

    public int Asked => _asked;

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var given = new Given([.. messages]);
        var number = _asked++;
        await Task.CompletedTask;
        if (number == DiesAt || (number > DiesAt && !ComesBack))
        {
            if (LastWords is not null && number == DiesAt) yield return new ChatResponseUpdate(ChatRole.Assistant, LastWords);
            throw new ModelException(ModelFailure.CutOff, "The model is gone.");
        }

        if (!plans.TryGetValue(given.Message, out var plan)) throw new InvalidOperationException($"No plan for '{given.Message}'.");
        foreach (var content in given.Round < plan.Count ? plan[given.Round](given) : [new TextContent("Anything else?")]) yield return new ChatResponseUpdate(ChatRole.Assistant, [content]);
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    public static Func<Given, IReadOnlyList<AIContent>> Says(string text) => _ => [new TextContent(text)];

    /// <summary>Calls functions, several at once; arguments as JSON, made from earlier results.</summary>
    public static Func<Given, IReadOnlyList<AIContent>> Calls(params (string Function, Func<Given, object> Arguments)[] calls) =>
        given => [.. calls.Select((c, i) => Call($"call_{given.Messages.Count}_{i}", c.Function, c.Arguments(given)))];

    public static Func<Given, IReadOnlyList<AIContent>> Calls(string function, object? arguments = null) => Calls((function, _ => arguments ?? new { }));

    private static FunctionCallContent Call(string id, string function, object arguments) =>
        new(id, function, JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value));
}

/// <summary>What a model was sent.</summary>
internal sealed class Given(IReadOnlyList<ChatMessage> messages)
{
    public IReadOnlyList<ChatMessage> Messages => messages;

    private int Latest { get; } = messages.Select((m, i) => (m, i)).Last(x => x.m.Role == ChatRole.User).i;

    public string Message => messages[Latest].Text;

    /// <summary>How often it has answered this message already.</summary>
    public int Round => messages.Skip(Latest).Count(m => m.Role == ChatRole.Assistant);

    /// <summary>The latest result of a function.</summary>
    public JsonElement Result(string function)
    {
        var calls = messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Where(c => c.Name == function).Select(c => c.CallId).ToHashSet(StringComparer.Ordinal);
        var result = messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Last(r => calls.Contains(r.CallId));
        return JsonDocument.Parse((string)result.Result!).RootElement;
    }

    public string FirstQuote => Result("compare_prices").GetProperty("ranked")[0].GetProperty("quote").GetProperty("id").GetString()!;

    public string Item(string name) => Result("search_menu").GetProperty("hits").EnumerateArray().First(h => h.GetProperty("name").GetString() == name).GetProperty("item_id").GetString()!;

    public string FirstLine(string function) => Result(function).GetProperty("lines")[0].GetProperty("line_id").GetString()!;
}
