using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;

namespace Agent.Sandbox.Tests.ScriptedModel;

/// <summary>The official SDK, which nobody here wrote, understands the server.</summary>
public sealed class OfficialClientTests
{
    private static readonly ChatMessage[] Hello = [new SystemChatMessage("Be brief."), new UserChatMessage("hello")];

    private static readonly ChatCompletionOptions TwoTools = new()
    {
        Tools = { ChatTool.CreateFunctionTool("search_menu", "Finds dishes."), ChatTool.CreateFunctionTool("list_vouchers", "Lists vouchers.") },
        AllowParallelToolCalls = true,
    };

    private static OpenAIClientOptions Options(ModelFixture model) => new() { Endpoint = model.Server.Endpoint, RetryPolicy = new ClientRetryPolicy(0), NetworkTimeout = ModelFixture.Patience };

    [Fact]
    public async Task It_reads_a_plain_answer_and_its_usage()
    {
        await using var model = await ModelFixture.AnsweringAsync("""
            text: [Two teas, "."]
            usage: { input: 12, output: 5, cached: 8, reasoning: 3 }
            """);

        ChatCompletion answer = await Client(model).CompleteChatAsync(Hello);

        answer.Content[0].Text.ShouldBe("Two teas.");
        (answer.FinishReason, answer.Role, answer.Model).ShouldBe((ChatFinishReason.Stop, ChatMessageRole.Assistant, "scripted"));
        (answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount).ShouldBe((12, 5, 17));
        (answer.Usage.InputTokenDetails.CachedTokenCount, answer.Usage.OutputTokenDetails.ReasoningTokenCount).ShouldBe((8, 3));
        model.Server.Requests.ShouldHaveSingleItem().Headers["Authorization"].ShouldBe("(hidden)");
    }

    [Fact]
    public async Task It_reads_a_stream_and_its_usage()
    {
        await using var model = await ModelFixture.AnsweringAsync("{ text: [Two, ' teas', .], usage: { input: 12, output: 5 }, quirks: [keep_alive] }");

        var updates = await Client(model).CompleteChatStreamingAsync(Hello).ToListAsync();

        string.Concat(updates.SelectMany(u => u.ContentUpdate).Select(p => p.Text)).ShouldBe("Two teas.");
        updates.Count(u => u.ContentUpdate.Count > 0 && u.ContentUpdate[0].Text.Length > 0).ShouldBe(3);
        updates.Select(u => u.FinishReason).OfType<ChatFinishReason>().ShouldHaveSingleItem().ShouldBe(ChatFinishReason.Stop);
        updates.Select(u => u.Usage).OfType<ChatTokenUsage>().ShouldHaveSingleItem().TotalTokenCount.ShouldBe(17);
        updates.Select(u => u.CompletionId).Distinct().ShouldHaveSingleItem().ShouldStartWith("chatcmpl-");
    }

    [Fact]
    public async Task It_reads_parallel_calls_and_their_results_choose_the_next_answer()
    {
        await using var model = await ModelFixture.StartAsync(Parallel);
        var messages = Hello.ToList();

        ChatCompletion first = await Client(model).CompleteChatAsync(messages, TwoTools);
        first.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        first.ToolCalls.Select(c => (c.FunctionName, c.FunctionArguments.ToString())).ShouldBe([("search_menu", """{"query":"香芋 \"taro\"","limit":3}"""), ("list_vouchers", "{}")]);
        messages.Add(new AssistantChatMessage(first));
        messages.Add(new ToolChatMessage(first.ToolCalls[0].Id, """{"hits":[{"name":"Taro Milk Tea"}]}"""));
        messages.Add(new ToolChatMessage(first.ToolCalls[1].Id, """{"vouchers":[]}"""));
        ChatCompletion second = await Client(model).CompleteChatAsync(messages, TwoTools);

        second.Content[0].Text.ShouldBe("Taro Milk Tea, then?");
    }

