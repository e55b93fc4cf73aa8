namespace Agent.Sandbox.Tests.ScriptedModel;

public sealed class RuleTests
{
    [Theory]
    [InlineData("user: taro", "Two TARO milk teas", true)]
    [InlineData("user: taro", "two coffees", false)]
    [InlineData("user: [taro, 香芋]", "两杯香芋奶茶", true)]
    [InlineData("user: { is: hello }", "Hello", true)]
    [InlineData("user: { is: hello }", "hello there", false)]
    [InlineData("user: { matches: '^two .* teas?$' }", "two large taro milk teas", true)]
    [InlineData("user: { matches: '^two .* teas?$' }", "please, two taro milk teas", false)]
    [InlineData("user: { contains: \"\\\"quoted\\\"\" }", "a \"quoted\" word", true)]
    public async Task The_last_user_message_is_matched(string condition, string said, bool fits)
    {
        await using var model = await ModelFixture.StartAsync($$"""
            rules:
              - when: { {{condition}} }
                answer: { text: it fits }
            else: { text: it does not }
            """);

        var text = await model.TextAsync(new Conversation().User("two taro milk teas, hello").Assistant("Anything else?").User(said));

        text.ShouldBe(fits ? "it fits" : "it does not");
    }

    [Fact]
    public async Task Rounds_count_the_answers_since_the_last_user_message()
    {
        await using var model = await ModelFixture.StartAsync("""
            rules:
              - when: { user: tea }
                rounds:
                  - text: first
                  - text: second
                  - text: third
            else: { text: beyond }
            """);
        var talk = new Conversation().User("coffee").Called("search_menu", "{}").Assistant("Here.").User("tea");

        (await model.TextAsync(talk)).ShouldBe("first");
        (await model.TextAsync(talk.Called(("search_menu", "{}"), ("get_item", "{}")))).ShouldBe("second");
        (await model.TextAsync(talk.Called("compare_prices", "{}"))).ShouldBe("third");
        (await model.TextAsync(talk.Called("request_payment", "{}"))).ShouldBe("beyond");
    }

    [Theory]
    [InlineData("1", "-x--")]
    [InlineData("\"1-2\"", "-xx-")]
    [InlineData("\"2-\"", "--xx")]
    public async Task A_rule_may_be_for_some_rounds(string round, string answers)
    {
        await using var model = await ModelFixture.StartAsync($$"""
            rules:
              - when: { round: {{round}} }
                answer: { text: x }
            else: { text: "-" }
            """);
        var talk = new Conversation().User("tea");
        var given = "";
        for (var i = 0; i < answers.Length; i++)
        {
            given += await model.TextAsync(talk);
            talk.Called("view_basket", "{}");
        }

        given.ShouldBe(answers);
    }

    [Fact]
    public async Task System_prompt_model_and_results_are_matched()
    {
        await using var model = await ModelFixture.StartAsync("""
            rules:
              - when: { result: { search_menu: sold_out } }
                answer: { text: sold out }
              - when: { system: german }
                answer: { text: ausverkauft }
              - when: { model: { is: small } }
                answer: { text: small }
            else: { text: otherwise }
            """);

        (await model.TextAsync(new Conversation().User("x").Called("search_menu", """{"sold_out":true}"""))).ShouldBe("sold out");
        (await model.TextAsync(new Conversation().User("x").Called("get_item", """{"sold_out":true}"""))).ShouldBe("otherwise");
        (await model.TextAsync(new Conversation().User("x").Called("search_menu", """{"sold_out":true}""").Called("search_menu", "{}"))).ShouldBe("otherwise", "the latest result counts");
        (await model.TextAsync(new Conversation().System("Answer in German.").User("x"))).ShouldBe("ausverkauft");
        (await model.TextAsync(new Conversation { Model = "small" }.User("x"))).ShouldBe("small");
        (await model.TextAsync("x")).ShouldBe("otherwise");
    }

    [Fact]
    public async Task A_rule_may_answer_only_so_many_requests()
    {
        await using var model = await ModelFixture.StartAsync("""
            rules:
              - times: 2
                answer: { text: at first }
            else: { text: then }
            """);

        var texts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => model.TextAsync("hello")));

        texts.Count(t => t == "at first").ShouldBe(2);
        (await model.TextAsync("hello")).ShouldBe("then");
    }

    [Fact]
    public async Task Two_conversations_at_once_and_a_restarted_client_get_their_own_answers()
    {
        await using var model = await ModelFixture.StartAsync("""
            rules:
              - when: { user: tea }
                rounds:
                  - calls: [{ function: search_menu, arguments: { query: tea } }]
                  - text: "tea: {{result.search_menu.hits[0]}}"
              - when: { user: rice }
                rounds:
                  - calls: [{ function: search_menu, arguments: { query: rice } }]
                  - text: "rice: {{result.search_menu.hits[0]}}"
            """);

        async Task<string?> OrderAsync(string what, int number)
        {
            var talk = new Conversation().User($"{what} {number}, please");
            var call = (await model.MessageAsync(talk)).GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString();
            call.ShouldBe($$"""{"query":"{{what}}"}""");
            talk.Called("search_menu", $$"""{"hits":["{{what}} {{number}}"]}""");
            (await model.TextAsync(talk)).ShouldBe(await model.TextAsync(talk), "the same request gets the same answer");
            return await model.TextAsync(talk);
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => OrderAsync(i % 2 == 0 ? "tea" : "rice", i)));

        answers.ShouldBe(Enumerable.Range(0, 16).Select(i => i % 2 == 0 ? $"tea: tea {i}" : $"rice: rice {i}"));
    }

    [Fact]
    public async Task Calls_of_a_rule_for_every_round_never_end()
    {
        await using var model = await ModelFixture.AnsweringAsync("calls: [{ function: view_basket }]");
        var talk = new Conversation().User("what is in my basket?");
        for (var i = 0; i < 5; i++)
        {
            var call = (await model.MessageAsync(talk)).GetProperty("tool_calls")[0].GetProperty("function");
            (call.GetProperty("name").GetString(), call.GetProperty("arguments").GetString()).ShouldBe(("view_basket", "{}"));
            talk.Called("view_basket", "{}");
        }
    }

    [Fact]
    public async Task What_fits_no_rule_is_told()
    {
        await using var model = await ModelFixture.StartAsync("""
            rules:
              - when: { user: tea }
                answer: { text: tea }
            """);

        using var answer = await model.PostAsync(new Conversation().User("coffee").ToJson(stream: false));

        ((int)answer.StatusCode).ShouldBe(400);
        var error = ModelFixture.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("no_rule_fits");
        error.GetProperty("message").GetString()!.ShouldContain("'coffee'");
    }
}
