using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Agent.Models.OpenAI;
using Microsoft.Extensions.AI;

namespace Agent.Models;

/// <summary>
/// Speaks the chat-completions protocol of OpenAI with any server that speaks it, or nearly so. Text is given as it comes; calls at the end, whole and each once.
/// It neither waits nor tries again: every failure is a <see cref="ModelException"/>, except cancellation, which closes the connection. Thread-safe.
/// </summary>
public sealed class OpenAIChatClient : IChatClient
{
    private const string Path = "/chat/completions";

    private readonly HttpClient _http;
    private readonly ModelEndpoint _endpoint;
    private readonly Uri? _target;
    private readonly AuthenticationHeaderValue? _key;
    private readonly bool _keyInvalid;
    private readonly RequestWriter _requests;
    private readonly FailureWords _words;
    private readonly FailureReader _failures;
    private readonly ChatClientMetadata _metadata;
    private int _without;

    /// <param name="http">Stays the caller's. It should follow no redirects and have no time limit of its own: see <see cref="CreateHttpClient"/>.</param>
    public OpenAIChatClient(HttpClient http, ModelEndpoint endpoint)
    {
        _http = http;
        _endpoint = endpoint;
        _target = Target(endpoint.Url);
        if (endpoint.ApiKey?.Trim() is { Length: > 0 } key)
        {
            if (key.AsSpan().ContainsAnyExceptInRange('!', '~') || key.Contains('"')) _keyInvalid = true;
            else _key = new AuthenticationHeaderValue("Bearer", key);
        }

        _requests = new RequestWriter(endpoint.Model, newNames: _target is not null && (_target.Host == ModelEndpoint.DefaultUrl.Host || _target.Host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase)));
        _words = new FailureWords(endpoint);
        _failures = new FailureReader(_words);
        _metadata = new ChatClientMetadata("openai", _target is null ? null : new Uri(FailureWords.Shown(endpoint.Url)), endpoint.Model);
    }

    private RequestFields Without => (RequestFields)Volatile.Read(ref _without);

    /// <summary>
    /// A client for any number of endpoints. No redirects: a key goes to the address that was set, and nowhere else. No compression: it would hold text back.
    /// No time limit but the one for connecting. Proxies are taken from HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, as they are when it is made;
    /// a local address is reached through a proxy too, unless NO_PROXY names it.
    /// </summary>
    public static HttpClient CreateHttpClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),

        // A provider's addresses change while the program runs.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,

        // Some gateways turn away who does not say what it is.
        DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("shopping-agent", null) } },
    };

    /// <exception cref="ModelException">The model did not answer, or not with what can be used.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>(2);
        await using var answer = await AskAsync(messages, options, stream: false, cancellationToken);
        while (await answer.ReadAsync(cancellationToken))
            if (answer.TakeUpdate() is { } update) updates.Add(update);
        updates.Add(answer.TakeLast());
        return updates.ToChatResponse();
    }

    /// <exception cref="ModelException">The model did not answer, or not with what can be used; what was given before stands on its own.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatResponseUpdate last;
        await using (var answer = await AskAsync(messages, options, stream: true, cancellationToken))
        {
            while (await answer.ReadAsync(cancellationToken))
                if (answer.TakeUpdate() is { } update) yield return update;
            last = answer.TakeLast();
        }

        // The connection is free again before the calls are run.
        yield return last;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Does nothing: the HTTP client is the caller's.</summary>
    public void Dispose()
    {
    }

    private static Uri? Target(Uri url)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)) return null;
        var path = url.AbsolutePath.TrimEnd('/');
        return new UriBuilder(url) { Path = path.EndsWith(Path, StringComparison.Ordinal) ? path : path + Path, UserName = "", Password = "", Fragment = "" }.Uri;
    }

    private async Task<AnswerReader> AskAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_target is null) throw _words.AddressInvalid();
        if (_keyInvalid) throw FailureWords.KeyInvalid();
        var model = options?.ModelId ?? _endpoint.Model;
        while (true)
        {
            var without = Without;
            var bytes = new PooledBuffer(8 << 10);
            using var request = new HttpRequestMessage(HttpMethod.Post, _target) { Content = new RequestBody(bytes) };
            request.Headers.Authorization = _key;
            var sent = _requests.Write(bytes, messages, options, stream, without);
            var response = await SendAsync(request, cancellationToken);
            try
            {
                if (response.IsSuccessStatusCode)
                {
                    var answer = new AnswerReader(response, await response.Content.ReadAsStreamAsync(cancellationToken), _failures, _words, model, sent);
                    response = null;
                    return answer;
                }

                var (failure, refused) = await ReadFailureAsync(response, model, cancellationToken);

                // Not a second try of what failed: another request, without what this server will never take.
                if (refused == RequestFields.None || without.HasFlag(refused)) throw failure;
                Interlocked.Or(ref _without, (int)refused);
            }
            finally
            {
                response?.Dispose();
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            throw _words.NotAnswered(e);
        }
    }

    private async Task<(ModelException Failure, RequestFields Refused)> ReadFailureAsync(HttpResponseMessage response, string model, CancellationToken cancellationToken)
    {
        try
        {
            return await _failures.ReadAsync(response, model, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
