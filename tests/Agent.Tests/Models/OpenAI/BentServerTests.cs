using System.Text;
using Agent.Models;
using Microsoft.Extensions.AI;
using static Agent.Tests.Models.OpenAI.Chunks;

namespace Agent.Tests.Models.OpenAI;

/// <summary>Servers that people use, and that bend the protocol.</summary>
public sealed class BentServerTests
{
    [Fact]
    public async Task No_usage_in_the_stream_is_no_usage()
    {
        var updates = await Talk.EventsAsync(Text("hi"), Finish(), Done);
        updates.Usage().ShouldBeNull();
        updates.Text().ShouldBe("hi");
    }

    [Fact]
    public async Task Usage_in_every_chunk_counts_once()
    {
        static string With(int tokens) => Text("a")[..^1] + $$$""","usage":{"prompt_tokens":5,"completion_tokens":{{{tokens}}}}}""";
        (await Talk.EventsAsync(With(1), With(2), With(3), Finish(), Done)).Usage()!.OutputTokenCount.ShouldBe(3);
    }

    [Theory]
    [InlineData("""{"content":null}""")]
    [InlineData("""{"role":"assistant","content":""}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"content":17,"tool_calls":null,"function_call":null,"refusal":null,"audio":{"id":"x"}}""")]
    public async Task A_delta_with_nothing_in_it_says_nothing(string delta) =>
        (await Talk.EventsAsync(Delta(delta), Text("hi"), Delta(delta), Finish(), Done)).Count(u => u.Contents.Count > 0).ShouldBe(1);

