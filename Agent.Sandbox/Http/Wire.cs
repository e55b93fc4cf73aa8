using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Agent.Plugins;
using Agent.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace Agent.Sandbox.Http;

/// <summary>
/// How the world speaks HTTP. 200 with a value, 204 for null, 409 with a refusal, 503 for what is unavailable, 400 for other errors that have a message.
/// Every answer carries the world's time and how it runs, so that a follower never has to ask for it.
/// </summary>
internal static class Wire
{
    public const string NowHeader = "World-Now";
    public const string FastUntilHeader = "World-Fast-Until";
    public const string SpeedHeader = "World-Speed";

    /// <summary>Turns errors that have a message into answers, and stamps every answer with the time.</summary>
    public static async Task AnswerAsync(HttpContext context, RequestDelegate next, SandboxClock clock)
    {
        context.Response.OnStarting(() =>
        {
            var pacing = clock.Pacing;
            var headers = context.Response.Headers;
            headers[NowHeader] = Text(pacing.Now);
            headers[FastUntilHeader] = Text(pacing.FastUntil);
            headers[SpeedHeader] = pacing.Speed.ToString("R", CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        catch (ShopException e)
        {
            await ErrorAsync(context, e.Code == ShopException.Unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest, new ErrorBody(e.Code, e.Message, e.Subject));
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException or ArgumentException)
        {
            await ErrorAsync(context, StatusCodes.Status400BadRequest, new ErrorBody("request_invalid", e.Message, null));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
    }

    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> json) =>
        await JsonSerializer.DeserializeAsync(context.Request.Body, json, context.RequestAborted) ?? throw new JsonException("The body is null.");

    public static Task WriteAsync<T>(HttpContext context, T? value, JsonTypeInfo<T> json)
        where T : class
    {
        if (value is not null) return WriteAsync(context, StatusCodes.Status200OK, value, json);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public static Task WriteOutcomeAsync<T>(HttpContext context, Outcome<T> outcome, JsonTypeInfo<T> json)
        where T : class =>
        outcome.Succeeded ? WriteAsync(context, outcome.Value, json) : WriteAsync(context, StatusCodes.Status409Conflict, outcome.Refusal, PluginsJson.Relaxed.Refusal);

    /// <returns>Null where the answer does not come from a world.</returns>
    public static Pacing? ReadPacing(HttpResponseMessage response) =>
        Header(response, NowHeader) is { } now && Header(response, FastUntilHeader) is { } until && Header(response, SpeedHeader) is { } speed
            ? new Pacing(Time(now), Time(until), double.Parse(speed, CultureInfo.InvariantCulture))
            : null;

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture);

    private static Task ErrorAsync(HttpContext context, int status, ErrorBody error) => WriteAsync(context, status, error, WorldJson.Relaxed.ErrorBody);

    private static Task WriteAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(context.Response.Body, value, json, context.RequestAborted);
    }
}
