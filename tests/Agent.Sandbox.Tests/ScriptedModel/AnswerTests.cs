namespace Agent.Sandbox.Tests.ScriptedModel;

/// <summary>What a well-behaved answer looks like on the wire.</summary>
public sealed class AnswerTests
{
    private const string TwoCalls = """
        calls:
          - { function: search_menu, arguments: { query: 香芋, limit: 3 } }
          - { function: list_vouchers }
        """;

    [Fact]
    public async Task A_plain_text()
    {
        using var time = new WatchedTime();
        await using var model = await ModelFixture.AnsweringAsync("""
            text: [Two teas, ", please."]
            reasoning: They want tea.
            usage: { input: 12, output: 5, cached: 8, reasoning: 3 }
            """, time);

        var answer = await model.AskAsync(new Conversation().User("hello"));

        answer.GetProperty("object").GetString().ShouldBe("chat.completion");
        answer.GetProperty("id").GetString()!.ShouldStartWith("chatcmpl-");
        answer.GetProperty("model").GetString().ShouldBe("scripted");
        answer.GetProperty("created").GetInt64().ShouldBe(time.GetUtcNow().ToUnixTimeSeconds());
        var choice = answer.GetProperty("choices")[0];
        choice.GetProperty("finish_reason").GetString().ShouldBe("stop");
        choice.GetProperty("message").GetRawText().ShouldBe("""{"role":"assistant","content":"Two teas, please.","refusal":null,"reasoning_content":"They want tea."}""");
        answer.GetProperty("usage").GetRawText().ShouldBe("""{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17,"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":3}}""");
    }

    [Fact]
    public async Task A_streamed_text()
    {
        await using var model = await ModelFixture.AnsweringAsync("text: [Two teas, \", please.\"]");

        var events = await model.StreamAsync();

        events[^1].ShouldBe("[DONE]");
        ModelFixture.Choices(events).Select(c => c.GetRawText()).ShouldBe([
            """{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}""",
            """{"index":0,"delta":{"content":"Two teas"},"finish_reason":null}""",
            """{"index":0,"delta":{"content":", please."},"finish_reason":null}""",
            """{"index":0,"delta":{},"finish_reason":"stop"}""",
        ]);
        events.SkipLast(1).ShouldAllBe(e => !e.Contains("usage"));
    }

    [Fact]
    public async Task Streamed_usage_comes_last_when_asked_for()
    {
        await using var model = await ModelFixture.AnsweringAsync("{ text: hello, usage: { input: 1, output: 2 } }");

        var events = await model.StreamAsync(usage: true);

        var last = ModelFixture.Parse(events[^2]);
        last.GetProperty("choices").GetArrayLength().ShouldBe(0);
        last.GetProperty("usage").GetProperty("total_tokens").GetInt32().ShouldBe(3);
        events.SkipLast(2).ShouldAllBe(e => e.Contains("\"usage\":null"));
    }

    [Fact]
    public async Task Usage_follows_from_lengths_where_none_is_given()
    {
        await using var model = await ModelFixture.AnsweringAsync("text: 12345678 9");
        var talk = new Conversation().User("hello");

        var usage = (await model.AskAsync(talk)).GetProperty("usage");

        usage.GetProperty("completion_tokens").GetInt32().ShouldBe(3);
        usage.GetProperty("prompt_tokens").GetInt32().ShouldBe((talk.ToJson(stream: false).Length + 3) / 4);
    }

    [Fact]
    public async Task Plain_calls()
    {
        await using var model = await ModelFixture.AnsweringAsync(TwoCalls);

        var choice = (await model.AskAsync(new Conversation().User("x"))).GetProperty("choices")[0];

        choice.GetProperty("finish_reason").GetString().ShouldBe("tool_calls");
        var message = choice.GetProperty("message");
        message.GetProperty("content").GetString().ShouldBeNull();
        var calls = message.GetProperty("tool_calls").EnumerateArray().ToArray();
        calls.Select(c => c.GetProperty("function").GetRawText()).ShouldBe([
            """{"name":"search_menu","arguments":"{\"query\":\"香芋\",\"limit\":3}"}""",
            """{"name":"list_vouchers","arguments":"{}"}""",
        ]);
        calls.Select(c => c.GetProperty("id").GetString()).Distinct().Count().ShouldBe(2);
        calls.ShouldAllBe(c => c.GetProperty("type").GetString() == "function");
    }

