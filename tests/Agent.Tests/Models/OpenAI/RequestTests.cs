using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Agent.Plugins;
using Microsoft.Extensions.AI;

namespace Agent.Tests.Models.OpenAI;

/// <summary>What a server gets to read.</summary>
public sealed class RequestTests
{
    private static readonly AIFunction Search = AIFunctionFactory.Create(([Description("the dish's name")] string query, int limit = 5) => query + limit, "search_menu", "Finds \"dishes\", <b>not</b> drinks.");

    [Fact]
    public async Task A_request_to_stream_asks_for_usage_too()
    {
        var request = await Talk.RequestAsync();
        request.Text.ShouldBe("""{"model":"m-1","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hello"}]}""");
        request.Header("Content-Type").ShouldBe("application/json");
        request.Header("Authorization").ShouldBe("Bearer sk-secret-0123456789abcdef");
        request.Header("User-Agent").ShouldBe("shopping-agent");
        request.Header("Accept-Encoding").ShouldBeNull();
    }

    [Fact]
    public async Task A_plain_request_says_nothing_of_streams()
    {
        await using var server = new RawServer(RawServer.Json(Chunks.Whole("""{"content":"hi"}""")));
        using var talk = new Talk(server.Url, key: null);
        await talk.AskAsync();
        server.Request.Text.ShouldBe("""{"model":"m-1","messages":[{"role":"user","content":"hello"}]}""");
        server.Request.Header("Authorization").ShouldBeNull();
    }

    [Fact]
    public async Task Options_are_sent_under_their_names()
    {
        var options = new ChatOptions
        {
            ModelId = "m-2",
            Temperature = 0.2f,
            TopP = 0.9f,
            FrequencyPenalty = 0.5f,
            PresencePenalty = -0.5f,
            MaxOutputTokens = 300,
            Seed = 7,
            StopSequences = ["END", "\n\n"],
            Instructions = "Be brief.",
            AdditionalProperties = new() { ["agent.dialogue"] = "stays here" },
        };
        (await Talk.RequestAsync(options)).Text.ShouldBe(
            """{"model":"m-2","stream":true,"stream_options":{"include_usage":true},"temperature":0.2,"top_p":0.9,"frequency_penalty":0.5,"presence_penalty":-0.5,"max_tokens":300,"seed":7,"stop":["END","\n\n"],"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"hello"}]}""");
    }

    [Fact]
    public async Task Tools_are_sent_with_their_schemas()
    {
        AITool[] tools = [Search, Search.AsDeclarationOnly(), new HostedWebSearchTool()];
        var json = (await Talk.RequestAsync(new ChatOptions { Tools = tools, AllowMultipleToolCalls = false, ToolMode = ChatToolMode.Auto })).Json;
        json.GetProperty("tools").GetArrayLength().ShouldBe(2);
        foreach (var tool in json.GetProperty("tools").EnumerateArray())
        {
            tool.GetProperty("type").GetString().ShouldBe("function");
            var function = tool.GetProperty("function");
            (function.GetProperty("name").GetString(), function.GetProperty("description").GetString()).ShouldBe((Search.Name, Search.Description));
            JsonElement.DeepEquals(function.GetProperty("parameters"), Search.JsonSchema).ShouldBeTrue();
        }

        json.GetProperty("parallel_tool_calls").GetBoolean().ShouldBeFalse();
        json.GetProperty("tool_choice").GetString().ShouldBe("auto");
    }

    [Fact]
    public async Task A_tool_that_changes_under_its_name_is_sent_as_it_is_now()
    {
        await using var server = new RawServer(RawServer.Events(Chunks.Finish()), RawServer.Events(Chunks.Finish()), RawServer.Events(Chunks.Finish()));
        using var talk = new Talk(server.Url);
        foreach (var description in new[] { "one", "one", "two" })
            await talk.StreamAsync(new ChatOptions { Tools = [AIFunctionFactory.Create((int n) => n, "f", description)] });
        server.Exchanges.Select(e => e.Json.GetProperty("tools")[0].GetProperty("function").GetProperty("description").GetString()).ShouldBe(["one", "one", "two"]);
    }

