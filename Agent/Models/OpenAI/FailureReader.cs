using System.Globalization;
using System.Text;

namespace Agent.Models.OpenAI;

/// <summary>Tells what an error answer means.</summary>
internal sealed class FailureReader(FailureWords words)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Reads the body of an answer whose status is none of success.</summary>
    /// <returns>The failure, and the field of the request that the server does not take, if that is all it is about.</returns>
    public async Task<(ModelException Failure, RequestFields Refused)> ReadAsync(HttpResponseMessage response, string model, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400) return (words.Redirected(status, response.Headers.Location), RequestFields.None);
        var (body, complete) = await ReadBodyAsync(response, cancellationToken);
        var report = complete ? ErrorReport.Read(body) : null;
        if (report is null && IsPage(response, body.Span)) return (words.Page(status, RetryAfter(response)), RequestFields.None);
        var text = report is null ? Encoding.UTF8.GetString(body.Span) : report.Message;
        report ??= new ErrorReport(text);
        var failure = words.Say(Meaning(report, status), report.Message, model, status, RetryAfter(response));
        return (failure, failure.Failure == ModelFailure.RequestRefused ? Refused(report) : RequestFields.None);
    }

    /// <summary>An error object inside an answer that began well.</summary>
    public ModelException Read(ErrorReport report, HttpResponseMessage response, string model) =>
        words.Say(Meaning(report, report.Status ?? 0), report.Message, model, (int)response.StatusCode, RetryAfter(response));

    /// <summary>A web page, by what it calls itself or by how it begins.</summary>
    public static bool IsPage(HttpResponseMessage response, ReadOnlySpan<byte> body) =>
        response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml" || body.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    /// <summary>By <c>retry-after-ms</c>, or <c>Retry-After</c> in seconds or as a date, which is compared with the server's own clock.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (Header(response, "retry-after-ms") is { } text && Number(text) is { } milliseconds) return Wait(milliseconds / 1000);
        if (Header(response, "Retry-After") is not { } after) return null;
        if (Number(after) is { } seconds) return Wait(seconds);
        return DateTimeOffset.TryParseExact(after, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && response.Headers.Date is { } now ? Wait((at - now).TotalSeconds) : null;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault()?.Trim() : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static TimeSpan Wait(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestWait.TotalSeconds));

    private static async Task<(ReadOnlyMemory<byte> Body, bool Complete)> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = new byte[AnswerLimits.Error];
        var count = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (count < body.Length)
            {
                var read = await stream.ReadAsync(body.AsMemory(count), cancellationToken);
                if (read == 0) return (body.AsMemory(0, count), true);
                count += read;
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // The status says enough.
        }

        return (body.AsMemory(0, count), false);
    }

    /// <summary>By the server's own word for it, and else by its status.</summary>
    public static ModelFailure Meaning(ErrorReport report, int status)
    {
        foreach (var word in new[] { report.Code, report.Type })
        {
            switch (word?.ToLowerInvariant())
            {
                case "insufficient_quota" or "billing_hard_limit_reached" or "billing_not_active" or "insufficient_credits" or "exceeded_current_quota_error":
                    return ModelFailure.QuotaExhausted;
                case "rate_limit_exceeded" or "rate_limit_error" or "too_many_requests" or "resource_exhausted":
                    return ModelFailure.RateLimited;
                case "invalid_api_key" or "authentication_error" or "permission_denied" or "unauthenticated":
                    return ModelFailure.KeyRefused;
                case "model_not_found" or "model_not_exist" or "invalid_model":
                    return ModelFailure.ModelUnknown;
                case "context_length_exceeded":
                    return ModelFailure.RequestRefused;
            }
        }

        return status switch
        {
            401 or 403 => ModelFailure.KeyRefused,
            400 when report.Message.Contains("API key", StringComparison.OrdinalIgnoreCase) => ModelFailure.KeyRefused,
            402 => ModelFailure.QuotaExhausted,
            404 => ModelFailure.ModelUnknown,
            405 or 407 => ModelFailure.NotAModel,
            408 => ModelFailure.TimedOut,
            429 => ModelFailure.RateLimited,
            >= 400 and < 500 => ModelFailure.RequestRefused,
            _ => report.Type?.ToLowerInvariant() is "invalid_request_error" or "badrequesterror" ? ModelFailure.RequestRefused : ModelFailure.ServerError,
        };
    }

    /// <summary>The field that the error names, or else the first one that its words quote.</summary>
    private static RequestFields Refused(ErrorReport report)
    {
        (string Name, RequestFields Field)[] fields =
        [
            ("stream_options", RequestFields.StreamOptions), ("parallel_tool_calls", RequestFields.ParallelToolCalls), ("temperature", RequestFields.Temperature),
            ("top_p", RequestFields.TopP), ("seed", RequestFields.Seed), ("max_completion_tokens", RequestFields.MaxTokens), ("max_tokens", RequestFields.MaxTokens),
        ];
        foreach (var (name, field) in fields)
            if (report.Parameter == name) return field;
        if (report.Parameter is not null) return RequestFields.None;
        foreach (var (name, field) in fields)
            if (report.Message.Contains($"'{name}'", StringComparison.Ordinal) || report.Message.Contains($"\"{name}\"", StringComparison.Ordinal) || report.Message.Contains($"`{name}`", StringComparison.Ordinal)) return field;
        return RequestFields.None;
    }
}
