using System.Globalization;
using System.Text.Json;

namespace Agent.Sandbox.Tests.ScriptedModel;

/// <summary>Every way in which a script can bend or break the protocol, seen over real HTTP.</summary>
public sealed class MisbehaviourTests
{
    private const string Calls = "calls: [{ function: a, arguments: { n: 1 } }, { function: b }]";

    [Theory]
    [InlineData(401, "invalid_api_key")]
    [InlineData(402, "insufficient_quota")]
    [InlineData(404, "model_not_found")]
    [InlineData(429, "rate_limit_exceeded")]
    [InlineData(500, null)]
    [InlineData(503, "overloaded")]
    public async Task A_status_comes_with_its_error_plain_and_streamed(int status, string? code)
    {
        await using var model = await ModelFixture.AnsweringAsync($"status: {status}");
        foreach (var stream in new[] { false, true })
        {
            using var answer = await model.PostAsync(new Conversation().User("x").ToJson(stream));

            ((int)answer.StatusCode).ShouldBe(status);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
            ModelFixture.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("code").GetString().ShouldBe(code);
        }
    }

    [Fact]
    public async Task Too_many_twice_and_then_fine()
    {
        using var time = new WatchedTime();
        await using var model = await ModelFixture.StartAsync("""
            rules:
              - times: 1
                answer: { status: 429, retry_after: 1500ms }
              - times: 1
                answer: { status: 429, retry_after_date: 2s, error: { message: Slow down., type: tokens, code: insufficient_quota } }
            else: { text: fine }
            """, time);
        var body = new Conversation().User("x").ToJson(stream: false);

        using var seconds = await model.PostAsync(body);
        seconds.Headers.GetValues("Retry-After").ShouldHaveSingleItem().ShouldBe("2");
        using var date = await model.PostAsync(body);
        date.Headers.GetValues("Retry-After").ShouldHaveSingleItem().ShouldBe(time.GetUtcNow().AddSeconds(2).ToString("R", CultureInfo.InvariantCulture));
        ModelFixture.Parse(await date.Content.ReadAsStringAsync()).GetProperty("error").GetRawText().ShouldBe("""{"message":"Slow down.","type":"tokens","param":null,"code":"insufficient_quota"}""");
        (await model.TextAsync("x")).ShouldBe("fine");
    }

    [Fact]
    public async Task An_error_within_a_200()
    {
        await using var model = await ModelFixture.AnsweringAsync("""
            text: So far
            error: { message: Overloaded. }
            """);

        (await model.AskAsync(new Conversation().User("x"))).GetProperty("error").GetProperty("message").GetString().ShouldBe("Overloaded.");
        var events = await model.StreamAsync();
        ModelFixture.Deltas(events, "content")[^1].GetString().ShouldBe("So far");
        ModelFixture.Parse(events[^2]).GetProperty("error").GetProperty("message").GetString().ShouldBe("Overloaded.");
    }

    [Theory]
    [InlineData("body: '<html>Sign in</html>'", "text/html", "<html>Sign in</html>")]
    [InlineData("body: '{\"choices\": ['", "application/json", "{\"choices\": [")]
    [InlineData("{ body: hello, content_type: text/plain }", "text/plain", "hello")]
    public async Task A_body_as_it_is(string answer, string type, string body)
    {
        await using var model = await ModelFixture.AnsweringAsync(answer);
        foreach (var stream in new[] { false, true })
        {
            using var got = await model.PostAsync(new Conversation().User("x").ToJson(stream));

            ((int)got.StatusCode).ShouldBe(200);
            got.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            (await got.Content.ReadAsStringAsync()).ShouldBe(body);
        }
    }

