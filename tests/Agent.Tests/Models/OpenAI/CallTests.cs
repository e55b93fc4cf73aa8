using Microsoft.Extensions.AI;
using static Agent.Tests.Models.OpenAI.Chunks;

namespace Agent.Tests.Models.OpenAI;

/// <summary>How servers cut calls into fragments, and tell whose they are.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task Ids_that_are_missing_are_made_up_the_same_each_time()
    {
        string[] answer = [Call(0, null, "f", "{}"), Call(1, "", "g", "{}"), Finish(), Done];
        var first = (await Talk.EventsAsync(answer)).Calls().Select(c => c.CallId).ToArray();
        first.ShouldBe(["call00001", "call00002"]);
        (await Talk.EventsAsync(answer)).Calls().Select(c => c.CallId).ShouldBe(first);
    }

    [Fact]
    public async Task An_id_for_two_calls_stays_with_the_first()
    {
        var calls = (await Talk.EventsAsync(Call(0, "same", "f", "{}"), Call(1, "same", "f", """{"a":1}"""), Finish(), Done)).Calls();
        calls.Count.ShouldBe(2);
        calls[0].CallId.ShouldBe("same");
        calls[1].CallId.ShouldNotBe("same");
    }

    [Fact]
    public async Task An_id_of_an_earlier_answer_is_not_used_again()
    {
        await using var server = new RawServer(RawServer.Events(Call(0, "call_0", "f", "{}"), Call(1, null, "g", "{}"), Finish(), Done));
        using var talk = new Talk(server.Url);
        var updates = await talk.StreamAsync(null, [new(ChatRole.User, "hi"), new(ChatRole.Assistant, [new FunctionCallContent("call_0", "f"), new FunctionCallContent("call00001", "g")]), new(ChatRole.Tool, [new FunctionResultContent("call_0", "1"), new FunctionResultContent("call00001", "2")])]);
        var ids = updates.Calls().Select(c => c.CallId).Concat(["call_0", "call00001"]).ToArray();
        ids.Distinct().Count().ShouldBe(4);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, "a", "b")]
    [InlineData(0, "a", "b")]
    [InlineData(0, null, null)]
    [InlineData(0, "same", "same")]
    [InlineData(null, "same", "same")]
    public async Task Calls_in_one_piece_are_told_apart(int? index, string? first, string? second)
    {
        (await Talk.EventsAsync(Call(index, first, "f", """{"n":1}"""), Call(index, second, "f", """{"n":2}"""), Call(index, second is null ? null : second + "x", "g", "{}"), Finish(), Done))
            .Told().ShouldBe(["f({\"n\":1})", "f({\"n\":2})", "g({})"]);
    }

    [Fact]
    public async Task Fragments_without_an_index_belong_to_the_last_call() =>
        (await Talk.EventsAsync(Call(null, "a", "f", ""), Call(arguments: "{\"n\""), Call(arguments: ":1}"), Call(null, "b", "g", "{"), Call(arguments: "}"), Finish(), Done))
            .Told().ShouldBe(["f({\"n\":1})", "g({})"]);

    [Fact]
    public async Task Fragments_of_several_calls_may_alternate() =>
        (await Talk.EventsAsync(Call(0, "a", "f", "{"), Call(1, "b", "g", "{"), Call(0, arguments: "\"n\":1}"), Call(1, arguments: "}"), Finish(), Done))
            .Told().ShouldBe(["f({\"n\":1})", "g({})"]);

    [Fact]
    public async Task Name_and_id_in_every_fragment_are_one_call() =>
        (await Talk.EventsAsync(Call(0, "a", "f", "{\"n\""), Call(0, "a", "f", ":1}"), Call(0, "a", "f", ""), Finish(), Done)).Told().ShouldBe(["f({\"n\":1})"]);

    [Fact]
    public async Task A_call_that_is_told_again_as_a_whole_is_one_call() =>
        (await Talk.EventsAsync(Call(0, "a", "f", "{\"n\""), Call(0, arguments: ":1}"), Call(0, "a", "f", "{\"n\":1}"), Finish(), Done)).Told().ShouldBe(["f({\"n\":1})"]);

    [Fact]
    public async Task Another_id_in_each_fragment_is_one_call() =>
        (await Talk.EventsAsync(Call(0, "a", "f", "{\"n\""), Call(0, "b", null, ":1}"), Finish(), Done)).Told().ShouldBe(["f({\"n\":1})"]);

    [Fact]
    public async Task The_order_is_that_of_their_beginning() =>
        (await Talk.EventsAsync(Call(5, "a", "f", "{}"), Call(2, "b", "g", "{}"), Finish(), Done)).Calls().Select(c => c.Name).ShouldBe(["f", "g"]);

    [Theory]
    [InlineData("""{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":{"n":[1,"zwei"]}}}]}""")]
    [InlineData("""{"tool_calls":[{"function":{"arguments":"{\"n\":[1,\"zwei\"]}","name":"f"},"id":"a","index":0}]}""")]
    [InlineData("""{"tool_calls":{"function":{"name":"f","arguments":"{\"n\":[1,\"zwei\"]}"}}}""")]
    [InlineData("""{"tool_calls":[{"index":null,"id":null,"type":null,"function":{"name":"f","arguments":"\"{\\\"n\\\":[1,\\\"zwei\\\"]}\""}}]}""")]
    public async Task Arguments_come_in_several_forms(string delta) =>
        (await Talk.EventsAsync(Delta(delta), Finish(), Done)).Told().ShouldBe(["f({\"n\":[1,\"zwei\"]})"]);

    [Theory]
    [InlineData("""{"tool_calls":[{"function":{"name":"f"}}]}""")]
    [InlineData("""{"tool_calls":[{"function":{"name":"f","arguments":null}}]}""")]
    [InlineData("""{"tool_calls":[{"function":{"name":"f","arguments":""}}]}""")]
    [InlineData("""{"tool_calls":[{"function":{"name":"f","arguments":"null"}}]}""")]
    public async Task No_arguments_are_none(string delta) => (await Talk.EventsAsync(Delta(delta), Finish(), Done)).Told().ShouldBe(["f({})"]);

    [Theory]
    [InlineData("{\"n\":")]
    [InlineData("{n:1}")]
    [InlineData("[1]")]
    [InlineData("17")]
    [InlineData("\"text\"")]
    [InlineData("{}{}")]
    [InlineData("{} and more")]
    [InlineData("""{"n":"\ud83c"}""")]
    public async Task Arguments_that_cannot_be_read_come_with_what_is_wrong(string arguments)
    {
        var call = (await Talk.EventsAsync(Call(0, "a", "f", arguments), Finish(), Done)).Calls().Single();
        (call.Name, call.CallId, call.Arguments).ShouldBe(("f", "a", null));
        call.Exception!.Message.ShouldStartWith("The arguments are not a JSON object");
    }

    [Fact]
    public async Task Arguments_that_the_limit_of_the_answer_cut_off_are_not_taken_for_none()
    {
        var updates = await Talk.EventsAsync(Call(0, "a", "f", "{}"), Call(1, "b", "g", ""), Finish("length"), Done);
        updates.Finish().ShouldBe(ChatFinishReason.Length);
        updates.Calls().Select(c => c.Exception is null).ShouldBe([true, false]);
    }

    [Fact]
    public async Task A_call_of_nothing_at_all_is_none() =>
        (await Talk.EventsAsync(Delta("""{"tool_calls":[{"index":0,"function":{}},null,3]}"""), Text("hi"), Finish(), Done)).Calls().ShouldBeEmpty();

    [Fact]
    public async Task Null_among_the_arguments_is_null()
    {
        var arguments = (await Talk.EventsAsync(Call(0, "a", "f", """{"n":null,"s":"x"}"""), Finish(), Done)).Calls().Single().Arguments!;
        arguments["n"].ShouldBeNull();
        arguments["s"]!.ToString().ShouldBe("x");
    }
}
