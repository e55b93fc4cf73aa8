using System.Net;
using System.Text.Json;
using Agent.Models;
using Agent.Plugins.Baskets;
using Agent.SemanticKernel.Models;
using Agent.SemanticKernel.Tests.World;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.SemanticKernel.Tests.Models;

/// <summary>A Kernel's chat service as a model, by script and over the real connector.</summary>
public sealed class KernelChatClientTests
{
    private const string Key = "sk-secret-42";

    private static readonly ModelEndpoint Model = new() { Model = "m" };

    [Fact]
    public async Task A_streamed_answer_gives_text_whole_calls_and_usage()
    {
        var wire = new ScriptedWire().Answers(_ => ScriptedWire.Events(
            ScriptedWire.Chunk("""{"role":"assistant","content":"One "}"""),
            ScriptedWire.Chunk("""{"content":"moment."}"""),
            ScriptedWire.Chunk("""{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"search_menu","arguments":"{\"query\": \"tea\", "}},{"index":1,"id":"b","type":"function","function":{"name":"view_basket","arguments":""}}]}"""),
            ScriptedWire.Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"\"limit\": 3}"}}]}"""),
            ScriptedWire.Chunk("{}", "tool_calls"),
            """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17,"prompt_tokens_details":{"cached_tokens":8}}}""",
            "[DONE]"));

        var updates = await Client(wire).GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "tea")]).ToListAsync();

        string.Concat(updates.Select(u => u.Text)).ShouldBe("One moment.");
        var calls = updates.SelectMany(u => u.Contents).OfType<Microsoft.Extensions.AI.FunctionCallContent>().ToArray();
        calls.Select(c => $"{c.CallId} {c.Name}").ShouldBe(["a search_menu", "b view_basket"]);
        calls[0].Arguments!["limit"].ShouldBeOfType<JsonElement>().GetInt32().ShouldBe(3);
        var usage = updates.SelectMany(u => u.Contents).OfType<UsageContent>().ShouldHaveSingleItem().Details;
        (usage.InputTokenCount, usage.CachedInputTokenCount, usage.OutputTokenCount).ShouldBe((12, 8, 5));
    }

    [Fact]
    public async Task A_request_has_the_functions_by_their_own_names_and_no_loop()
    {
        var wire = new ScriptedWire().Answers(_ => ScriptedWire.Events(ScriptedWire.Chunk("""{"content":"Hi."}""", "stop"), "[DONE]"));
        var function = AIFunctionFactory.Create(() => "", "search_menu", "Finds.");
        List<ChatMessage> messages =
        [
            new(ChatRole.System, "You shop."),
            new(ChatRole.User, "奶茶"),
            new(ChatRole.Assistant, [new Microsoft.Extensions.AI.FunctionCallContent("1", "update_basket", new Dictionary<string, object?> { ["changes"] = new[] { new BasketChange(BasketAction.Add, "taro") } })]),
            new(ChatRole.Tool, [new Microsoft.Extensions.AI.FunctionResultContent("1", "{\"name\":\"奶茶\"}")]),
        ];

        await Client(wire).GetStreamingResponseAsync(messages, new ChatOptions { Tools = [function], AllowMultipleToolCalls = true, Temperature = 0.5f, MaxOutputTokens = 99 }).ToListAsync();

        var sent = wire.Last;
        sent.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString().ShouldBe("search_menu");
        sent.GetProperty("parallel_tool_calls").GetBoolean().ShouldBeTrue();
        sent.GetProperty("temperature").GetDouble().ShouldBe(0.5);
        sent.GetProperty("max_completion_tokens").GetInt32().ShouldBe(99);
        var said = sent.GetProperty("messages").EnumerateArray().ToArray();
        said.Select(m => m.GetProperty("role").GetString()).ShouldBe(["system", "user", "assistant", "tool"]);
        said[2].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString().ShouldBe("""{"changes":[{"action":"add","item_id":"taro"}]}""");
        said[3].GetProperty("content").ToString().ShouldBe("{\"name\":\"奶茶\"}");
    }

    [Fact]
    public async Task Calls_that_all_have_the_same_index_stay_apart()
    {
        var service = new ScriptedCompletion().Answers(_ => [ScriptedCompletion.Piece("a", "view_basket", "{}"), ScriptedCompletion.Piece("b", "get_wallet", "{}")]);

        var calls = (await new KernelChatClient(service, Model).GetResponseAsync("?")).Messages.SelectMany(m => m.Contents).OfType<Microsoft.Extensions.AI.FunctionCallContent>();

        calls.Select(c => $"{c.CallId} {c.Name}").ShouldBe(["a view_basket", "b get_wallet"]);
    }

    [Fact]
    public async Task A_call_without_an_id_or_with_anothers_gets_one()
    {
        var service = new ScriptedCompletion().Answers(_ => [ScriptedCompletion.Piece(null, "a", "{}"), ScriptedCompletion.Piece("call_0", "b", "{}", 1), ScriptedCompletion.Piece("call_0", "c", "{}", 2)]);

        var calls = (await new KernelChatClient(service, Model).GetResponseAsync("?")).Messages.SelectMany(m => m.Contents).OfType<Microsoft.Extensions.AI.FunctionCallContent>().ToArray();

        calls.Select(c => c.Name).ShouldBe(["a", "b", "c"]);
        calls.Select(c => c.CallId).ShouldBeUnique();
        calls.ShouldAllBe(c => c.CallId.Length > 0);
    }

    [Fact]
    public async Task Arguments_that_are_no_JSON_are_a_call_with_its_error()
    {
        var service = new ScriptedCompletion().Answers(_ => [ScriptedCompletion.Piece("a", "search_menu", "{query: tea")]);

        var call = (await new KernelChatClient(service, Model).GetResponseAsync("?")).Messages.SelectMany(m => m.Contents).OfType<Microsoft.Extensions.AI.FunctionCallContent>().ShouldHaveSingleItem();

        call.Exception.ShouldBeOfType<JsonException>();
        call.Arguments.ShouldBeNull();
    }

    [Theory]
    [InlineData(401, "{\"error\":{\"message\":\"Incorrect API key: sk-secret-42\"}}", ModelFailure.KeyRefused, "OPENAI_API_KEY")]
    [InlineData(403, "{}", ModelFailure.KeyRefused, "OPENAI_API_KEY")]
    [InlineData(404, "{\"error\":{\"message\":\"no such model\"}}", ModelFailure.ModelUnknown, "OPENAI_MODEL")]
    [InlineData(429, "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"You exceeded your current quota\",\"type\":\"insufficient_quota\"}}", ModelFailure.QuotaExhausted, "credit")]
    [InlineData(400, "{\"error\":{\"message\":\"too long\"}}", ModelFailure.RequestRefused, "does not take the request")]
    [InlineData(503, "busy", ModelFailure.ServerError, "503")]
    [InlineData(502, "<html>gone</html>", ModelFailure.NotAModel, "OPENAI_BASE_URL")]
    [InlineData(302, "<html>log in</html>", ModelFailure.NotAModel, "OPENAI_BASE_URL")]
    public async Task A_failure_is_one_line_that_names_the_setting(int status, string body, ModelFailure failure, string named)
    {
        var error = await FailAsync(new ScriptedWire().Answers(_ => ScriptedWire.Body(body, status: (HttpStatusCode)status)));

        (error.Failure, error.Status).ShouldBe((failure, status));
        error.Message.ShouldContain(named);
        error.Message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task How_long_to_wait_is_passed_on()
    {
        var error = await FailAsync(new ScriptedWire().Answers(_ =>
        {
            var answer = ScriptedWire.Body("{\"error\":{\"message\":\"slow down\"}}", status: HttpStatusCode.TooManyRequests);
            answer.Headers.Add("Retry-After", "7");
            return answer;
        }));

        error.Failure.ShouldBe(ModelFailure.RateLimited);
        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, ModelFailure.Unreachable)]
    [InlineData(HttpRequestError.SecureConnectionError, ModelFailure.Tls)]
    [InlineData(HttpRequestError.ResponseEnded, ModelFailure.CutOff)]
    public async Task A_connection_that_fails_says_how(HttpRequestError kind, ModelFailure failure) =>
        (await FailAsync(new ScriptedWire().Answers(_ => throw new HttpRequestException(kind, "it failed")))).Failure.ShouldBe(failure);

    [Fact]
    public async Task A_page_that_is_no_model_is_told_apart()
    {
        (await FailAsync(new ScriptedWire().Answers(_ => ScriptedWire.Body("<html>log in</html>", "text/html")))).Failure.ShouldBe(ModelFailure.NotAModel);
        (await FailAsync(new ScriptedWire().Answers(_ => ScriptedWire.Events("<html>log in</html>")))).Failure.ShouldBe(ModelFailure.NotAModel);
    }

    [Fact]
    public async Task An_answer_that_never_says_its_end_was_cut_off() =>
        (await FailAsync(new ScriptedWire().Answers(_ => ScriptedWire.Events(ScriptedWire.Chunk("""{"content":"One mom"}"""))))).Failure.ShouldBe(ModelFailure.CutOff);

    [Fact]
    public async Task Cancelling_is_no_failure_of_the_model() =>
        await Should.ThrowAsync<OperationCanceledException>(() => new KernelChatClient(new ScriptedCompletion().Says("x"), Model).GetResponseAsync("?", cancellationToken: new CancellationToken(canceled: true)));

    [Fact]
    public void Each_endpoint_is_a_rung_in_order()
    {
        var limits = new ModelLimits { Retries = 3 };
        using var services = new ServiceCollection()
            .AddKernelModels([new ModelEndpoint { Model = "a", Limits = limits }, new ModelEndpoint { Model = "b", Url = new Uri("http://127.0.0.1:1/v1") }])
            .BuildServiceProvider();

        var rungs = services.GetServices<ModelRung>().ToArray();

        rungs.Select(r => r.Name).ShouldBe(["a", "b"]);
        rungs[0].Limits.ShouldBe(limits);
        rungs[0].Client.GetService<ChatClientMetadata>()!.DefaultModelId.ShouldBe("a");
    }

    private static IChatClient Client(ScriptedWire wire) =>
        new ServiceCollection().AddKernelModels([new ModelEndpoint { Model = "m", Url = new Uri("http://model.invalid/v1"), ApiKey = Key }], new HttpClient(wire)).BuildServiceProvider().GetRequiredService<ModelRung>().Client;

    private static async Task<ModelException> FailAsync(ScriptedWire wire)
    {
        var error = await Should.ThrowAsync<ModelException>(() => Client(wire).GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "?")]).ToListAsync().AsTask());
        error.ToString().ShouldNotContain(Key);
        wire.Bodies.ShouldHaveSingleItem("nothing is retried here");
        return error;
    }
}