    [Fact]
    public async Task An_html_page_with_a_status()
    {
        await using var model = await ModelFixture.AnsweringAsync("{ status: 502, body: <html>Bad gateway</html> }");

        using var answer = await model.PostAsync(new Conversation().User("x").ToJson(stream: true));

        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()).ShouldBe((502, "<html>Bad gateway</html>"));
    }

    [Fact]
    public async Task Malformed_json()
    {
        await using var model = await ModelFixture.AnsweringAsync("{ text: hello, quirks: [malformed_json] }");

        using var plain = await model.PostAsync(new Conversation().User("x").ToJson(stream: false));
        var text = await plain.Content.ReadAsStringAsync();
        Should.Throw<JsonException>(() => ModelFixture.Parse(text));
        var events = await model.StreamAsync();
        events.Count(e => e != "[DONE]" && !IsJson(e)).ShouldBe(1);
        events.ShouldContain(e => e.Contains("\"content\":\"hello\""));
    }

    [Fact]
    public async Task Wrong_names_and_arguments_are_sent_as_they_stand()
    {
        await using var model = await ModelFixture.AnsweringAsync("""
            calls:
              - { function: pay_now, arguments: '{"amount": ' }
              - { function: search_menu, arguments: "" , id: mine }
            """);

        var calls = (await model.MessageAsync(new Conversation().User("x").Offers("search_menu"))).GetProperty("tool_calls");

        calls[0].GetProperty("function").GetRawText().ShouldBe("""{"name":"pay_now","arguments":"{\"amount\": "}""");
        (calls[1].GetProperty("id").GetString(), calls[1].GetProperty("function").GetProperty("arguments").GetString()).ShouldBe(("mine", ""));
        var streamed = (await model.DeltasAsync("tool_calls")).Select(d => d[0]).Where(c => c.GetProperty("index").GetInt32() == 0);
        string.Concat(streamed.Select(c => c.GetProperty("function").GetProperty("arguments").GetString())).ShouldBe("{\"amount\": ");
    }

    [Fact]
    public async Task A_finish_reason_that_does_not_go_with_the_content()
    {
        await using var model = await ModelFixture.AnsweringAsync(Calls + "\nfinish: stop");

        (await model.AskAsync(new Conversation().User("x"))).GetProperty("choices")[0].GetProperty("finish_reason").GetString().ShouldBe("stop");
    }

    [Fact]
    public async Task No_usage_and_usage_that_nobody_asked_for()
    {
        await using var none = await ModelFixture.AnsweringAsync("{ text: x, quirks: [no_usage] }");
        (await none.StreamAsync(usage: true)).ShouldAllBe(e => !e.Contains("usage"));
        (await none.AskAsync(new Conversation().User("x"))).TryGetProperty("usage", out _).ShouldBeFalse();

        await using var unasked = await ModelFixture.AnsweringAsync("{ text: x, quirks: [usage_unasked] }");
        ModelFixture.Parse((await unasked.StreamAsync())[^2]).GetProperty("usage").GetProperty("total_tokens").GetInt32().ShouldBePositive();
    }

    [Theory]
    [InlineData("no_done", "[DONE]")]
    [InlineData("no_id", "chatcmpl-")]
    [InlineData("no_role", "\"role\"")]
    [InlineData("no_finish", "finish_reason")]
    [InlineData("no_call_ids", "call_")]
    [InlineData("no_call_indexes", "[{\"index\":0,\"id\"")]
    public async Task What_is_missing_is_missing(string quirk, string missing)
    {
        await using var whole = await ModelFixture.AnsweringAsync("text: hello\n" + Calls);
        (await whole.StreamTextAsync()).ShouldContain(missing);

        await using var model = await ModelFixture.AnsweringAsync("text: hello\n" + Calls + $"\nquirks: [{quirk}]");
        var text = await model.StreamTextAsync();

        text.ShouldNotContain(missing);
        text.ShouldContain("hello");
        text.ShouldContain("\"name\":\"b\"");
    }

    [Fact]
    public async Task Call_ids_repeated_and_indexes_missing()
    {
        await using var model = await ModelFixture.AnsweringAsync(Calls + "\nquirks: [same_call_ids, no_call_indexes]");

        var calls = (await model.DeltasAsync("tool_calls")).Select(d => d[0]).ToArray();

        calls.Any(c => c.TryGetProperty("index", out _)).ShouldBeFalse();
        var ids = calls.Where(c => c.TryGetProperty("id", out _)).Select(c => c.GetProperty("id").GetString()).ToArray();
        ids.Length.ShouldBe(2);
        ids[0].ShouldBe(ids[1]);
    }

    [Fact]
    public async Task Arguments_in_one_piece_and_as_an_object()
    {
        await using var whole = await ModelFixture.AnsweringAsync(Calls + "\nquirks: [arguments_in_one_piece]");
        (await whole.DeltasAsync("tool_calls")).Select(d => d[0].GetProperty("function").GetRawText()).ShouldBe(["""{"name":"a","arguments":"{\"n\":1}"}""", """{"name":"b","arguments":"{}"}"""]);

        await using var model = await ModelFixture.AnsweringAsync(Calls + "\nquirks: [arguments_as_object]");
        (await model.DeltasAsync("tool_calls")).Select(d => d[0].GetProperty("function").GetRawText()).ShouldBe(["""{"name":"a","arguments":{"n":1}}""", """{"name":"b","arguments":{}}"""]);
        (await model.MessageAsync(new Conversation().User("x"))).GetProperty("tool_calls")[0].GetProperty("function").GetRawText().ShouldBe("""{"name":"a","arguments":{"n":1}}""");
    }

    [Fact]
    public async Task Empty_choices_first_and_comments_between()
    {
        await using var model = await ModelFixture.AnsweringAsync("{ text: [a, b], quirks: [empty_choices, keep_alive] }");

        var events = (await model.StreamTextAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        events.Where((_, i) => i % 2 == 0).ShouldAllBe(e => e == ": keep-alive");
        var data = events.Where((_, i) => i % 2 == 1).Select(e => e["data: ".Length..]).ToArray();
        ModelFixture.Parse(data[0]).GetProperty("choices").GetArrayLength().ShouldBe(0);
        ModelFixture.Deltas(data, "content").Select(d => d.GetString()).ShouldBe(["", "a", "b"]);
    }

    [Fact]
    public async Task Lines_that_end_in_cr_lf_and_fields_without_a_space()
    {
        await using var model = await ModelFixture.AnsweringAsync("{ text: hello, quirks: [cr_lf, no_space] }");

        var text = await model.StreamTextAsync();

        text.ShouldEndWith("data:[DONE]\r\n\r\n");
        text.Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(e => e.StartsWith("data:") && e[5] != ' ' && !e.Contains('\n'));
    }

    [Fact]
    public async Task A_model_that_says_nothing()
    {
        await using var model = await ModelFixture.AnsweringAsync("text: \"\"");

        (await model.TextAsync("x")).ShouldBe("");
    }

    private static bool IsJson(string text)
    {
        try
        {
            ModelFixture.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
