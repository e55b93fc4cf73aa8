using System.Text.Json;
using Agent.Models;
using Microsoft.Extensions.AI;

namespace Agent.Tests.Models.OpenAI;

/// <summary>One question to a <see cref="RawServer"/>, and what came of it.</summary>
internal sealed class Talk : IDisposable
{
    private readonly HttpClient _http = OpenAIChatClient.CreateHttpClient();
    private readonly CancellationTokenSource _patience = new(RawServer.Patience);

    public Talk(Uri url, string? key = "sk-secret-0123456789abcdef", string model = "m-1") =>
        Client = new OpenAIChatClient(_http, new ModelEndpoint { Model = model, Url = url, ApiKey = key });

    public OpenAIChatClient Client { get; }

    public static IReadOnlyList<ChatMessage> Hello { get; } = [new(ChatRole.User, "hello")];

    public static async Task<List<ChatResponseUpdate>> StreamAsync(params Func<RawServer.Exchange, Task>[] answers)
    {
        await using var server = new RawServer(answers);
        using var talk = new Talk(server.Url);
        return await talk.StreamAsync();
    }

    public static Task<List<ChatResponseUpdate>> EventsAsync(params string[] data) => StreamAsync(RawServer.Events(data));

    public static async Task<ChatResponse> AskAsync(Func<RawServer.Exchange, Task> answer)
    {
        await using var server = new RawServer(answer);
        using var talk = new Talk(server.Url);
        return await talk.AskAsync();
    }

    /// <summary>What a request looks like on the wire.</summary>
    public static async Task<RawServer.Exchange> RequestAsync(ChatOptions? options = null, params ChatMessage[] messages)
    {
        await using var server = new RawServer(RawServer.Events(Chunks.Finish(), Chunks.Done));
        using var talk = new Talk(server.Url);
        await talk.StreamAsync(options, messages.Length == 0 ? Hello : messages);
        return server.Request;
    }

    public async Task<List<ChatResponseUpdate>> StreamAsync(ChatOptions? options = null, IReadOnlyList<ChatMessage>? messages = null)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in Client.GetStreamingResponseAsync(messages ?? Hello, options, _patience.Token)) updates.Add(update);
        return updates;
    }

    public Task<ChatResponse> AskAsync(ChatOptions? options = null, IReadOnlyList<ChatMessage>? messages = null) => Client.GetResponseAsync(messages ?? Hello, options, _patience.Token);

    public async Task<ModelException> FailAsync() => await Should.ThrowAsync<ModelException>(() => StreamAsync());

    /// <summary>The same failure, whether the answer was to be streamed or not.</summary>
    public static async Task<ModelException> FailAsync(Func<RawServer.Exchange, Task> answer)
    {
        await using var server = new RawServer(answer, answer);
        using var talk = new Talk(server.Url);
        var streamed = await talk.FailAsync();
        var whole = await Should.ThrowAsync<ModelException>(() => talk.AskAsync());
        (whole.Failure, whole.Message, whole.Status, whole.RetryAfter).ShouldBe((streamed.Failure, streamed.Message, streamed.Status, streamed.RetryAfter));
        streamed.Message.ShouldNotContain('\n');
        return streamed;
    }

    public void Dispose()
    {
        _http.Dispose();
        _patience.Dispose();
    }
}

internal static class UpdateExtensions
{
    public static string Text(this IEnumerable<ChatResponseUpdate> updates) => string.Concat(updates.Select(u => u.Text));

    public static IReadOnlyList<FunctionCallContent> Calls(this IEnumerable<ChatResponseUpdate> updates) => [.. updates.SelectMany(u => u.Contents).OfType<FunctionCallContent>()];

    /// <summary>Name, arguments as JSON, or what is wrong with them.</summary>
    public static IReadOnlyList<string> Told(this IEnumerable<ChatResponseUpdate> updates) =>
        [.. updates.Calls().Select(c => $"{c.Name}({(c.Exception is null ? JsonSerializer.Serialize(c.Arguments, Agent.Planning.FunctionBinding.Json) : "?")})")];

    public static UsageDetails? Usage(this IEnumerable<ChatResponseUpdate> updates) => updates.SelectMany(u => u.Contents).OfType<UsageContent>().SingleOrDefault()?.Details;

    public static ChatFinishReason? Finish(this IEnumerable<ChatResponseUpdate> updates) => updates.Last().FinishReason;
}
