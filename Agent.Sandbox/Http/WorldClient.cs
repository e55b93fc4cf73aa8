using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Agent.Plugins;
using Agent.Sandbox.Storage;

namespace Agent.Sandbox.Http;

/// <summary>Speaks to a world in another process, and keeps the clock with it. Thread-safe.</summary>
internal sealed class WorldClient : IDisposable
{
    /// <summary>Where the caller sets no shorter limit.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string Name = "sandbox";

    private readonly HttpClient _http;

    private WorldClient(HttpClient http, WorldState state, TimeProvider baseClock) => (_http, State, Clock) = (http, state, new RemoteClock(baseClock, state.Pacing));

    /// <summary>As it was when the client connected.</summary>
    public WorldState State { get; }

    public RemoteClock Clock { get; }

    /// <exception cref="ShopException">unavailable: no world answers there.</exception>
    public static WorldClient Connect(Uri url, TimeProvider baseClock)
    {
        // Services are registered synchronously, and need to know which platforms there are.
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url, Timeout = Patience };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/world");
            using var response = http.Send(request);
            response.EnsureSuccessStatusCode();
            using var body = response.Content.ReadAsStream();
            return new WorldClient(http, JsonSerializer.Deserialize(body, WorldJson.Relaxed.WorldState)!, baseClock);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
        {
            http.Dispose();
            throw new ShopException(ShopException.Unavailable, $"No world answers at {url}. Start one with: agent sandbox --urls {url.GetLeftPart(UriPartial.Authority)}", e) { Subject = url.ToString() };
        }
    }

    public async Task<DemoData> ReadDemoAsync(CancellationToken cancellationToken) =>
        await GetAsync("/v1/person", WorldJson.Relaxed.DemoData, Name, cancellationToken) ?? throw new ShopException(ShopException.Unavailable, "The world gave an empty answer.") { Subject = Name };

    public void Dispose() => _http.Dispose();

    /// <param name="subject">Who is said to be unavailable when nobody answers.</param>
    /// <returns>Null for 204.</returns>
    public async Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> json, string subject, CancellationToken cancellationToken)
        where T : class
    {
        var outcome = await SendAsync(HttpMethod.Get, path, null, json, subject, cancellationToken);
        return outcome is { } answer ? answer.Value : null;
    }

    /// <returns>Null for 204.</returns>
    public Task<Outcome<T>?> PostAsync<TBody, T>(string path, TBody body, JsonTypeInfo<TBody> bodyJson, JsonTypeInfo<T> json, string subject, CancellationToken cancellationToken)
        where T : class
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, bodyJson)) { Headers = { ContentType = new("application/json") } };
        return SendAsync(HttpMethod.Post, path, content, json, subject, cancellationToken);
    }

    private async Task<Outcome<T>?> SendAsync<T>(HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> json, string subject, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            using var response = await _http.SendAsync(request, cancellationToken);
            if (Wire.ReadPacing(response) is { } pacing) Clock.Follow(pacing);
            if (response.StatusCode == HttpStatusCode.NoContent) return null;
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            if (response.IsSuccessStatusCode) return (await JsonSerializer.DeserializeAsync(body, json, cancellationToken))!;
            if (response.StatusCode == HttpStatusCode.Conflict) return (await JsonSerializer.DeserializeAsync(body, PluginsJson.Relaxed.Refusal, cancellationToken))!;
            var error = await JsonSerializer.DeserializeAsync(body, WorldJson.Relaxed.ErrorBody, cancellationToken);
            throw new ShopException(error!.Code, error.Message) { Subject = error.Subject };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ShopException(ShopException.Unavailable, $"{subject} does not answer.", e) { Subject = subject };
        }
    }
}
