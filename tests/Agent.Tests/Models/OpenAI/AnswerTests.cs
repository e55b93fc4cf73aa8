using Agent.Models;
using Microsoft.Extensions.AI;
using static Agent.Tests.Models.OpenAI.Chunks;

namespace Agent.Tests.Models.OpenAI;

public sealed class AnswerTests
{
    [Fact]
    public async Task Text_is_given_as_it_comes_one_update_an_event()
    {
        var seen = new SemaphoreSlim(0);
        await using var server = new RawServer(async exchange =>
        {
            await exchange.HeadAsync(200, "text/event-stream");
            foreach (var piece in new[] { "Two ", "taro ", "teas." })
            {
                // The next is written only once this one was given.
                await exchange.WriteAsync($"data: {Text(piece)}\n\n");
                (await seen.WaitAsync(RawServer.Patience)).ShouldBeTrue();
            }

            await exchange.WriteAsync($"data: {Finish()}\n\ndata: [DONE]\n\n");
        });
        using var talk = new Talk(server.Url);
        var pieces = new List<string>();
        await foreach (var update in talk.Client.GetStreamingResponseAsync(Talk.Hello))
        {
            if (update.Text.Length == 0) continue;
            pieces.Add(update.Text);
            update.Role.ShouldBe(ChatRole.Assistant);
            seen.Release();
        }

        pieces.ShouldBe(["Two ", "taro ", "teas."]);
    }

    [Fact]
    public async Task Calls_are_given_at_the_end_whole_and_each_once()
    {
        var updates = await Talk.EventsAsync(
            Delta("""{"role":"assistant","content":null}"""),
            Text("One moment."),
            Call(0, "a1", "search_menu", ""),
            Call(0, arguments: """{"query":"ta"""),
            Call(0, arguments: "ro\"}"),
            Call(1, "a2", "list_vouchers", "{}"),
            Finish("tool_calls"),
            Usage,
            Done);
        updates.Told().ShouldBe(["search_menu({\"query\":\"taro\"})", "list_vouchers({})"]);
        updates.Calls().Select(c => c.CallId).ShouldBe(["a1", "a2"]);
        updates[..^1].Calls().ShouldBeEmpty();
        updates.Finish().ShouldBe(ChatFinishReason.ToolCalls);
        updates.Text().ShouldBe("One moment.");
    }

    [Fact]
    public async Task A_call_that_begins_is_a_sign_of_life_without_contents()
    {
        var updates = await Talk.EventsAsync(Call(0, "a", "f", ""), Call(0, arguments: "{"), Call(0, arguments: "}"), Call(1, "b", "f", "{}"), Finish(), Done);
        updates.Count.ShouldBe(3);
        updates[0].Contents.ShouldBeEmpty();
        updates[1].Contents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Usage_counts_what_was_cached_and_what_was_thought()
    {
        var usage = (await Talk.EventsAsync(Text("hi"), Finish(), Usage, Done)).Usage()!;
        (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount, usage.ReasoningTokenCount).ShouldBe((120, 30, 150, 100, 7));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":1,"prompt_cache_hit_tokens":4}""", 9, 1, 10, 4)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":1,"cached_tokens":5}""", 9, 1, 10, 5)]
    [InlineData("""{"prompt_tokens":9.0,"completion_tokens":1,"total_tokens":10,"prompt_tokens_details":null}""", 9, 1, 10, null)]
    [InlineData("""{"prompt_tokens":-9,"completion_tokens":"many","total_tokens":10,"extra":{"a":[1]}}""", null, null, 10, null)]
    public async Task Usage_is_read_by_the_names_that_servers_give_it(string usage, int? input, int? output, int? total, int? cached)
    {
        var details = (await Talk.EventsAsync(Text("hi"), Finish(), $$"""{"choices":[],"usage":{{usage}}}""", Done)).Usage()!;
        (details.InputTokenCount, details.OutputTokenCount, details.TotalTokenCount, details.CachedInputTokenCount).ShouldBe((input, output, total, cached));
    }

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("length", "length")]
    [InlineData("tool_calls", "tool_calls")]
    [InlineData("function_call", "tool_calls")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("STOP", "stop")]
    [InlineData("eos", "stop")]
    [InlineData("sensitive", "sensitive")]
    public async Task Finish_reasons_are_told(string said, string told) =>
        (await Talk.EventsAsync(Text("hi"), Finish(said), Done)).Finish()!.Value.Value.ShouldBe(told);

    [Fact]
    public async Task An_answer_has_its_id_its_model_and_its_time()
    {
        foreach (var update in await Talk.EventsAsync(Text("hi"), Finish(), Done))
            (update.ResponseId, update.MessageId, update.ModelId, update.CreatedAt).ShouldBe(("c-1", "c-1", "m-9", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task An_answer_that_is_not_streamed_is_the_same()
    {
        var response = await Talk.AskAsync(RawServer.Json(Whole(
            """{"role":"assistant","content":"One moment.","reasoning_content":"Hm.","tool_calls":[{"id":"a1","type":"function","function":{"name":"search_menu","arguments":"{\"query\":\"taro\"}"}},{"id":"a2","type":"function","function":{"name":"list_vouchers","arguments":"{}"}}]}""",
            "tool_calls")));
        response.Text.ShouldBe("One moment.");
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        (response.ResponseId, response.ModelId, response.Usage!.TotalTokenCount).ShouldBe(("c-1", "m-9", 15));
        var contents = response.Messages.ShouldHaveSingleItem().Contents;
        contents.OfType<TextReasoningContent>().Single().Text.ShouldBe("Hm.");
        contents.OfType<FunctionCallContent>().Select(c => c.CallId).ShouldBe(["a1", "a2"]);
        contents.OfType<FunctionCallContent>().First().Arguments!["query"]!.ToString().ShouldBe("taro");
    }

    [Fact]
    public async Task It_is_found_by_its_type_and_says_what_it_speaks_to()
    {
        using var talk = new Talk(new Uri("https://somebody:secret@models.example/v1/?token=secret"), model: "m-2");
        talk.Client.GetService(typeof(OpenAIChatClient)).ShouldBeSameAs(talk.Client);
        talk.Client.GetService(typeof(IChatClient)).ShouldBeSameAs(talk.Client);
        talk.Client.GetService(typeof(OpenAIChatClient), "key").ShouldBeNull();
        var metadata = talk.Client.GetService(typeof(ChatClientMetadata)).ShouldBeOfType<ChatClientMetadata>();
        (metadata.ProviderName, metadata.ProviderUri!.ToString(), metadata.DefaultModelId).ShouldBe(("openai", "https://models.example/v1", "m-2"));
        await Task.CompletedTask;
    }
}