    [Fact]
    public async Task It_reads_parallel_calls_out_of_a_stream()
    {
        await using var model = await ModelFixture.StartAsync(Parallel);

        var parts = await Client(model).CompleteChatStreamingAsync(Hello, TwoTools).SelectMany(u => u.ToolCallUpdates).ToListAsync();

        var calls = parts.GroupBy(p => p.Index).OrderBy(g => g.Key).Select(g => (g.First().FunctionName, Encoding.UTF8.GetString([.. g.SelectMany(p => p.FunctionArgumentsUpdate.ToArray())])));
        calls.ShouldBe([("search_menu", """{"query":"香芋 \"taro\"","limit":3}"""), ("list_vouchers", "{}")]);
        parts.Select(p => p.ToolCallId).Where(id => id is not null).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task It_reads_a_refusal()
    {
        await using var model = await ModelFixture.AnsweringAsync("refusal: I will not.");

        ChatCompletion answer = await Client(model).CompleteChatAsync(Hello);
        answer.Refusal.ShouldBe("I will not.");
        var updates = await Client(model).CompleteChatStreamingAsync(Hello).ToListAsync();
        string.Concat(updates.Select(u => u.RefusalUpdate)).ShouldBe("I will not.");
    }

    [Theory]
    [InlineData(401, "Incorrect API key")]
    [InlineData(404, "does not exist")]
    [InlineData(429, "Rate limit reached")]
    [InlineData(500, "had an error")]
    [InlineData(503, "overloaded")]
    public async Task It_reads_an_error(int status, string message)
    {
        await using var model = await ModelFixture.AnsweringAsync($"{{ status: {status}, retry_after: 1s }}");

        var plain = await Should.ThrowAsync<ClientResultException>(() => Client(model).CompleteChatAsync(Hello));
        var streamed = await Should.ThrowAsync<ClientResultException>(async () => await Client(model).CompleteChatStreamingAsync(Hello).ToListAsync());

        (plain.Status, streamed.Status).ShouldBe((status, status));
        plain.Message.ShouldContain(message);
        plain.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var wait).ShouldBeTrue();
        wait.ShouldBe("1");
    }

    [Fact]
    public async Task It_sees_that_an_answer_was_cut_off()
    {
        await using var model = await ModelFixture.AnsweringAsync("{ text: [Two, ' teas'], cut_after: { pieces: 1 } }");
        var read = new StringBuilder();

        await Should.ThrowAsync<IOException>(async () =>
        {
            await foreach (var update in Client(model).CompleteChatStreamingAsync(Hello))
                foreach (var part in update.ContentUpdate) read.Append(part.Text);
        });

        read.ToString().ShouldBe("Two");
    }

    [Fact]
    public async Task Its_cancellation_is_seen_by_the_server()
    {
        await using var model = await ModelFixture.AnsweringAsync("{ text: [Two, ' teas'], stall_after: { pieces: 1 } }");
        using var stop = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in Client(model).CompleteChatStreamingAsync(Hello, cancellationToken: stop.Token))
                if (update.ContentUpdate.Any(p => p.Text == "Two")) await stop.CancelAsync();
        });

        await (await model.Server.RequestAsync(1)).ClientLeft.WaitAsync(ModelFixture.Patience);
    }

    [Fact]
    public async Task It_lists_the_models()
    {
        await using var model = await ModelFixture.StartAsync("""
            models: [large, small]
            else: { text: hello }
            """);

        OpenAIModelCollection models = await new OpenAIModelClient(new ApiKeyCredential("x"), Options(model)).GetModelsAsync();

        models.Select(m => m.Id).ShouldBe(["large", "small"]);
    }

    private const string Parallel = """
        rules:
          - rounds:
              - calls:
                  - { function: search_menu, arguments: { query: '香芋 "taro"', limit: 3 } }
                  - { function: list_vouchers }
              - text: "{{result.search_menu.hits[0].name}}, then?"
        """;

    private static ChatClient Client(ModelFixture model) => new("scripted", new ApiKeyCredential("x"), Options(model));
}
