using System.ClientModel;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Agent.Models;
using Microsoft.SemanticKernel;

namespace Agent.SemanticKernel.Models;

/// <summary>How a Kernel's chat services fail, in the agent's own terms. Neither a server's answer nor an inner exception goes along: either may quote the key.</summary>
internal static class KernelErrors
{
    private const string Key = "set OPENAI_API_KEY, or the key of the Kernel's chat service";
    private const string Address = "set OPENAI_BASE_URL, or the address of the Kernel's chat service";
    private const string Model = "set OPENAI_MODEL, or the model of the Kernel's chat service";

    public static bool IsModels(Exception e, CancellationToken cancellationToken) => e is not ModelException && !cancellationToken.IsCancellationRequested;

    public static async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> updates, string model, CancellationToken cancellationToken)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception e) when (IsModels(e, cancellationToken))
        {
            throw Of(e, model);
        }
    }

    public static ModelException Of(Exception e, string model)
    {
        var (status, answer, retryAfter) = Read(e);
        if (status is not null) return Of((int)status, answer, retryAfter, model);
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                    return new ModelException(ModelFailure.Tls, $"The connection to {model} could not be secured; {Address}.");
                case HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return CutOff(model);
                case HttpRequestException:
                    return new ModelException(ModelFailure.Unreachable, $"The server of {model} cannot be reached; {Address}.");
                case OperationCanceledException or TimeoutException:
                    return new ModelException(ModelFailure.TimedOut, $"{model} did not answer in time.");
                case IOException:
                    return CutOff(model);
                case JsonException:
                    return new ModelException(ModelFailure.NotAModel, $"What answers in the place of {model} does not speak the protocol; {Address}.");
            }
        }

        return new ModelException(ModelFailure.AnswerBroken, $"The answer of {model} cannot be read ({e.GetType().Name}).");
    }

    /// <summary>A page that is no stream of events reads as one without any.</summary>
    public static ModelException Empty(string model) => new(ModelFailure.NotAModel, $"What answers in the place of {model} gave no answer; {Address}.");

    public static ModelException CutOff(string model) => new(ModelFailure.CutOff, $"The answer of {model} ended before it was whole.");

    private static ModelException Of(int status, string answer, TimeSpan? retryAfter, string model)
    {
        var shown = status.ToString(CultureInfo.InvariantCulture);
        var (failure, message) = status switch
        {
            401 or 403 => (ModelFailure.KeyRefused, $"The server of {model} refuses the key ({shown}); {Key}."),
            402 => (ModelFailure.QuotaExhausted, $"The credit for {model} is used up ({shown})."),
            404 => (ModelFailure.ModelUnknown, $"The server knows no model {model} ({shown}); {Model}."),
            408 or 504 => (ModelFailure.TimedOut, $"{model} did not answer in time ({shown})."),
            429 when answer.Contains("insufficient_quota", StringComparison.Ordinal) => (ModelFailure.QuotaExhausted, $"The credit for {model} is used up ({shown})."),
            429 => (ModelFailure.RateLimited, $"{model} takes no more requests just now ({shown})."),
            >= 500 => (ModelFailure.ServerError, $"The server of {model} has failed ({shown})."),
            400 or 413 or 422 => (ModelFailure.RequestRefused, $"The server of {model} does not take the request ({shown})."),
            _ => (ModelFailure.NotAModel, $"What answers in the place of {model} does not speak the protocol ({shown}); {Address}."),
        };
        return new ModelException(failure, message) { Status = status, RetryAfter = retryAfter };
    }

    private static (HttpStatusCode? Status, string Answer, TimeSpan? RetryAfter) Read(Exception e)
    {
        // A stream's errors come from the SDK as they are, others inside the Kernel's own.
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case ClientResultException { Status: > 0 } error:
                    return ((HttpStatusCode)error.Status, error.Message, RetryAfter(error));
                case HttpOperationException { StatusCode: { } status } when inner.InnerException is not ClientResultException:
                    return (status, (inner as HttpOperationException)?.ResponseContent ?? inner.Message, null);
                case HttpRequestException { StatusCode: { } status }:
                    return (status, inner.Message, null);
            }
        }

        return default;
    }

    private static TimeSpan? RetryAfter(ClientResultException error)
    {
        if (error.GetRawResponse() is not { } response || !response.Headers.TryGetValue("retry-after", out var value)) return null;
        return double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 86_400 ? TimeSpan.FromSeconds(seconds) : null;
    }
}