    [Fact]
    public async Task How_to_choose_is_told_only_beside_tools()
    {
        async Task<string?> Choice(ChatToolMode? mode, bool tools = true)
        {
            var json = (await Talk.RequestAsync(new ChatOptions { ToolMode = mode, Tools = tools ? [Search] : [], AllowMultipleToolCalls = tools ? null : true })).Json;
            json.TryGetProperty("parallel_tool_calls", out _).ShouldBeFalse();
            return json.TryGetProperty("tool_choice", out var choice) ? choice.GetRawText() : null;
        }

        (await Choice(null)).ShouldBeNull();
        (await Choice(ChatToolMode.None)).ShouldBe("\"none\"");
        (await Choice(ChatToolMode.RequireAny)).ShouldBe("\"required\"");
        (await Choice(ChatToolMode.RequireSpecific("search_menu"))).ShouldBe("""{"type":"function","function":{"name":"search_menu"}}""");
        (await Choice(ChatToolMode.RequireAny, tools: false)).ShouldBeNull();
    }

    [Fact]
    public async Task The_form_of_the_answer_is_asked_for()
    {
        async Task<string> Format(ChatResponseFormat format) => (await Talk.RequestAsync(new ChatOptions { ResponseFormat = format })).Json.GetProperty("response_format").GetRawText();
        (await Format(ChatResponseFormat.Text)).ShouldBe("""{"type":"text"}""");
        (await Format(ChatResponseFormat.Json)).ShouldBe("""{"type":"json_object"}""");
        var schema = JsonSerializer.Deserialize<JsonElement>("""{"type":"object"}""");
        (await Format(ChatResponseFormat.ForJsonSchema(schema, "summary", "In short"))).ShouldBe("""{"type":"json_schema","json_schema":{"name":"summary","description":"In short","schema":{"type":"object"}}}""");
    }

    [Fact]
    public async Task A_conversation_is_sent_message_by_message()
    {
        var raw = JsonSerializer.Deserialize<JsonElement>("""{ "total": 716, "note": "\u8336 \u0022hot\u0022" }""");
        var messages = (await Talk.RequestAsync(
            null,
            new(ChatRole.System, "You sell tea."),
            new(ChatRole.User, [new TextContent("taro "), new TextContent("tea")]),
            new(ChatRole.Assistant, [new TextReasoningContent("Hm."), new TextContent("Wait."), new FunctionCallContent("a", "search_menu", new Dictionary<string, object?> { ["query"] = "芋 \"tea\"", ["limit"] = 5, ["open"] = true, ["max"] = null, ["raw"] = raw }), new FunctionCallContent("b", "list")]),
            new(ChatRole.Tool, [new FunctionResultContent("a", "plain \"text\""), new FunctionResultContent("b", raw)]),
            new(ChatRole.Assistant, [new FunctionCallContent("c", "view_basket")]),
            new(ChatRole.Tool, [new FunctionResultContent("c", new Refusal(RefusalCode.CallInvalid) { Subject = "f", Detail = "茶" })]),
            new(ChatRole.Assistant, "Done."),
            new(ChatRole.Assistant, [new TextReasoningContent("Only thought.")]))).Json.GetProperty("messages").EnumerateArray().Select(m => m.GetRawText()).ToArray();
        messages.ShouldBe(
        [
            """{"role":"system","content":"You sell tea."}""",
            """{"role":"user","content":"taro tea"}""",
            """{"role":"assistant","content":"Wait.","tool_calls":[{"id":"a","type":"function","function":{"name":"search_menu","arguments":"{\"query\":\"芋 \\\"tea\\\"\",\"limit\":5,\"open\":true,\"max\":null,\"raw\":{\"total\":716,\"note\":\"茶 \\\"hot\\\"\"}}"}},{"id":"b","type":"function","function":{"name":"list","arguments":"{}"}}]}""",
            """{"role":"tool","tool_call_id":"a","content":"plain \"text\""}""",
            """{"role":"tool","tool_call_id":"b","content":"{\"total\":716,\"note\":\"茶 \\\"hot\\\"\"}"}""",
            """{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"view_basket","arguments":"{}"}}]}""",
            """{"role":"tool","tool_call_id":"c","content":"{\"code\":\"call_invalid\",\"subject\":\"f\",\"choices\":[],\"detail\":\"茶\"}"}""",
            """{"role":"assistant","content":"Done."}""",
        ]);
    }

