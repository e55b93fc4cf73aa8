using System.Text.Json;

namespace Agent.Sandbox.ScriptedModel;

/// <summary>A request that a scripted model was sent. Keys and other secrets are not in it.</summary>
public sealed class RecordedRequest
{
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RecordedRequest(int number, DateTimeOffset at, IReadOnlyDictionary<string, string> headers, string body) => (Number, At, Headers, Body) = (number, at, headers, body);

    /// <summary>Counts from 1, over all that the server was sent.</summary>
    public int Number { get; }

    /// <summary>On the server's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>By name, without regard to case; what could be a secret reads "(hidden)".</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The JSON as it came.</summary>
    public string Body { get; }

    /// <summary>Where the answer stands: "taro.yaml, line 12". Null where the server refused the request by itself.</summary>
    public string? AnsweredBy { get; internal set; }

    /// <summary>Ends when the client has gone away before its answer was whole; never, where it stayed.</summary>
    public Task ClientLeft => _left.Task;

    /// <summary>When that was, on the server's clock.</summary>
    public DateTimeOffset? ClientLeftAt { get; private set; }

    /// <exception cref="JsonException">The body is not JSON.</exception>
    public JsonElement ReadBody()
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.Clone();
    }

    internal void Leave(DateTimeOffset now)
    {
        ClientLeftAt = now;
        _left.TrySetResult();
    }
}
