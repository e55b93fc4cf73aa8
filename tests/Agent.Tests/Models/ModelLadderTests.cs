using Agent.Models;
using Agent.Tests.World;
using Microsoft.Extensions.AI;

namespace Agent.Tests.Models;

public sealed class ModelLadderTests : IDisposable
{
    private const string Help = "help";

    private readonly ScriptedChatClient _first = new();
    private readonly ScriptedChatClient _second = new();

    [Fact]
    public async Task A_model_that_answers_is_heard_and_nothing_is_told()
    {
        await using var shop = Shop(Rung("m1", _first));
        _first.Says("Hello", " there.");

        var seen = await shop.TypeAsync(Help);

        seen.Said().ShouldBe("Hello there.");
        seen.OfType<Notice>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failed_request_is_tried_once_more_and_then_the_next_model()
    {
        await using var shop = Shop(Rung("m1", _first), Rung("m2", _second));
        _first.Throws(Failed(ModelFailure.ServerError)).Throws(Failed(ModelFailure.ServerError));
        _second.Says("Here I am.");

        var seen = Play(shop, () => shop.TypeAsync(Help));

        seen.Said().ShouldBe("Here I am.");
        _first.Requests.Count.ShouldBe(2);
        seen.OfType<Notice>().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_model_cannot_mend_by_waiting_is_not_tried_again()
    {
        await using var shop = Shop(Rung("m1", _first));
        _first.Throws(Failed(ModelFailure.KeyRefused));

        var seen = await shop.TypeAsync(Help);

        _first.Requests.Count.ShouldBe(1);
        seen[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Answered);
        seen.OfType<Notice>().Single().Text.ShouldContain("OPENAI_API_KEY");
        seen.Said().Length.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task Text_that_was_shown_is_withdrawn_when_its_model_fails_and_express_answers()
    {
        await using var shop = Shop(Rung("m1", _first));
        _first.Throws(Failed(ModelFailure.CutOff), "I will now ");

        var seen = await shop.TypeAsync(Help);

        _first.Requests.Count.ShouldBe(1);
        seen.OfType<TextDiscarded>().Single().Reason.ShouldBe("handover");
        seen.Said().ShouldNotContain("I will now");
        seen[^1].ShouldBeOfType<TurnCompleted>();
    }

    [Fact]
    public async Task The_change_is_told_once_and_so_is_the_way_back()
    {
        await using var shop = Shop(Rung("m1", _first));
        _first.Otherwise = (_, _) => throw Failed(ModelFailure.Unreachable);
        var codes = new List<string>();
        for (var i = 0; i < 4; i++) codes.AddRange(Notices(Play(shop, () => shop.TypeAsync(Help))));
        codes.ShouldBe([ModelLadder.Out]);

        _first.Otherwise = (_, _) => [new TextContent("Back again.")];
        shop.Time.Advance(CircuitBreaker.Longest);
        for (var i = 0; i < 3; i++) codes.AddRange(Notices(Play(shop, () => shop.TypeAsync(Help))));
        codes.ShouldBe([ModelLadder.Out, ModelLadder.Back]);
    }

    [Fact]
    public async Task What_was_told_is_known_after_a_restart()
    {
        using var folder = new TempFolder();
        await using (var shop = new Shop(folder.File("a.db"), models: Rung("m1", _first)))
        {
            _first.Throws(Failed(ModelFailure.QuotaExhausted));
            Notices(await shop.TypeAsync(Help)).ShouldBe([ModelLadder.Out]);
        }

        await using var again = new Shop(folder.File("a.db"), models: Rung("m1", _second));
        _second.Throws(Failed(ModelFailure.QuotaExhausted));
        Notices(await again.TypeAsync(Help)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_open_breaker_asks_nobody()
    {
        await using var shop = Shop(Rung("m1", _first));
        _first.Otherwise = (_, _) => throw Failed(ModelFailure.NotAModel);
        for (var i = 0; i < 5; i++) (await shop.TypeAsync(Help))[^1].ShouldBeOfType<TurnCompleted>();

        _first.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_model_that_says_nothing_in_time_is_left_for_express()
    {
        await using var shop = Shop(Rung("m1", _first, Patient));
        _first.Hangs();

        var seen = Play(shop, () => shop.TypeAsync(Help));

        Passed(shop).ShouldBe(Patient.FirstToken);
        seen[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Answered);
        seen.OfType<Notice>().Single().Text.ShouldContain("too long");
    }

    [Fact]
    public async Task A_model_that_stalls_in_the_middle_is_left_too()
    {
        await using var shop = Shop(Rung("m1", _first, Patient));
        _first.Hangs("One moment");

        var seen = Play(shop, () => shop.TypeAsync(Help));

        Passed(shop).ShouldBe(Patient.Silence);
        seen.OfType<TextDiscarded>().Count().ShouldBe(1);
        seen[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Answered);
    }

    [Fact]
    public async Task Models_have_their_share_of_the_turn_and_no_more()
    {
        var settings = new AgentSettings { Models = new ModelSettings { TurnDeadline = TimeSpan.FromSeconds(8) } };
        await using var shop = new Shop(settings: settings, models: [Rung("m1", _first, Patient), Rung("m2", _second, Patient)]);
        _first.Hangs();
        _second.Hangs();

        var seen = Play(shop, () => shop.TypeAsync(Help));

        Passed(shop).ShouldBe(settings.Models.TurnDeadline);
        seen[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Answered);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(30, 1)]
    public async Task Retry_after_is_honoured_but_not_past_what_a_person_waits(int seconds, int requests)
    {
        await using var shop = Shop(Rung("m1", _first));
        _first.Throws(new ModelException(ModelFailure.RateLimited, "busy") { RetryAfter = TimeSpan.FromSeconds(seconds) }).Says("Now I can.");

        var seen = Play(shop, () => shop.TypeAsync(Help));

        Passed(shop).ShouldBe(TimeSpan.FromSeconds(requests == 2 ? seconds : 0));
        _first.Requests.Count.ShouldBe(requests);
        seen.Said().Contains("Now I can.", StringComparison.Ordinal).ShouldBe(requests == 2);
    }

    [Fact]
    public async Task A_pause_that_a_server_asked_for_holds_for_the_next_turn_too()
    {
        await using var shop = Shop(Rung("m1", _first));
        _first.Throws(new ModelException(ModelFailure.RateLimited, "busy") { RetryAfter = TimeSpan.FromSeconds(30) });
        await shop.TypeAsync(Help);
        await shop.TypeAsync(Help);
        _first.Requests.Count.ShouldBe(1);

        shop.Time.Advance(TimeSpan.FromSeconds(30));
        _first.Says("Again.");
        (await shop.TypeAsync(Help)).Said().ShouldContain("Again.");
    }

    [Fact]
    public async Task An_answer_of_nothing_is_a_failure()
    {
        await using var shop = Shop(Rung("m1", _first, new ModelLimits { Retries = 0 }));
        _first.Answers((_, _) => []);

        var seen = await shop.TypeAsync(Help);

        seen.OfType<Notice>().Count().ShouldBe(1);
        seen.Said().Length.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task Stop_ends_the_turn_and_says_nothing_of_the_model()
    {
        await using var shop = Shop(Rung("m1", _first));
        _first.Hangs();
        var running = shop.TypeAsync(Help);
        await shop.Agent.StopAsync("ann", "c1");

        (await running)[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Stopped);
        _first.Says("Here.");
        (await shop.TypeAsync(Help)).Said().ShouldBe("Here.");
    }

    [Fact]
    public async Task A_conversation_that_has_used_its_budget_goes_on_in_express_and_another_does_not_pay_for_it()
    {
        var settings = new AgentSettings { Models = new ModelSettings { Budget = new ModelBudget { ConversationTokens = 500 } } };
        await using var shop = new Shop(settings: settings, models: Rung("m1", _first));
        _first.Otherwise = (_, _) => [new TextContent("Yes."), Used(400, 200)];

        (await shop.TypeAsync(Help)).Said().ShouldBe("Yes.");
        var seen = await shop.TypeAsync(Help);
        seen.OfType<Notice>().Single().Text.ShouldContain("its share");
        (await shop.TypeAsync(Help, conversation: "c2")).Said().ShouldBe("Yes.");
    }

    [Fact]
    public async Task A_days_budget_holds_across_a_restart_and_ends_with_the_day()
    {
        using var folder = new TempFolder();
        var price = new ModelPrice(Input: 2.5m, Output: 10m);
        var settings = new AgentSettings { Models = new ModelSettings { Budget = new ModelBudget { DayCost = 3_000 } } };
        _first.Otherwise = _second.Otherwise = (_, _) => [new TextContent("Yes."), Used(400, 200)];
        await using (var shop = new Shop(folder.File("a.db"), settings, models: Rung("m1", _first, new ModelLimits { Price = price })))
        {
            var completed = (await shop.TypeAsync(Help))[^1].ShouldBeOfType<TurnCompleted>();
            (completed.Usage.InputTokens, completed.Usage.OutputTokens, completed.Usage.CostMicros).ShouldBe((400, 200, 3_000));
        }

        await using var again = new Shop(folder.File("a.db"), settings, models: Rung("m1", _second, new ModelLimits { Price = price }));
        (await again.TypeAsync(Help, conversation: "c9")).OfType<Notice>().Single().Text.ShouldContain("Today");
        again.Time.Advance(TimeSpan.FromHours(13));
        (await again.TypeAsync(Help, conversation: "c9")).Said().ShouldContain("Yes.");
    }

    [Fact]
    public async Task Tokens_that_nobody_counts_are_estimated()
    {
        await using var shop = Shop(Rung("m1", _first));
        _first.Says("Some words of an answer.");

        var usage = (await shop.TypeAsync(Help))[^1].ShouldBeOfType<TurnCompleted>().Usage;

        usage.InputTokens.ShouldBeInRange(1_000, 20_000);
        usage.OutputTokens.ShouldBe(8);
    }

    [Fact]
    public async Task A_model_that_goes_round_in_circles_hands_over_to_express_which_orders()
    {
        await using var shop = Shop(Rung("m1", _first));
        _first.Otherwise = (_, _) => [_first.Call("view_basket")];

        var seen = await shop.TypeAsync("two taro milk teas to home");

        var completed = seen[^1].ShouldBeOfType<TurnCompleted>();
        completed.Reason.ShouldBe(StopReason.ConsentOpen);
        seen.OfType<Notice>().Select(n => n.Code).ShouldBe([ModelLadder.Out]);
    }

    [Fact]
    public async Task A_model_that_spends_without_end_hands_over_as_well()
    {
        var settings = new AgentSettings { Limits = new() { Tokens = 5_000 } };
        await using var shop = new Shop(settings: settings, models: Rung("m1", _first));
        var n = 0;
        _first.Otherwise = (_, _) => [_first.Call("get_item", new { item_id = "x" + n++ }), Used(4_000, 10)];

        var seen = await shop.TypeAsync("two taro milk teas to home");

        _first.Requests.Count.ShouldBe(2);
        seen[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.ConsentOpen);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private static ModelLimits Patient => new() { FirstToken = TimeSpan.FromSeconds(5), Silence = TimeSpan.FromSeconds(6) };

    private static Shop Shop(params ModelRung[] models) => new(models: models);

    private static ModelRung Rung(string name, IChatClient client, ModelLimits? limits = null) => new(name, client, limits ?? new ModelLimits());

    private static ModelException Failed(ModelFailure failure) => new(failure, "It failed.");

    private static UsageContent Used(int input, int output) => new(new UsageDetails { InputTokenCount = input, OutputTokenCount = output });

    private static IEnumerable<string> Notices(IReadOnlyList<TurnEvent> seen) => seen.OfType<Notice>().Select(n => n.Code);

    /// <summary>Runs a turn to its end on this thread, moving the clock on whenever everything waits for it.</summary>
    private static IReadOnlyList<TurnEvent> Play(Shop shop, Func<Task<IReadOnlyList<TurnEvent>>> turn) => new VirtualThread(shop.Time).Run(turn);

    private static TimeSpan Passed(Shop shop) => shop.Time.GetUtcNow() - VirtualTime.Noon;
}