    [Fact]
    public async Task A_result_that_is_missing_or_failed_says_so_and_no_more()
    {
        var messages = (await Talk.RequestAsync(
            null,
            new(ChatRole.Assistant, [new FunctionCallContent("a", "f"), new FunctionCallContent("b", "g")]),
            new(ChatRole.Tool, [new FunctionResultContent("a", null), new FunctionResultContent("b", null) { Exception = new InvalidOperationException("secret") }]))).Json.GetProperty("messages");
        messages[1].GetProperty("content").GetString().ShouldBe("null");
        messages[2].GetProperty("content").GetString().ShouldBe("The function failed.");
    }

    [Theory]
    [InlineData("menu.search now!", "menu_search_now_")]
    [InlineData("", "unnamed")]
    public async Task A_name_that_a_model_made_up_goes_back_in_a_form_that_servers_take(string name, string sent)
    {
        var request = await Talk.RequestAsync(null, new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("a", name) { Exception = new JsonException() }]), new ChatMessage(ChatRole.Tool, [new FunctionResultContent("a", "no")]));
        var function = request.Json.GetProperty("messages")[0].GetProperty("tool_calls")[0].GetProperty("function");
        (function.GetProperty("name").GetString(), function.GetProperty("arguments").GetString()).ShouldBe((sent, "{}"));
    }

    [Fact]
    public async Task No_quote_and_no_character_is_sent_as_six_bytes()
    {
        var request = await Talk.RequestAsync(
            new ChatOptions { Tools = [Search] },
            new(ChatRole.User, "茶 <b> & 'ok' über"),
            new(ChatRole.Assistant, [new FunctionCallContent("a", "f", new Dictionary<string, object?> { ["q"] = "<\"茶\">" })]),
            new(ChatRole.Tool, [new FunctionResultContent("a", new { Total = "¥7.16 <b>" })]));
        request.Text.ShouldNotContain("\\u");
        request.Text.ShouldContain("""{\"q\":\"<\\\"茶\\\">\"}""");
        Encoding.UTF8.GetByteCount(request.Text).ShouldBe(request.Body.Length);
    }

    [Fact]
    public async Task Text_that_is_none_is_mended()
    {
        var content = (await Talk.RequestAsync(null, new ChatMessage(ChatRole.User, "a\uD83Cb"))).Json.GetProperty("messages")[0].GetProperty("content").GetString();
        content.ShouldBe("a\uFFFDb");
    }

    [Theory]
    [InlineData("""{"error":{"message":"Unsupported parameter: 'parallel_tool_calls' is not supported with this model.","type":"invalid_request_error","param":"parallel_tool_calls","code":"unsupported_parameter"}}""", "parallel_tool_calls", null)]
    [InlineData("""{"error":{"message":"Unsupported value.","param":"temperature"}}""", "temperature", null)]
    [InlineData("""{"object":"error","message":"Extra inputs are not permitted: \"stream_options\"","code":400}""", "stream_options", null)]
    [InlineData("""{"error":{"message":"Use 'max_completion_tokens' instead.","param":"max_tokens"}}""", "max_tokens", "max_completion_tokens")]
    public async Task What_a_server_never_takes_is_left_out_from_then_on(string error, string field, string? instead)
    {
        var good = RawServer.Events(Chunks.Text("hi"), Chunks.Finish());
        await using var server = new RawServer(RawServer.Json(error, 400), good, good);
        using var talk = new Talk(server.Url);
        var options = new ChatOptions { Temperature = 0, MaxOutputTokens = 10, Tools = [Search], AllowMultipleToolCalls = true };
        (await talk.StreamAsync(options)).Text().ShouldBe("hi");
        (await talk.StreamAsync(options)).Text().ShouldBe("hi");
        server.Exchanges.Select(e => e.Json.TryGetProperty(field, out _)).ShouldBe([true, false, false]);
        if (instead is not null) server.Exchanges.Select(e => e.Json.TryGetProperty(instead, out _)).ShouldBe([false, true, true]);
    }

    [Fact]
    public async Task A_field_that_is_refused_again_is_a_failure()
    {
        var error = RawServer.Json("""{"error":{"message":"no","param":"max_tokens"}}""", 400);
        await using var server = new RawServer(error, error, error);
        using var talk = new Talk(server.Url);
        (await talk.FailAsync()).Failure.ShouldBe(Agent.Models.ModelFailure.RequestRefused);
        server.Exchanges.Count.ShouldBe(2);
    }
}
