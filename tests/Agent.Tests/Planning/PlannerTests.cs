using System.ComponentModel;
using System.Text.Json;
using Agent.Conversations;
using Agent.Guarding;
using Agent.Planning;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Tests.World;
using Microsoft.Extensions.AI;

namespace Agent.Tests.Planning;

public sealed class PlannerTests
{
    [Fact]
    public async Task Endless_rounds_end_at_their_limit_with_words()
    {
        await using var shop = new Shop();
        var n = 0;
        shop.Client.Otherwise = (_, _) => [shop.Client.Call("get_item", new { item_id = "x" + n++ })];

        var seen = await shop.TypeAsync("go");

        var completed = seen[^1].ShouldBeOfType<TurnCompleted>();
        (completed.Reason, completed.Usage.Rounds, completed.Usage.Calls).ShouldBe((StopReason.RoundLimit, 8, 8));
        seen.Said().ShouldContain("Everything up to now is kept");
    }

    [Fact]
    public async Task Endless_calls_end_at_their_limit()
    {
        await using var shop = new Shop();
        shop.Client.Answers((_, _) => Enumerable.Range(0, 100_000).Select(i => (AIContent)shop.Client.Call("get_item", new { item_id = "x" + i })));

        var seen = await shop.TypeAsync("go");

        seen[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.CallLimit);
        seen.OfType<ToolFinished>().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_call_over_and_over_is_noticed()
    {
        await using var shop = new Shop();
        shop.Client.Otherwise = (_, _) => [shop.Client.Call("view_basket")];

        var seen = await shop.TypeAsync("go");

        seen[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.RepeatedCall);
        seen.OfType<ToolFinished>().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_deadline_ends_a_turn_that_hangs()
    {
        await using var shop = new Shop();
        shop.Client.Hangs();
        var running = shop.TypeAsync("go");

        shop.Time.Advance(new PlannerLimits().Deadline);

        (await running)[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Deadline);
    }

    [Fact]
    public async Task Endless_text_is_cut()
    {
        await using var shop = new Shop();
        shop.Client.Answers((_, _) => Enumerable.Repeat((AIContent)new TextContent("never ending "), 1_000_000));

        var seen = await shop.TypeAsync("go");

        seen.Said().Length.ShouldBe(new PlannerLimits().Text);
        seen[^1].ShouldBeOfType<TurnCompleted>();
    }

    [Fact]
    public async Task A_chat_client_that_says_nothing_still_leaves_the_person_with_words()
    {
        await using var shop = new Shop();

        (await shop.TypeAsync("hm")).Said().ShouldContain("help");
    }

    [Theory]
    [InlineData("pay", "There is no such function.")]
    [InlineData("SearchMenu", "There is no such function.")]
    public async Task A_wrong_name_goes_back_with_what_there_is(string name, string detail)
    {
        await using var shop = new Shop();
        shop.Client.Calls(name).Says("Sorry.");

        await shop.TypeAsync("go");

        var refusal = shop.Client.Results.Single().ShouldBeOfType<Refusal>();
        (refusal.Code, refusal.Detail).ShouldBe((RefusalCode.CallInvalid, detail));
        refusal.Choices.ShouldContain("request_payment");
    }

    [Fact]
    public async Task Wrong_arguments_go_back_with_what_was_wrong_and_nothing_runs()
    {
        await using var shop = new Shop();
        shop.Client.CallsAll(
            ("request_payment", null),
            ("request_payment", new { quote_id = "q", person_id = "bob" }),
            ("update_basket", new { changes = "taro" }),
            ("update_basket", new { changes = JsonSerializer.SerializeToElement(new[] { new { action = "add", item_id = "taro", quantity = 1_000_000_000_000 } }) }));
        shop.Client.Says("Sorry.");

        await shop.TypeAsync("go");

        var refusals = shop.Client.Results.Cast<Refusal>().ToArray();
        refusals.ShouldAllBe(r => r.Code == RefusalCode.CallInvalid);
        refusals.Select(r => r.Detail).ShouldBe([
            "The parameter 'quote_id' is missing. request_payment takes: quote_id, method?.",
            "There is no parameter 'person_id'. request_payment takes: quote_id, method?.",
            "The parameter 'changes' cannot be read: JSON by the function's schema is expected.",
            "The parameter 'changes' cannot be read: JSON by the function's schema is expected.",
        ]);
    }

    [Fact]
    public async Task Typed_arguments_and_JSON_mean_the_same()
    {
        await using var shop = new Shop();
        shop.Client.Calls("update_basket", new { changes = new[] { new BasketChange(BasketAction.Add, "taro", Quantity: 2) } });
        shop.Client.Calls("update_basket", new { changes = JsonSerializer.SerializeToElement(new[] { new { action = "add", item_id = "pearl", quantity = "3" } }) });
        shop.Client.Says("Done.");

        await shop.TypeAsync("go");

        var lines = shop.Client.Results.Cast<BasketView>().Last().Lines;
        lines.Select(l => (l.ItemId, l.Quantity)).ShouldBe([("taro", 2), ("pearl", 3)]);
    }

    [Fact]
    public async Task What_a_platform_may_say_is_passed_on_and_what_it_may_not_is_masked()
    {
        await using var shop = new Shop(more: s => s.AddPlugin<FaultyPlugin>());
        shop.Client.CallsAll(("say_why", null), ("leak", null)).Says("Sorry.");

        var seen = await shop.TypeAsync("go");

        var (told, masked) = (shop.Client.Results[0].ShouldBeOfType<Refusal>(), shop.Client.Results[1].ShouldBeOfType<Refusal>());
        (told.Code, told.Subject, told.Detail).ShouldBe((RefusalCode.Unavailable, "the bank", "The bank sleeps."));
        (masked.Code, masked.Detail).ShouldBe((RefusalCode.Unavailable, null));
        masked.ErrorId.ShouldNotBeNull();
        shop.Log.Lines.ShouldContain(l => l.Contains(masked.ErrorId) && l.Contains("connection string"));
        seen.ShouldAllBe(e => !JsonSerializer.Serialize(e, AgentJson.Relaxed.TurnEvent).Contains("connection string"));
    }

    [Fact]
    public async Task Reads_of_one_answer_run_at_once_and_changes_one_after_the_other()
    {
        var pace = new Pace();
        await using var shop = new Shop(more: s => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(s, pace), plugins: s => s.AddPlugin<SlowPlugin>());
        shop.Client.CallsAll(("get_item", new { item_id = "1" }), ("get_item", new { item_id = "2" }), ("get_item", new { item_id = "3" }), ("update_basket", new { item_id = "4" }), ("update_basket", new { item_id = "5" })).Says("Done.");

        await shop.TypeAsync("go");

        pace.Most.ShouldBe(3);
        pace.Order.Take(3).ShouldBe(["+1", "+2", "+3"]);
        pace.Order.Skip(6).ShouldBe(["+4", "-4", "+5", "-5"]);
    }

    [Fact]
    public async Task A_plugin_that_is_not_registered_is_unavailable_and_nothing_else()
    {
        await using var shop = new Shop(plugins: s => s.AddPlugin<BasketPlugin>());
        shop.Client.Calls("search_menu", new { query = "tea" }).Says("Sorry.");

        await shop.TypeAsync("go");

        var refusal = shop.Client.Results.Single().ShouldBeOfType<Refusal>();
        (refusal.Code, refusal.Subject).ShouldBe((RefusalCode.Unavailable, "search_menu"));
        shop.Client.Requests[0].Options!.Tools!.Select(t => t.Name).ShouldBe(["update_basket", "view_basket", "set_delivery", "save_address"]);
        shop.Client.Requests[0].Options!.Dialogue().Functions.ShouldBe(["update_basket", "view_basket", "set_delivery", "save_address"]);
    }

    [Fact]
    public async Task A_plugin_whose_services_are_missing_is_unavailable_and_the_others_work()
    {
        await using var shop = new Shop(plugins: s => s.AddPlugin<BasketPlugin>().AddPlugin<NeedyPlugin>());
        shop.Client.CallsAll(("get_wallet", null), ("view_basket", null)).Says("Sorry.");

        await shop.TypeAsync("go");

        shop.Client.Results[0].ShouldBeOfType<Refusal>().Code.ShouldBe(RefusalCode.Unavailable);
        shop.Client.Results[1].ShouldBeOfType<BasketView>();
    }

    [Fact]
    public async Task A_figure_that_no_function_returned_is_withdrawn()
    {
        await using var shop = new Shop();
        shop.Client.Calls("view_basket").Says("Your basket ", "costs ¥", "19", ".90 in all.", " Enjoy!");

        var seen = await shop.TypeAsync("how much?");

        seen.OfType<TextDiscarded>().Single().Reason.ShouldBe("unsourced_figure");
        string.Concat(seen.OfType<TextDelta>().Select(d => d.Text)).ShouldNotContain("19");
        seen.Said().ShouldStartWith("I take that back");
        shop.Get<ReplyTexts>().Report.Count("amount", GuardAction.Withdrawn).ShouldBe(1);
        shop.Log.Lines.ShouldContain(l => l.Contains("19.90"));
    }

    [Fact]
    public async Task A_wrong_total_is_replaced_by_the_one_there_is_before_it_is_shown()
    {
        await using var shop = new Shop();
        shop.Client.Calls("update_basket", new { changes = new[] { new { action = "add", item_id = "taro" } } });
        shop.Client.Calls("set_delivery", new { address = "home" }).Calls("compare_prices").Says("Platform A", ": the total is ¥", "19.", "90. The other", " is dearer.");

        var seen = await shop.TypeAsync("taro");

        seen.OfType<TextDiscarded>().ShouldBeEmpty();
        seen.Said().ShouldBe("Platform A: the total is ¥20.00. The other is dearer.");
        shop.Get<ReplyTexts>().Report.Count("amount", GuardAction.Replaced).ShouldBe(1);
        shop.Log.Lines.ShouldContain(l => l.Contains("replaced") && l.Contains("19.90") && l.Contains("20.00"));
    }

    [Fact]
    public async Task A_store_that_exists_but_was_not_returned_here_is_withdrawn()
    {
        await using var shop = new Shop();
        shop.Client.Calls("search_menu", new { query = "taro" }).Says("Tea House has it.");
        (await shop.TypeAsync("taro", conversation: "c1")).OfType<TextDiscarded>().ShouldBeEmpty();
        shop.Client.Says("How", " about", " Tea", " House", " then?");

        var seen = await shop.TypeAsync("hello", conversation: "c2");

        seen.OfType<TextDiscarded>().Single().Reason.ShouldBe("unsourced_name");
        string.Concat(seen.OfType<TextDelta>().Select(d => d.Text)).ShouldNotContain("Tea");
        seen.Said().ShouldContain("every name");
        shop.Get<ReplyTexts>().Report.Count("name", GuardAction.Withdrawn).ShouldBe(1);
    }

    [Fact]
    public async Task A_claim_of_having_no_hands_is_replaced_by_what_can_be_done()
    {
        await using var shop = new Shop();
        shop.Client.Says("As a large language model I have no physical hands, so I can't order tea.");

        var seen = await shop.TypeAsync("two teas");

        seen.OfType<TextDiscarded>().Single().Reason.ShouldBe("claims_inability");
        seen.Said().ShouldContain("I search, compare and order");
        shop.Get<ReplyTexts>().Report.Count("claim", GuardAction.Withdrawn).ShouldBe(1);
    }

    [Fact]
    public async Task A_schema_names_its_parameters_and_choices_as_they_are_called()
    {
        await using var shop = new Shop();
        shop.Client.Says("Hello.");
        await shop.TypeAsync("hello");

        var tools = shop.Client.Requests[0].Options!.Tools!.Cast<AIFunction>().ToDictionary(t => t.Name);

        tools.Keys.Order(StringComparer.Ordinal).ShouldBe(FunctionEffects.Known.Keys.Order(StringComparer.Ordinal));
        var pay = tools["request_payment"].JsonSchema;
        pay.GetProperty("required").EnumerateArray().Select(r => r.GetString()).ShouldBe(["quote_id"]);
        pay.GetProperty("properties").EnumerateObject().Select(p => p.Name).ShouldBe(["quote_id", "method"]);
        pay.GetProperty("properties").GetProperty("quote_id").GetProperty("description").GetString().ShouldNotBeNullOrEmpty();
        var change = tools["update_basket"].JsonSchema.GetProperty("properties").GetProperty("changes").GetProperty("items").GetProperty("properties");
        change.GetProperty("action").GetProperty("enum").EnumerateArray().Select(e => e.GetString()).ShouldBe(["add", "set", "remove", "clear"]);
        change.TryGetProperty("item_id", out _).ShouldBeTrue();
        tools.Values.ShouldAllBe(t => t.Description.Length > 20);
        tools.Values.SelectMany(t => t.JsonSchema.GetProperty("properties").EnumerateObject()).ShouldAllBe(p => !p.Name.Contains("person"));
    }

    internal sealed class FaultyPlugin(TurnContext turn)
    {
        [Description("Fails with words.")]
        public Task<Outcome<BasketView>> SayWhy() => throw new ShopException("unavailable", "The bank sleeps.") { Subject = "the bank" };

        [Description("Fails with a secret.")]
        public async Task<Outcome<BasketView>> Leak()
        {
            await Task.Yield();
            throw new InvalidOperationException("connection string of " + turn.PersonId);
        }
    }

    internal sealed class NeedyPlugin(TurnContext turn, IFormatProvider missing)
    {
        [Description("Never runs.")]
        public Task<Outcome<BasketView>> GetWallet() => throw new FormatException(turn.PersonId + missing);
    }

    internal sealed class Pace
    {
        private int _now;

        public int Most { get; private set; }

        public List<string> Order { get; } = [];

        public async Task<Outcome<BasketView>> WalkAsync(string id, TaskCompletionSource gate, int opensAt)
        {
            Order.Add("+" + id);
            Most = Math.Max(Most, ++_now);
            if (_now == opensAt) gate.SetResult();
            await gate.Task;
            _now--;
            Order.Add("-" + id);
            return RefusalCode.ItemUnknown;
        }
    }

    internal sealed class SlowPlugin(TurnContext turn, Pace pace)
    {
        private readonly TaskCompletionSource _gate = new();

        [Description("Reads.")]
        public Task<Outcome<BasketView>> GetItem(string itemId) => pace.WalkAsync(itemId + turn.PersonId[..0], _gate, 3);

        [Description("Changes.")]
        public Task<Outcome<BasketView>> UpdateBasket(string itemId) => pace.WalkAsync(itemId, new TaskCompletionSource(), 1);
    }
}
