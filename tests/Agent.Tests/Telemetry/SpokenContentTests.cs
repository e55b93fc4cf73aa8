using System.Text.Json;
using Agent.Models;
using Agent.Telemetry;
using Agent.Tests.World;
using Microsoft.Extensions.AI;

namespace Agent.Tests.Telemetry;

/// <summary>What is said, in spans, for those who ask for it.</summary>
public sealed class SpokenContentTests : IDisposable
{
    private readonly ScriptedChatClient _model = new();
    private readonly Overheard _overheard = new();

    [Fact]
    public async Task Asked_for_a_request_holds_what_it_was_given_and_what_it_answered()
    {
        await using var shop = Shop();
        _model.Answers((_, _) => [new TextContent("One "), new TextContent("moment."), _model.Call("set_delivery", new { address = "home" })]).Says("Off it ", "goes.");

        await shop.TypeAsync("to my home, please");

        var chats = _overheard.Spans.Where(s => s.DisplayName == "chat m1").OrderBy(s => s.StartTimeUtc).ToArray();
        var instructions = Json(chats[0], "gen_ai.system_instructions");
        instructions[0].GetProperty("type").GetString().ShouldBe("text");
        instructions[0].GetProperty("content").GetString()!.Length.ShouldBeGreaterThan(200);
        Json(chats[0], "gen_ai.input.messages").EnumerateArray().ShouldContain(m => m.GetRawText() == """{"role":"user","parts":[{"type":"text","content":"to my home, please"}]}""");
        Raw(chats[0], "gen_ai.output.messages").ShouldBe("""[{"role":"assistant","parts":[{"type":"text","content":"One moment."},{"type":"tool_call","id":"call_1","name":"set_delivery","arguments":{"address":"home"}}],"finish_reason":"error"}]""");
        var given = Json(chats[1], "gen_ai.input.messages").EnumerateArray().ToArray();
        given[^2].GetRawText().ShouldContain("\"type\":\"tool_call\"");
        given[^1].GetProperty("role").GetString().ShouldBe("tool");
        var response = given[^1].GetProperty("parts")[0];
        (response.GetProperty("type").GetString(), response.GetProperty("id").GetString()).ShouldBe(("tool_call_response", "call_1"));
        response.GetProperty("response").GetString()!.ShouldContain("secret street");
    }

    [Fact]
    public async Task A_finish_reason_is_named_as_the_conventions_name_it()
    {
        await using var shop = Shop();
        _model.Updates(new ChatResponseUpdate(ChatRole.Assistant, [_model.Call("view_basket")]) { FinishReason = ChatFinishReason.ToolCalls })
            .Updates(new ChatResponseUpdate(ChatRole.Assistant, "It is empty.") { FinishReason = ChatFinishReason.Stop });

        await shop.TypeAsync("my basket?");

        _overheard.Spans.Where(s => s.DisplayName == "chat m1").OrderBy(s => s.StartTimeUtc).Select(s => Json(s, "gen_ai.output.messages")[0].GetProperty("finish_reason").GetString()).ShouldBe(["tool_call", "stop"]);
    }

    [Fact]
    public async Task A_function_holds_its_arguments_and_its_result()
    {
        await using var shop = Shop();
        _model.Calls("get_item", new { item_id = "taro" }).Calls("get_item", new { item_id = "nothing" }).Says("There.");

        await shop.TypeAsync("what is in it?");

        var tools = _overheard.Spans.Where(s => s.DisplayName == "execute_tool get_item").ToArray();
        Raw(tools[0], "gen_ai.tool.call.arguments").ShouldBe("""{"item_id":"taro"}""");
        Raw(tools[0], "gen_ai.tool.call.result").ShouldContain("Taro milk tea");
        Json(tools[1], "gen_ai.tool.call.result").GetProperty("code").GetString().ShouldBe("item_unknown");
    }

    [Fact]
    public async Task A_turn_holds_what_the_person_wrote_and_read_with_or_without_a_model()
    {
        await using var shop = new Shop(settings: Asked);
        shop.Client.Says("Good ", "day.");

        await shop.TypeAsync("你好");

        var turn = _overheard.Span("invoke_agent shopping");
        Raw(turn, "gen_ai.input.messages").ShouldBe("""[{"role":"user","parts":[{"type":"text","content":"你好"}]}]""");
        Raw(turn, "gen_ai.output.messages").ShouldBe("""[{"role":"assistant","parts":[{"type":"text","content":"Good day."}],"finish_reason":"stop"}]""");
    }

    [Fact]
    public async Task A_failure_says_in_full_what_went_wrong()
    {
        await using var shop = Shop();
        _model.Throws(new ModelException(ModelFailure.RequestRefused, "It says: too long."));

        await shop.TypeAsync("hello");

        var chat = _overheard.Span("chat m1");
        chat.StatusDescription.ShouldBe("It says: too long.");
        Raw(chat, "gen_ai.output.messages").ShouldBe("""[{"role":"assistant","parts":[],"finish_reason":"error"}]""");
    }

    [Fact]
    public async Task Not_asked_for_none_of_it_is_there()
    {
        await using var shop = new Shop(models: new ModelRung("m1", _model, new ModelLimits()));
        _model.Calls("set_delivery", new { address = "home" }).Says("Off it goes.");

        await shop.TypeAsync("to my home, please");

        string[] content = ["gen_ai.system_instructions", "gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.tool.call.arguments", "gen_ai.tool.call.result"];
        _overheard.Spans.Count.ShouldBe(4);
        _overheard.Spans.SelectMany(s => s.TagObjects).Select(t => t.Key).Intersect(content).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("false", false)]
    [InlineData("no_content", false)]
    [InlineData("event_only", false)]
    [InlineData("1", false)]
    [InlineData("true", true)]
    [InlineData(" True ", true)]
    [InlineData("SPAN_ONLY", true)]
    [InlineData("span_and_event", true)]
    public void The_variable_asks_only_in_words_that_the_conventions_have(string? value, bool asks) => AgentTelemetry.AsksForContent(value).ShouldBe(asks);

    public void Dispose()
    {
        _overheard.Dispose();
        _model.Dispose();
    }

    private static AgentSettings Asked => new() { Models = new ModelSettings { RecordsContent = true } };

    private Shop Shop() => new(settings: Asked, models: new ModelRung("m1", _model, new ModelLimits { Retries = 0 }));

    private static string Raw(System.Diagnostics.Activity span, string tag) => span.GetTagItem(tag).ShouldBeOfType<string>();

    private static JsonElement Json(System.Diagnostics.Activity span, string tag) => JsonDocument.Parse(Raw(span, tag)).RootElement;
}
