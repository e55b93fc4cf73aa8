namespace Agent.Sandbox.Tests.ScriptedModel;

public sealed class TemplateTests
{
    private const string Result = """{"hits":[{"item_id":"a.b","price":{"minor":716,"currency":"CNY"},"sold_out":false,"count":3},{"item_id":"c\"d"}],"at":"2026-02-06T12:45:00+08:00","none":null}""";

    [Theory]
    [InlineData("{{result.search_menu.hits[0].item_id}}", "a.b")]
    [InlineData("take {{result.search_menu.hits[-1].item_id}}, please", "take c\"d, please")]
    [InlineData("{{ result.search_menu.hits[0].count }} left", "3 left")]
    [InlineData("{{result.search_menu.hits[0].sold_out}}", "false")]
    [InlineData("{{result.search_menu.none}}", "null")]
    [InlineData("{{result.search_menu.hits[0].price | money}}", "¥7.16")]
    [InlineData("{{result.search_menu.hits[0].price | money de}}", "7,16 ¥")]
    [InlineData("{{result.search_menu.at | clock}}", "12:45")]
    [InlineData("you said: {{user}}", "you said: two \"teas\"")]
    [InlineData("{{model}} {{round}}", "scripted 1")]
    [InlineData("{{result.search_menu.hits[0].price}}", "{\"minor\":716,\"currency\":\"CNY\"}")]
    public async Task A_hole_takes_its_value_out_of_the_request(string template, string text)
    {
        await using var model = await ModelFixture.AnsweringAsync($"text: '{template}'");
        var talk = new Conversation().User("two \"teas\"").Called("search_menu", Result);

        (await model.TextAsync(talk)).ShouldBe(text);
    }

    [Theory]
    [InlineData("{ id: '{{result.search_menu.hits[0].item_id}}' }", """{"id":"a.b"}""")]
    [InlineData("{ count: '{{result.search_menu.hits[0].count}}', of: [1, '{{round}}'] }", """{"count":3,"of":[1,1]}""")]
    [InlineData("{ count: '{{result.search_menu.hits[0].count | text}}' }", """{"count":"3"}""")]
    [InlineData("{ price: '{{result.search_menu.hits[0].price}}' }", """{"price":{"minor":716,"currency":"CNY"}}""")]
    [InlineData("{ query: 'like {{user}}' }", """{"query":"like two \"teas\""}""")]
    [InlineData("{ id: '{{result.search_menu.hits[1].item_id}}!' }", """{"id":"c\"d!"}""")]
    [InlineData("'{\"id\": \"{{result.search_menu.hits[0].item_id}}'", "{\"id\": \"a.b")]
    public async Task In_arguments_a_hole_of_its_own_keeps_the_values_kind(string arguments, string sent)
    {
        await using var model = await ModelFixture.AnsweringAsync($"calls: [{{ function: f, arguments: {arguments} }}]");
        var talk = new Conversation().User("two \"teas\"").Called("search_menu", Result);

        var call = (await model.MessageAsync(talk)).GetProperty("tool_calls")[0].GetProperty("function");
        call.GetProperty("arguments").GetString().ShouldBe(sent);
    }

    [Fact]
    public async Task The_latest_result_of_the_function_counts_whatever_plugin_it_is_offered_under()
    {
        await using var model = await ModelFixture.AnsweringAsync("text: '{{result.search_menu.n}} {{result.get_item}}'");
        var talk = new Conversation().User("x").Called(("menu-search_menu", """{"n":1}"""), ("get_item", "plain words")).Called("menu-search_menu", """{"n":2}""").Called("research_menu", """{"n":3}""");

        (await model.TextAsync(talk)).ShouldBe("2 plain words");
    }

    [Fact]
    public async Task Values_that_are_filled_in_are_streamed_in_pieces_too()
    {
        await using var model = await ModelFixture.AnsweringAsync("""
            text: "{{user}}"
            piece_length: 3
            """);

        var deltas = ModelFixture.Deltas(await model.StreamAsync("ab😀cdef"), "content").Select(d => d.GetString()).ToArray();

        deltas.ShouldBe(["", "ab😀", "cde", "f"], "a pair is never parted");
    }

    [Theory]
    [InlineData("{{result.get_item.name}}", "script, line 2: {{result.get_item.name}} finds nothing: the request holds no result of get_item.")]
    [InlineData("{{result.search_menu.hits[2]}}", "script, line 2: {{result.search_menu.hits[2]}} finds nothing: there is no [2] in [")]
    [InlineData("{{result.search_menu.hit}}", "there is no 'hit' in {\"hits\"")]
    [InlineData("{{result.search_menu.at | money}}", "is no amount: \"2026-02-06T12:45:00+08:00\"")]
    [InlineData("{{result.search_menu.hits | clock}}", "is no time")]
    public async Task A_hole_that_finds_nothing_is_told_and_nothing_is_sent(string template, string told)
    {
        await using var model = await ModelFixture.AnsweringAsync($"text: '{template}'");

        using var answer = await model.PostAsync(new Conversation().User("x").Called("search_menu", Result).ToJson(stream: true));

        ((int)answer.StatusCode).ShouldBe(400);
        var error = ModelFixture.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("template_unfilled");
        error.GetProperty("message").GetString()!.ShouldContain(told);
    }
}
