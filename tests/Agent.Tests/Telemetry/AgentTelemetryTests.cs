using System.Diagnostics;
using System.Runtime.CompilerServices;
using Agent.Models;
using Agent.Plugins;
using Agent.Tests.World;
using Microsoft.Extensions.AI;

namespace Agent.Tests.Telemetry;

/// <summary>What OpenTelemetry is told of a turn, by the semantic conventions for generative AI.</summary>
public sealed class AgentTelemetryTests : IDisposable
{
    private const string Wish = "two taro milk teas to my home, please";

    private readonly ScriptedChatClient _model = new();
    private readonly Overheard _overheard = new();

    [Fact]
    public async Task A_turn_is_a_tree_of_its_requests_and_its_functions()
    {
        await using var shop = Shop();
        _model.CallsAll(("view_basket", null), ("get_item", new { item_id = "taro" })).Says("Your basket is empty.");

        var seen = await shop.TypeAsync(Wish);

        var turn = _overheard.Span("invoke_agent shopping");
        turn.ParentSpanId.ShouldBe(_overheard.Root);
        turn.Kind.ShouldBe(ActivityKind.Internal);
        turn.GetTagItem("gen_ai.operation.name").ShouldBe("invoke_agent");
        turn.GetTagItem("gen_ai.agent.name").ShouldBe("shopping");
        turn.GetTagItem("gen_ai.conversation.id").ShouldBe("c1");
        turn.GetTagItem("agent.turn.id").ShouldBe(seen[0].TurnId);
        turn.GetTagItem("agent.language").ShouldBe("English");
        turn.Status.ShouldBe(ActivityStatusCode.Unset);
        var others = _overheard.Spans.Where(s => s != turn).ToArray();
        others.ShouldAllBe(s => s.ParentSpanId == turn.SpanId);
        others.Select(s => s.DisplayName).ShouldBe(["chat m1", "execute_tool view_basket", "execute_tool get_item", "chat m1"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_request_tells_its_model_prompt_tokens_cost_and_end()
    {
        await using var shop = Shop(new ModelLimits { Price = new ModelPrice(2.5m, 10m, 1m) });
        _model.Updates(
            new ChatResponseUpdate(ChatRole.Assistant, "Here "),
            new ChatResponseUpdate(ChatRole.Assistant, [new TextContent("I am."), Used(400, 200, 100)]) { FinishReason = ChatFinishReason.Stop });

        await shop.TypeAsync(Wish);

        var chat = _overheard.Span("chat m1");
        chat.Kind.ShouldBe(ActivityKind.Client);
        chat.GetTagItem("gen_ai.operation.name").ShouldBe("chat");
        chat.GetTagItem("gen_ai.provider.name").ShouldBe("openai");
        chat.GetTagItem("gen_ai.request.model").ShouldBe("m1");
        chat.GetTagItem("gen_ai.conversation.id").ShouldBe("c1");
        chat.GetTagItem("gen_ai.usage.input_tokens").ShouldBe(400L);
        chat.GetTagItem("gen_ai.usage.output_tokens").ShouldBe(200L);
        chat.GetTagItem("gen_ai.usage.cache_read.input_tokens").ShouldBe(100L);
        chat.GetTagItem("gen_ai.response.finish_reasons").ShouldBe(new[] { "stop" });
        chat.GetTagItem("agent.cost_micros").ShouldBe(2_850L);
        chat.GetTagItem("agent.cost_currency").ShouldBe("USD");
        chat.GetTagItem("agent.prompt.name").ShouldBe("planner");
        chat.GetTagItem("agent.prompt.version").ShouldBe("1");
        chat.GetTagItem("agent.prompt.hash").ShouldBeOfType<string>().Length.ShouldBe(12);
        var turn = _overheard.Span("invoke_agent shopping");
        turn.GetTagItem("gen_ai.usage.input_tokens").ShouldBe(400L);
        turn.GetTagItem("gen_ai.usage.output_tokens").ShouldBe(200L);
        turn.GetTagItem("agent.cost_micros").ShouldBe(2_850L);
    }

    [Fact]
    public async Task Tokens_and_times_are_measured_with_what_tells_them_apart()
    {
        await using var shop = Shop();
        _model.Answers((_, _) => [_model.Call("get_item", new { item_id = "taro" }), Used(30, 5)]).Answers((_, _) => [new TextContent("Here."), Used(50, 7)]);

        await shop.TypeAsync(Wish);

        var tokens = _overheard.Measured("gen_ai.client.token.usage");
        tokens.Select(t => (t.Tags["gen_ai.token.type"], t.Value)).ShouldBe([("input", 30), ("output", 5), ("input", 50), ("output", 7)]);
        tokens.ShouldAllBe(t => t.Unit == "{token}" && (string)t.Tags["gen_ai.operation.name"]! == "chat" && (string)t.Tags["gen_ai.provider.name"]! == "openai" && (string)t.Tags["gen_ai.request.model"]! == "m1");
        var chats = _overheard.Measured("gen_ai.client.operation.duration");
        chats.Count.ShouldBe(2);
        chats.ShouldAllBe(c => c.Unit == "s" && (string)c.Tags["gen_ai.request.model"]! == "m1" && !c.Tags.ContainsKey("error.type"));
        _overheard.Measured("agent.tool.duration").ShouldHaveSingleItem().Tags["gen_ai.tool.name"].ShouldBe("get_item");
        _overheard.Measured("agent.turn.duration").ShouldHaveSingleItem().Unit.ShouldBe("s");
        _overheard.Measured("agent.handovers").ShouldBeEmpty();
    }

    [Fact]
    public async Task Times_are_the_clocks_own()
    {
        var slow = new SlowClient();
        await using var shop = new Shop(models: new ModelRung("slow", slow, new ModelLimits()), plugins: s => s.AddPlugin<SlowPlugin>());
        slow.Time = shop.Time;

        new VirtualThread(shop.Time).Run(() => shop.TypeAsync(Wish));

        _overheard.Measured("gen_ai.client.operation.time_to_first_chunk").Select(m => m.Value).ShouldBe([2, 2]);
        _overheard.Measured("gen_ai.client.operation.duration").Select(m => m.Value).ShouldBe([5, 5]);
        _overheard.Measured("agent.tool.duration").Select(m => m.Value).ShouldBe([4]);
        _overheard.Measured("agent.turn.duration").Select(m => m.Value).ShouldBe([14]);
        _overheard.Spans.Where(s => s.DisplayName == "chat slow").ShouldAllBe(s => Equals(s.GetTagItem("agent.first_token_seconds"), 2.0));
    }

    [Fact]
    public async Task A_model_that_fails_is_told_by_its_kind_and_so_is_the_handover()
    {
        await using var shop = Shop();
        _model.Throws(new ModelException(ModelFailure.KeyRefused, "The key is refused. It says: you sent 'two taro milk teas'."));

        await shop.TypeAsync(Wish);

        var chat = _overheard.Span("chat m1");
        chat.Status.ShouldBe(ActivityStatusCode.Error);
        chat.GetTagItem("error.type").ShouldBe("key_refused");
        chat.StatusDescription.ShouldBeNull("a server may quote what people wrote");
        _overheard.Measured("gen_ai.client.operation.duration").ShouldHaveSingleItem().Tags["error.type"].ShouldBe("key_refused");
        _overheard.Measured("agent.handovers").ShouldHaveSingleItem().Tags["reason"].ShouldBe("key_refused");
        _overheard.Span("invoke_agent shopping").Status.ShouldBe(ActivityStatusCode.Unset, "express has served the turn");
    }

    [Fact]
    public async Task A_function_that_fails_is_told_by_its_code()
    {
        await using var shop = Shop(plugins: s => s.AddPlugin<FailingPlugin>());
        _model.Calls("break_down").Calls("fall_over").Says("That did not work.");

        await shop.TypeAsync(Wish);

        var known = _overheard.Span("execute_tool break_down");
        (known.Status, known.GetTagItem("error.type")).ShouldBe((ActivityStatusCode.Error, "kitchen_closed"));
        known.GetTagItem("gen_ai.operation.name").ShouldBe("execute_tool");
        known.GetTagItem("gen_ai.tool.name").ShouldBe("break_down");
        known.GetTagItem("gen_ai.tool.call.id").ShouldBe("call_1");
        var unknown = _overheard.Span("execute_tool fall_over");
        (unknown.Status, unknown.GetTagItem("error.type")).ShouldBe((ActivityStatusCode.Error, "internal_error"));
    }

    [Fact]
    public async Task What_the_guard_withholds_is_counted()
    {
        await using var shop = Shop();
        _model.Says("It is ¥99.99 in all.");

        await shop.TypeAsync(Wish);

        var withheld = _overheard.Measured("agent.guard.withheld").ShouldHaveSingleItem();
        (withheld.Tags["agent.guard.kind"], withheld.Tags["agent.guard.action"]).ShouldBe(("amount", "Withdrawn"));
    }

    [Fact]
    public async Task Express_alone_is_a_turn_with_its_functions_and_no_chat()
    {
        await using var city = await City.OpenAsync();

        await city.TypeAsync(Sentences.Order(Language.English));

        _overheard.Spans.ShouldContain(s => s.DisplayName == "execute_tool compare_prices");
        _overheard.Spans.ShouldNotContain(s => s.DisplayName.StartsWith("chat", StringComparison.Ordinal));
        _overheard.Measured("gen_ai.client.token.usage").ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_finds_in_it_what_was_said()
    {
        await using var shop = Shop();
        _model.Calls("set_delivery", new { address = "home", note = "ring twice" }).Says("Off to your ", "home it goes.");

        await shop.TypeAsync(Wish);

        var all = _overheard.Everything();
        all.ShouldContain("execute_tool set_delivery");
        foreach (var said in new[] { "taro", "ring twice", "secret street", "it goes", "=ann" }) all.ShouldNotContain(said, Case.Insensitive);
    }

    public void Dispose()
    {
        _overheard.Dispose();
        _model.Dispose();
    }

    private Shop Shop(ModelLimits? limits = null, Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? plugins = null) => new(plugins: plugins, models: new ModelRung("m1", _model, limits ?? new ModelLimits()));

    private static UsageContent Used(int input, int output, int cached = 0) => new(new UsageDetails { InputTokenCount = input, OutputTokenCount = output, CachedInputTokenCount = cached });

    /// <summary>Two seconds to the first piece, three more to the last.</summary>
    private sealed class SlowClient : IChatClient
    {
        private int _asked;

        public TimeProvider Time { get; set; } = TimeProvider.System;

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var calls = _asked++ == 0;
            await Task.Delay(TimeSpan.FromSeconds(2), Time, cancellationToken);
            yield return new ChatResponseUpdate(ChatRole.Assistant, "So");
            await Task.Delay(TimeSpan.FromSeconds(3), Time, cancellationToken);
            yield return calls ? new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent("1", "take_time")]) : new ChatResponseUpdate(ChatRole.Assistant, ".");
        }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class SlowPlugin(TurnContext turn)
    {
        [System.ComponentModel.Description("Takes four seconds.")]
        public async Task<Outcome<Taken>> TakeTimeAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromSeconds(4), turn.Clock, cancellationToken);
            return new Taken(4);
        }
    }

    private sealed record Taken(int Seconds);

    private sealed class FailingPlugin(TurnContext turn)
    {
        [System.ComponentModel.Description("Fails in a way that is known.")]
        public Task<Outcome<Taken>> BreakDownAsync() => throw new ShopException("kitchen_closed", $"The kitchen is closed to {turn.PersonId}.");

        [System.ComponentModel.Description("Fails in a way that nobody thought of.")]
        public Task<Outcome<Taken>> FallOverAsync() => throw new InvalidOperationException("Two taro milk teas fell over.");
    }
}
