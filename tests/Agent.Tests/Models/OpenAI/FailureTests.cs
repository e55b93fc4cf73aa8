using Agent.Models;
using static Agent.Tests.Models.OpenAI.Chunks;

namespace Agent.Tests.Models.OpenAI;

/// <summary>Every failure is one line that names what to change.</summary>
public sealed class FailureTests
{
    private const string Key = "sk-secret-0123456789abcdef";

    [Theory]
    [InlineData(400, """{"error":{"message":"context too long","code":"context_length_exceeded"}}""", ModelFailure.RequestRefused, "OPENAI_MODEL")]
    [InlineData(400, """[{"error":{"code":400,"message":"API key not valid. Please pass one.","status":"INVALID_ARGUMENT"}}]""", ModelFailure.KeyRefused, "OPENAI_API_KEY")]
    [InlineData(400, """{"error":{"message":"invalid model ID","code":"model_not_found"}}""", ModelFailure.ModelUnknown, "OPENAI_MODEL")]
    [InlineData(401, """{"error":{"message":"Incorrect API key","code":"invalid_api_key"}}""", ModelFailure.KeyRefused, "OPENAI_API_KEY")]
    [InlineData(401, "", ModelFailure.KeyRefused, "OPENAI_API_KEY")]
    [InlineData(402, """{"error":{"message":"Insufficient credits","code":402}}""", ModelFailure.QuotaExhausted, "OPENAI_API_KEY")]
    [InlineData(403, """{"error":"Country not supported"}""", ModelFailure.KeyRefused, "Country not supported")]
    [InlineData(404, """{"error":{"message":"The model does not exist","code":"model_not_found"}}""", ModelFailure.ModelUnknown, "OPENAI_MODEL")]
    [InlineData(404, """{"detail":"Not Found"}""", ModelFailure.ModelUnknown, "OPENAI_BASE_URL")]
    [InlineData(404, "404 page not found", ModelFailure.ModelUnknown, "OPENAI_BASE_URL")]
    [InlineData(405, "", ModelFailure.NotAModel, "OPENAI_BASE_URL")]
    [InlineData(407, "", ModelFailure.NotAModel, "HTTPS_PROXY")]
    [InlineData(408, "", ModelFailure.TimedOut, "in time")]
    [InlineData(413, "too large", ModelFailure.RequestRefused, "too large")]
    [InlineData(422, """{"detail":[{"loc":["body","x"],"msg":"extra"}]}""", ModelFailure.RequestRefused, "extra")]
    [InlineData(429, """{"error":{"message":"Slow down","type":"rate_limit_error"}}""", ModelFailure.RateLimited, "Slow down")]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}""", ModelFailure.QuotaExhausted, "OPENAI_API_KEY")]
    [InlineData(500, """{"error":{"message":"The server had an error","type":"server_error"}}""", ModelFailure.ServerError, "failed (500)")]
    [InlineData(502, "Bad gateway", ModelFailure.ServerError, "Bad gateway")]
    [InlineData(503, """{"error":{"message":"Overloaded"}}""", ModelFailure.ServerError, "Overloaded")]
    [InlineData(529, "", ModelFailure.ServerError, "(529)")]
    public async Task A_status_has_its_meaning(int status, string body, ModelFailure failure, string says)
    {
        var error = await Talk.FailAsync(RawServer.Body(status, body.StartsWith('{') || body.StartsWith('[') ? "application/json" : "text/plain", body));
        (error.Failure, error.Status).ShouldBe((failure, status));
        error.Message.ShouldContain(says);
        error.Message.ShouldContain("http://127.0.0.1:");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task A_web_page_is_no_model_whatever_its_status(int status)
    {
        foreach (var (type, body) in new[] { ("text/html; charset=utf-8", "Please log in"), ("text/plain", "\n <!doctype html><title>Log in</title>"), ("text/event-stream", "<html>") })
        {
            var error = await Talk.FailAsync(RawServer.Body(status, type, body));
            (error.Failure, error.Status).ShouldBe((ModelFailure.NotAModel, status));
            error.Message.ShouldContain("OPENAI_BASE_URL");
        }
    }

    [Theory]
    [InlineData("application/json", """{"models":[]}""")]
    [InlineData("text/plain", "It works!")]
    [InlineData("application/json", "\"ok\"")]
    public async Task Whatever_else_answers_is_no_model(string type, string body)
    {
        var error = await Talk.FailAsync(RawServer.Body(200, type, body));
        error.Failure.ShouldBe(ModelFailure.NotAModel);
        error.Message.ShouldContain("OPENAI_BASE_URL");
    }

    [Theory]
    [InlineData("""{"error":{"message":"Slow down","code":429}}""", ModelFailure.RateLimited)]
    [InlineData("""{"error":{"message":"Out of credit","code":"insufficient_quota"},"choices":[{"delta":{"content":""},"finish_reason":"error"}]}""", ModelFailure.QuotaExhausted)]
    [InlineData("""{"error":"Something broke"}""", ModelFailure.ServerError)]
    [InlineData("""{"object":"error","message":"The prompt is too long","type":"BadRequestError","code":400}""", ModelFailure.RequestRefused)]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":null,"error":{"message":"Upstream broke","code":502}}]}""", ModelFailure.ServerError)]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"error"}]}""", ModelFailure.ServerError)]
    public async Task An_error_inside_an_answer_that_began_well_is_a_failure(string body, ModelFailure failure)
    {
        (await Talk.FailAsync(RawServer.Events(Text("hi"), body))).Failure.ShouldBe(failure);
        var plain = await Talk.FailAsync(RawServer.Json(body));
        (plain.Failure, plain.Status).ShouldBe((failure, 200));
    }

    [Theory]
    [InlineData("event: error\ndata: {\"message\":\"It broke\"}\n\n")]
    [InlineData("event: error\ndata: It broke\n\n")]
    [InlineData("data: {\"error\":{\"message\":\"It broke\"}}\n\n")]
    public async Task An_event_may_be_an_error(string events)
    {
        var error = await Talk.FailAsync(RawServer.Body(200, "text/event-stream", $"data: {Text("hi")}\n\n{events}data: [DONE]\n\n"));
        error.Failure.ShouldBe(ModelFailure.ServerError);
        error.Message.ShouldContain("It broke");
    }

    [Theory]
    [InlineData("Retry-After: 7", 7_000)]
    [InlineData("Retry-After: 1.5", 1_500)]
    [InlineData("retry-after-ms: 250", 250)]
    [InlineData("Retry-After: Thu, 01 Jan 2026 00:01:30 GMT", 90_000)]
    [InlineData("Retry-After: Wed, 31 Dec 2025 00:00:00 GMT", 0)]
    [InlineData("Retry-After: -3", 0)]
    [InlineData("Retry-After: 1000000000000", 86_400_000)]
    [InlineData("Retry-After: soon", null)]
    [InlineData("X-Other: 1", null)]
    public async Task How_long_to_wait_is_told(string header, int? milliseconds)
    {
        var error = await Talk.FailAsync(RawServer.Json("""{"error":{"message":"Slow down"}}""", 429, header, "Date: Thu, 01 Jan 2026 00:00:00 GMT"));
        error.RetryAfter.ShouldBe(milliseconds is { } wait ? TimeSpan.FromMilliseconds(wait) : null);
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: KEY.\nSee\r\n\u001b[31mour page"}}""")]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: sk-secre**********cdef"}}""")]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: sk-secret-0123456...","param":"KEY"}}""")]
    [InlineData(429, "You, KEY, are too fast")]
    [InlineData(500, """{"error":{"message":"","headers":{"Authorization":"Bearer KEY"}}}""")]
    [InlineData(200, """{"error":{"message":"KEY"}}""")]
    [InlineData(200, """data: {"error":{"message":"bearer:KEY"}}""")]
    [InlineData(200, """data: {"choices":[{"delta":{"tool_calls":[{"function":{"name":"KEYKEY","arguments":KEY}}]}}]}""")]
    [InlineData(307, "KEY")]
    public async Task A_key_is_never_said_however_much_of_it_the_server_repeats(int status, string body)
    {
        var error = await Talk.FailAsync(RawServer.Body(status, "text/plain", body.Replace("KEY", Key), "Location: http://KEY.example/KEY?k=KEY".Replace("KEY", Key)));
        var all = error.ToString();
        foreach (var piece in new[] { Key, "sk-secre", "0123456789", "cdef" }) all.ShouldNotContain(piece, Case.Insensitive);
        error.Message.ShouldNotContain('\u001b');
        error.Message.Length.ShouldBeLessThan(700);
    }

    [Fact]
    public async Task Where_no_key_is_set_that_is_what_is_said()
    {
        await using var server = new RawServer(RawServer.Json("{}", 401));
        using var talk = new Talk(server.Url, key: null);
        (await talk.FailAsync()).Message.ShouldContain("set OPENAI_API_KEY");
    }

    [Theory]
    [InlineData("sk-two words")]
    [InlineData("sk-schlüssel")]
    [InlineData("sk-line\r\nX-Other: 1")]
    [InlineData("\"sk-quoted\"")]
    public async Task A_key_that_cannot_be_one_is_not_sent(string key)
    {
        await using var server = new RawServer();
        using var talk = new Talk(server.Url, key);
        var error = await talk.FailAsync();
        (error.Failure, error.Message.Contains("OPENAI_API_KEY"), error.Message.Contains("sk-")).ShouldBe((ModelFailure.KeyRefused, true, false));
        server.Exchanges.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_break_after_a_key_is_no_part_of_it()
    {
        await using var server = new RawServer(RawServer.Events(Finish()));
        using var talk = new Talk(server.Url, Key + "\n");
        await talk.StreamAsync();
        server.Request.Header("Authorization").ShouldBe("Bearer " + Key);
    }

    [Theory]
    [InlineData("ftp://models.example/v1")]
    [InlineData("models.example/v1")]
    public async Task An_address_that_is_none_is_said(string url)
    {
        using var talk = new Talk(new Uri(url, UriKind.RelativeOrAbsolute));
        var error = await talk.FailAsync();
        (error.Failure, error.Message.Contains("OPENAI_BASE_URL"), error.Message.Contains(url)).ShouldBe((ModelFailure.Unreachable, true, true));
    }
}