    [Theory]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":null}""")]
    [InlineData("""{"choices":[null]}""")]
    [InlineData("""{"prompt_filter_results":[{"a":{}}],"choices":[],"error":null}""")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task A_chunk_without_a_choice_is_passed_over(string chunk) =>
        (await Talk.EventsAsync(chunk, Text("hi"), chunk, Finish(), Done)).Text().ShouldBe("hi");

    [Fact]
    public async Task Fields_that_nobody_knows_are_passed_over()
    {
        var chunk = """{"x":{"choices":[{"delta":{"content":"no"}}]},"choices":[{"y":[1,{"z":2}],"delta":{"w":[[]],"content":"yes"},"finish_reason":"stop"},{"delta":{"content":"second"}}],"obfuscation":"aB3"}""";
        (await Talk.EventsAsync(chunk, Done)).Text().ShouldBe("yes");
    }

    [Fact]
    public async Task Stop_beside_calls_still_means_the_calls()
    {
        var updates = await Talk.EventsAsync(Call(0, "a", "f", "{}"), Finish("stop"), Done);
        (updates.Told().Single(), updates.Finish()).ShouldBe(("f({})", ChatFinishReason.ToolCalls));
    }

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public async Task Reasoning_is_never_text(string field)
    {
        var updates = await Talk.EventsAsync(Delta($$"""{"{{field}}":"They want tea."}"""), Text("Tea?"), Finish(), Done);
        updates.Text().ShouldBe("Tea?");
        updates.SelectMany(u => u.Contents).OfType<TextReasoningContent>().Single().Text.ShouldBe("They want tea.");
    }

    [Fact]
    public async Task Reasoning_under_both_names_is_told_once() =>
        (await Talk.EventsAsync(Delta("""{"reasoning":"Hm.","reasoning_content":"Hm."}"""), Finish(), Done))
            .SelectMany(u => u.Contents).OfType<TextReasoningContent>().Single().Text.ShouldBe("Hm.");

    [Fact]
    public async Task Content_in_parts_is_joined()
    {
        var updates = await Talk.EventsAsync(Delta("""{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]},{"type":"text","text":"Two "},{"type":"text","text":"teas"}]}"""), Finish(), Done);
        updates.Text().ShouldBe("Two teas");
        updates.SelectMany(u => u.Contents).OfType<TextReasoningContent>().Single().Text.ShouldBe("Hm.");
    }

    [Fact]
    public async Task What_a_model_says_as_a_refusal_is_text() =>
        (await Talk.EventsAsync(Delta("""{"content":null,"refusal":"Not this."}"""), Finish(), Done)).Text().ShouldBe("Not this.");

    [Theory]
    [InlineData(": ping\n\ndata: {0}\n\n: ping\ndata: {1}\n\n:\n\ndata: [DONE]\n\n")]
    [InlineData("data:{0}\n\ndata:{1}\n\ndata:[DONE]\n\n")]
    [InlineData("data: {0}\r\n\r\ndata: {1}\r\n\r\ndata: [DONE]\r\n\r\n")]
    [InlineData("data: {0}\r\rdata: {1}\r\rdata: [DONE]\r\r")]
    [InlineData("data: {0}\ndata: {1}\ndata: [DONE]\n")]
    [InlineData("event: message\nid: 7\nretry: 100\ndata: {0}\n\nevent: message\ndata: {1}\n\ndata: [DONE] \n\n")]
    [InlineData("\uFEFF\n\ndata: {0}\n\n\n\ndata: {1}\n\ndata: [DONE]")]
    [InlineData("data: {0}\n\ndata: {1}\n\n")]
    [InlineData("data: {0}\n\ndata: {1}")]
    public async Task Events_are_read_however_they_are_set(string form)
    {
        var body = form.Replace("{0}", Text("hi")).Replace("{1}", Finish());
        (await Talk.StreamAsync(RawServer.Body(200, "text/event-stream; charset=utf-8", body))).Text().ShouldBe("hi");
    }

    [Fact]
    public async Task One_object_over_several_lines_is_one_event()
    {
        var lines = "data: {\"choices\": [\ndata: {\"delta\": {\"content\":\ndata: \"hi\"},\ndata: \"finish_reason\": \"stop\"}\ndata: ]}\n\n";
        (await Talk.StreamAsync(RawServer.Body(200, "text/event-stream", lines))).Text().ShouldBe("hi");
    }

    [Fact]
    public async Task A_stream_that_ends_without_done_is_whole_once_it_said_why_it_ended()
    {
        (await Talk.EventsAsync(Text("hi"), Finish())).Text().ShouldBe("hi");
        (await Talk.FailAsync(RawServer.Events(Text("hi")))).Failure.ShouldBe(ModelFailure.CutOff);
        (await Talk.FailAsync(RawServer.Events(Call(0, "a", "pay", "{}")))).Failure.ShouldBe(ModelFailure.CutOff);
    }

    [Fact]
    public async Task Done_without_a_reason_is_an_end_as_well()
    {
        var updates = await Talk.EventsAsync(Text("hi"), Done);
        (updates.Text(), updates.Finish()).ShouldBe(("hi", ChatFinishReason.Stop));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/event-stream")]
    public async Task A_plain_answer_to_a_request_to_stream_is_taken(string type)
    {
        var updates = await Talk.StreamAsync(RawServer.Body(200, type, "\n\n  " + Whole("""{"role":"assistant","content":"hi","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]}""")));
        (updates.Text(), updates.Told().Single(), updates.Usage()!.TotalTokenCount).ShouldBe(("hi", "f({})", 15));
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("application/json")]
    public async Task A_stream_in_answer_to_a_plain_request_is_taken(string type)
    {
        var response = await Talk.AskAsync(RawServer.Body(200, type, $"data: {Text("h")}\n\ndata: {Text("i")}\n\ndata: {Call(0, "a", "f", "{}")}\n\ndata: {Finish()}\n\ndata: [DONE]\n\n"));
        response.Text.ShouldBe("hi");
        response.Messages.Single().Contents.OfType<FunctionCallContent>().Single().Name.ShouldBe("f");
    }

    [Theory]
    [InlineData("/v1")]
    [InlineData("/v1/")]
    [InlineData("/v1/chat/completions")]
    public async Task The_address_may_end_as_it_likes(string path)
    {
        await using var server = new RawServer(RawServer.Events(Finish(), Done));
        using var talk = new Talk(new Uri(server.Url, path));
        await talk.StreamAsync();
        server.Request.Head.ShouldStartWith("POST /v1/chat/completions HTTP/1.1\r\n");
    }

    [Fact]
    public async Task An_address_keeps_its_query_and_may_have_no_path()
    {
        await using var server = new RawServer(RawServer.Events(Finish(), Done));
        using var talk = new Talk(new Uri($"http://127.0.0.1:{server.Port}?api-version=1"));
        await talk.StreamAsync();
        server.Request.Head.ShouldStartWith("POST /chat/completions?api-version=1 HTTP/1.1\r\n");
    }

    /// <summary>Servers cut tokens, and tokens are bytes: half a character, or half of the two escapes that make one.</summary>
    [Theory]
    [InlineData(@"a\ud83c", @"\udf75b", "a🍵b")]
    [InlineData(@"\uD83C", @"\uDF75", "🍵")]
    [InlineData(@"a\ud83c", "b", "a\uFFFDb")]
    [InlineData(@"\udf75", @"\n\u00e9", "\uFFFD\né")]
    [InlineData(@"\""\\", @"\/\t", "\"\\/\t")]
    public async Task Escapes_may_be_cut_between_chunks(string first, string second, string text)
    {
        (await Talk.EventsAsync(Delta($$"""{"content":"{{first}}"}"""), Delta($$"""{"content":"{{second}}"}"""), Finish(), Done)).Text().ShouldBe(text);
    }

    [Fact]
    public async Task Characters_may_be_cut_between_chunks_and_anywhere_on_the_wire()
    {
        // "芋" is three bytes: one in the first chunk, two in the second; and every byte of the answer is a packet of its own.
        var taro = Encoding.UTF8.GetBytes("芋");
        byte[] Cut(string field, byte[] bytes) => [.. Encoding.UTF8.GetBytes($$"""data: {"choices":[{"delta":{{field}}"""), .. bytes, .. field.StartsWith("{\"c", StringComparison.Ordinal) ? "\"}}]}\n\n"u8 : "\"}}]}}]}\n\n"u8];
        var calls = """{"tool_calls":[{"index":0,"function":{"name":"f","arguments":" """.TrimEnd();
        byte[] all =
        [
            .. Cut("{\"content\":\"", taro[..1]), .. Cut("{\"content\":\"", taro[1..]),
            .. Cut(calls, [.. "{\\\"q\\\":\\\""u8, .. taro[..2]]), .. Cut(calls, [.. taro[2..], .. "\\\"}"u8]),
            .. "data: [DONE]\n\n"u8,
        ];
        var updates = await Talk.StreamAsync(async exchange =>
        {
            await exchange.HeadAsync(200, "text/event-stream");
            foreach (var one in all) await exchange.WriteAsync([one]);
        });
        updates.Text().ShouldBe("芋");
        updates.Told().ShouldBe(["f({\"q\":\"芋\"})"]);
    }
}
