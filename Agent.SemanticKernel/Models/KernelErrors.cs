using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text.Json;
using Agent.Models;
using Agent.Models.OpenAI;
using Microsoft.SemanticKernel;

namespace Agent.SemanticKernel.Models;

/// <summary>How a Kernel's chat service fails, in the words that the agent's own client has for it. No exception goes along: what a server says may hold the key.</summary>
/// <param name="endpoint">With the key where it is known: only then can the server's own words be told without it.</param>
internal sealed class KernelErrors(ModelEndpoint endpoint)
{
    private readonly FailureWords _words = new(endpoint);

    public static bool IsModels(Exception e, CancellationToken cancellationToken) => e is not ModelException && !cancellationToken.IsCancellationRequested;

    public async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> updates, CancellationToken cancellationToken)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception e) when (IsModels(e, cancellationToken))
        {
            throw Of(e);
        }
    }

    /// <summary>A page that is no stream of events reads as one without any.</summary>
    public ModelException Empty() => _words.Page(200, null);

    public ModelException CutOff() => _words.CutOff(200);

    public ModelException Of(Exception error)
    {
        var said = Read(error);
        return new ModelException(said.Failure, said.Message) { Status = said.Status, RetryAfter = said.RetryAfter };
    }

    // A stream's errors come from the SDK as they are, others inside the Kernel's own.
    private ModelException Read(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case ClientResultException { Status: > 0 } refused:
                    return Answered(refused.Status, Body(refused), refused.GetRawResponse()?.Headers);
                case HttpOperationException { StatusCode: { } status, InnerException: not ClientResultException } refused:
                    return Answered((int)status, refused.ResponseContent, null);
                case HttpRequestException { StatusCode: { } status }:
                    return Answered((int)status, null, null);
                case HttpRequestException or OperationCanceledException:
                    return _words.NotAnswered(inner);
                case IOException:
                    return _words.CutOff(null);
                case JsonException:
                    return _words.Foreign(200);
            }
        }

        return _words.Broken(error.GetType().Name, null);
    }

    private ModelException Answered(int status, string? body, PipelineResponseHeaders? headers)
    {
        if (status is >= 300 and < 400) return _words.Redirected(status, Uri.TryCreate(Header(headers, "Location"), UriKind.Absolute, out var to) ? to : null);
        var report = body is null ? null : ErrorReport.Read(System.Text.Encoding.UTF8.GetBytes(body));
        if (report is null && body?.TrimStart().StartsWith('<') == true) return _words.Page(status, RetryAfter(headers));
        var known = endpoint.ApiKey is { Length: > 0 };
        return _words.Say(FailureReader.Meaning(report ?? new ErrorReport(""), status), known && report is not null ? report.Message : "", endpoint.Model, status, RetryAfter(headers));
    }

    private static string? Body(ClientResultException error)
    {
        try
        {
            return error.GetRawResponse()?.Content.ToString();
        }
        catch (InvalidOperationException)
        {
            // It was not kept.
            return null;
        }
    }

    private static TimeSpan? RetryAfter(PipelineResponseHeaders? headers) =>
        double.TryParse(Header(headers, "Retry-After"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds) : null;

    private static string? Header(PipelineResponseHeaders? headers, string name) => headers is not null && headers.TryGetValue(name, out var value) ? value : null;
}
