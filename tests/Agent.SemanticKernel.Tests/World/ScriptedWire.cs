using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Agent.SemanticKernel.Tests.World;

/// <summary>Answers the OpenAI connector from a script where it would send to a server, and keeps the requests' bodies as they would go out.</summary>
internal sealed class ScriptedWire : HttpMessageHandler
{
    private readonly Queue<Func<JsonElement, HttpResponseMessage>> _answers = new();
    private int _calls;

    public List<string> Bodies { get; } = [];

    /// <summary>The last request, parsed.</summary>
    public JsonElement Last => JsonElement.Parse(Bodies[^1]);

    public ScriptedWire Says(string text) => Answers(_ => Completion(new { role = "assistant", content = text }, "stop"));

    public ScriptedWire Calls(string function, object arguments) => Calls(function, _ => arguments);

    public ScriptedWire Calls(string function, Func<JsonElement, object> arguments) =>
        Answers(request => Completion(
            new { role = "assistant", content = (string?)null, tool_calls = new[] { new { id = $"call_{++_calls}", type = "function", function = new { name = function, arguments = JsonSerializer.Serialize(arguments(request)) } } } },
            "tool_calls"));

    public ScriptedWire Answers(Func<JsonElement, HttpResponseMessage> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    /// <summary>A body that can be read once, as a server's.</summary>
    public static HttpResponseMessage Body(string text, string type = "application/json", HttpStatusCode status = HttpStatusCode.OK)
    {
        var content = new StreamContent(PipeReader.Create(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text))).AsStream());
        content.Headers.ContentType = new MediaTypeHeaderValue(type, "utf-8");
        return new HttpResponseMessage(status) { Content = content };
    }

    public static HttpResponseMessage Events(params string[] data) => Body(string.Concat(data.Select(d => $"data: {d}\n\n")), "text/event-stream");

    /// <summary>One event of a completion.</summary>
    public static string Chunk(string delta, string? finish = null)
    {
        var reason = finish is null ? "null" : $"\"{finish}\"";
        return $$"""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{reason}}}]}""";
    }

    /// <summary>The text of the last tool message of a request.</summary>
    public static string Result(JsonElement request) => request.GetProperty("messages").EnumerateArray().Last(m => m.GetProperty("role").GetString() == "tool").GetProperty("content").ToString();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
        return _answers.Dequeue()(Last);
    }

    private static HttpResponseMessage Completion(object message, string reason) =>
        Body(JsonSerializer.Serialize(new { id = "c", @object = "chat.completion", created = 1, model = "m", choices = new[] { new { index = 0, message, finish_reason = reason } }, usage = new { prompt_tokens = 5, completion_tokens = 3, total_tokens = 8 } }));
}