    [Fact]
    public async Task Streamed_calls_have_arguments_in_pieces()
    {
        await using var model = await ModelFixture.AnsweringAsync(TwoCalls);

        var parts = (await model.DeltasAsync("tool_calls")).Select(d => d[0]).ToArray();

        string Arguments(int index) => string.Concat(parts.Where(p => p.GetProperty("index").GetInt32() == index).Select(p => p.GetProperty("function").GetProperty("arguments").GetString()));
        (Arguments(0), Arguments(1)).ShouldBe(("""{"query":"香芋","limit":3}""", "{}"));
        parts.Count(p => p.TryGetProperty("id", out _)).ShouldBe(2);
        parts.Count(p => p.GetProperty("index").GetInt32() == 0).ShouldBe(3, "the name, and two halves");
        ModelFixture.Choices(await model.StreamAsync()).Last().GetProperty("finish_reason").GetString().ShouldBe("tool_calls");
    }

    [Fact]
    public async Task Pieces_may_be_of_a_length()
    {
        await using var model = await ModelFixture.AnsweringAsync("""
            text: abcdefgh
            calls: [{ function: f, arguments: { n: 1 } }]
            piece_length: 3
            """);

        var events = await model.StreamAsync();

        ModelFixture.Deltas(events, "content").Select(d => d.GetString()).ShouldBe(["", "abc", "def", "gh"]);
        ModelFixture.Deltas(events, "tool_calls").Select(d => d[0].GetProperty("function").GetProperty("arguments").GetString()).ShouldBe(["", "{\"n", "\":1", "}"]);
    }

    [Fact]
    public async Task A_call_goes_by_the_name_under_which_it_is_offered()
    {
        await using var model = await ModelFixture.AnsweringAsync(TwoCalls);
        var talk = new Conversation().User("x").Offers("menu-research_menu").Offers("menu-search_menu");

        var calls = (await model.MessageAsync(talk)).GetProperty("tool_calls").EnumerateArray().Select(c => c.GetProperty("function").GetProperty("name").GetString());

        calls.ShouldBe(["menu-search_menu", "list_vouchers"]);
    }

    [Fact]
    public async Task A_refusal_plain_and_streamed()
    {
        await using var model = await ModelFixture.AnsweringAsync("refusal: I will not.");

        (await model.MessageAsync(new Conversation().User("x"))).GetRawText().ShouldBe("""{"role":"assistant","content":null,"refusal":"I will not."}""");
        (await model.DeltasAsync("refusal")).Select(d => d.GetString()).ShouldBe([null, "I will not."]);
    }

    [Fact]
    public async Task The_same_request_gets_the_same_ids_and_another_gets_others()
    {
        await using var model = await ModelFixture.AnsweringAsync(TwoCalls);
        var talk = new Conversation().User("x");
        async Task<string?> IdAsync() => (await model.MessageAsync(talk)).GetProperty("tool_calls")[0].GetProperty("id").GetString();

        var first = await IdAsync();
        (await IdAsync()).ShouldBe(first);
        talk.Called("search_menu", "{}");
        (await IdAsync()).ShouldNotBe(first);
    }

    [Fact]
    public async Task Models_are_listed()
    {
        await using var model = await ModelFixture.StartAsync("""
            models: [large, small]
            else: { text: hello }
            """);

        var list = ModelFixture.Parse(await model.Http.GetStringAsync("/v1/models"));

        list.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("id").GetString()).ShouldBe(["large", "small"]);
        ModelFixture.Parse(await model.Http.GetStringAsync("/v1/models/small")).GetProperty("id").GetString().ShouldBe("small");
        (await model.Http.GetAsync("/v1/models/tiny")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }
}
