using System.Text;
using System.Text.Json;
using Agent.Sandbox.ScriptedModel;

namespace Agent.Sandbox.Tests.ScriptedModel;

/// <summary>A scripted model on loopback, and a client that knows nothing but HTTP.</summary>
internal sealed class ModelFixture : IAsyncDisposable
{
    private ModelFixture(ScriptedModelServer server)
    {
        Server = server;
        Http = new HttpClient { BaseAddress = new Uri(server.Urls[0]), Timeout = Patience };
    }

    /// <summary>Far beyond what any of it takes.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    public ScriptedModelServer Server { get; }

    public HttpClient Http { get; }

    public static async Task<ModelFixture> StartAsync(string script, TimeProvider? clock = null, int kept = 100) =>
        new(await ScriptedModelServer.StartAsync("http://127.0.0.1:0", ModelScript.Parse(script), new ScriptedModelOptions { Clock = clock ?? TimeProvider.System, KeptRequests = kept }));

    /// <summary>One whose every answer is this.</summary>
    public static Task<ModelFixture> AnsweringAsync(string answer, TimeProvider? clock = null) => StartAsync("else:\n  " + answer.ReplaceLineEndings("\n  "), clock);

    public Task<HttpResponseMessage> PostAsync(string body, CancellationToken cancellationToken = default) =>
        Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") },
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken);

    /// <summary>The plain answer.</summary>
    public async Task<JsonElement> AskAsync(Conversation conversation)
    {
        using var answer = await PostAsync(conversation.ToJson(stream: false));
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return Parse(text);
    }

    public async Task<JsonElement> MessageAsync(Conversation conversation) => (await AskAsync(conversation)).GetProperty("choices")[0].GetProperty("message");

    public async Task<string?> TextAsync(Conversation conversation) => (await MessageAsync(conversation)).GetProperty("content").GetString();

    public Task<string?> TextAsync(string user) => TextAsync(new Conversation().User(user));

    /// <summary>The bytes of the streamed answer, as text.</summary>
    public async Task<string> StreamTextAsync(string user = "hello", bool usage = false)
    {
        using var answer = await PostAsync(new Conversation().User(user).ToJson(stream: true, usage));
        answer.IsSuccessStatusCode.ShouldBeTrue();
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The streamed answer's data fields.</summary>
    public async Task<IReadOnlyList<string>> StreamAsync(string user = "hello", bool usage = false) =>
        [.. (await StreamTextAsync(user, usage)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Data)];

    /// <summary>The streamed answer's deltas, those that hold the property.</summary>
    public async Task<IReadOnlyList<JsonElement>> DeltasAsync(string property) => Deltas(await StreamAsync(), property);

    public static IReadOnlyList<JsonElement> Deltas(IEnumerable<string> events, string property) =>
        [.. Choices(events).Select(c => c.GetProperty("delta")).Where(d => d.TryGetProperty(property, out _)).Select(d => d.GetProperty(property))];

    public static IEnumerable<JsonElement> Choices(IEnumerable<string> events) =>
        events.Where(e => e != "[DONE]").Select(Parse).Where(e => e.TryGetProperty("choices", out var choices) && choices.GetArrayLength() > 0).Select(e => e.GetProperty("choices")[0]);

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    private static string Data(string e) => e.StartsWith("data: ", StringComparison.Ordinal) ? e["data: ".Length..] : throw new FormatException($"'{e}' is no event.");
}
