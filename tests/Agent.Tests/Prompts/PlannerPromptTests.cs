using Agent.Models;
using Agent.Prompts;
using Agent.Tests.World;
using Microsoft.Extensions.AI;

namespace Agent.Tests.Prompts;

public sealed class PlannerPromptTests : IDisposable
{
    private readonly ScriptedChatClient _model = new();

    [Fact]
    public async Task The_prompt_and_the_functions_are_the_same_for_everybody_and_stand_first()
    {
        await using var shop = Shop();
        _model.Otherwise = (_, _) => [new TextContent("Fine.")];
        await shop.TypeAsync("hello");
        await shop.TypeAsync("hallo, zwei Tee bitte", person: "bob", conversation: "c2");

        var (ann, bob) = (_model.Requests[0], _model.Requests[1]);
        ann.Messages[0].Role.ShouldBe(ChatRole.System);
        ann.Messages[0].Text.ShouldBe(bob.Messages[0].Text);
        ann.Options!.Tools!.ShouldBe(bob.Options!.Tools!);
        ann.Messages[^1].Text.ShouldBe("hello");
        State(ann.Messages).ShouldContain("Answer in English");
        State(bob.Messages).ShouldContain("Answer in German");
    }

    [Fact]
    public async Task Each_turn_begins_with_what_the_last_one_was_given()
    {
        await using var shop = Shop();
        _model.Otherwise = (_, _) => [new TextContent("Fine.")];
        for (var i = 0; i < 5; i++) await shop.TypeAsync($"wish {i}");

        for (var i = 1; i < 5; i++)
        {
            // All but the state and the latest message, which stand last.
            var before = _model.Requests[i - 1].Messages.SkipLast(2).Select(m => m.Text).ToArray();
            _model.Requests[i].Messages.Take(before.Length).Select(m => m.Text).ShouldBe(before);
        }
    }

    [Fact]
    public async Task The_basket_and_an_open_question_are_fresh_in_every_turn()
    {
        await using var shop = Shop();
        _model.Calls("update_basket", new { changes = new[] { new { action = "add", item_id = "taro", quantity = 2 } } });
        _model.Calls("set_delivery", new { address = "home" });
        _model.Calls("compare_prices");
        _model.Answers((messages, _) => [_model.Call("request_payment", new { quote_id = QuoteId(messages) })]);
        _model.Says("There it is.");
        await shop.TypeAsync("two taro");
        _model.Says("As you like.");
        await shop.TypeAsync("make it three instead");

        var state = State(_model.Requests[^1].Messages);
        state.ShouldContain("\"quantity\":2");
        state.ShouldContain("withdrew this question");
        _model.Requests[^2].Options!.Tools.ShouldBeNull();
    }

    [Fact]
    public async Task Function_results_are_text_with_money_written_out()
    {
        await using var shop = Shop();
        _model.Calls("search_menu", new { query = "taro" }).Says("Found.");
        await shop.TypeAsync("taro?");

        var result = _model.Requests[1].Messages.Where(m => m.Role == ChatRole.Tool).SelectMany(m => m.Contents).OfType<FunctionResultContent>().Single().Result.ShouldBeOfType<string>();
        result.ShouldContain("\"from\":\"¥");
        result.ShouldNotContain("\"minor\"");
    }

    [Fact]
    public async Task A_result_is_written_once_a_turn()
    {
        await using var shop = Shop();
        _model.Calls("search_menu", new { query = "taro" }).Calls("view_basket").Says("Found.");
        await shop.TypeAsync("taro?");

        Result(2).ShouldBeSameAs(Result(1));

        object? Result(int request) => _model.Requests[request].Messages.Where(m => m.Role == ChatRole.Tool).SelectMany(m => m.Contents).OfType<FunctionResultContent>().First().Result;
    }

    [Fact]
    public async Task A_wrong_call_comes_back_with_how_to_make_it()
    {
        await using var shop = Shop();
        _model.CallsAll(("update_basket", new { items = "two taro" }), ("order_now", new { })).Says("Sorry.");
        await shop.TypeAsync("two taro");

        var results = _model.Requests[1].Messages.Where(m => m.Role == ChatRole.Tool).SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => (string)r.Result!).ToArray();
        results[0].ShouldContain("There is no parameter 'items'");
        results[0].ShouldContain("\"parameters\":{");
        System.Text.Json.JsonDocument.Parse(results[0]).RootElement.GetProperty("parameters").GetProperty("properties").TryGetProperty("changes", out _).ShouldBeTrue();
        results[1].ShouldContain("search_menu");
    }

    [Fact]
    public async Task A_long_conversation_is_summed_up_and_forgets_no_order()
    {
        await using var shop = Shop();
        _model.Calls("update_basket", new { changes = new[] { new { action = "add", item_id = "taro", quantity = 2 } } });
        _model.Calls("set_delivery", new { address = "home" });
        _model.Calls("compare_prices");
        _model.Answers((messages, _) => [_model.Call("request_payment", new { quote_id = QuoteId(messages) })]);
        _model.Says("There it is.");
        await shop.TypeAsync("I must not have peanuts. Two taro please");
        var paid = (await shop.TypeAsync("yes")).OfType<ConsentResolved>().Single().Outcome.ShouldBeOfType<Plugins.Payments.ConsentOutcome.Paid>();
        _model.Otherwise = (_, _) => [new TextContent("Fine.")];
        for (var i = 0; i < 30; i++) await shop.TypeAsync($"tell me more, {i}");

        var messages = _model.Requests[^1].Messages;
        messages.Count.ShouldBeLessThan(30);
        State(messages).ShouldContain("I must not have peanuts");
        State(messages).ShouldContain($"Order {paid.Order.Number}");
    }

    [Fact]
    public async Task What_a_model_would_see_can_be_shown_without_asking_it()
    {
        await using var shop = Shop();
        _model.Says("Hello.");
        await shop.TypeAsync("hello");

        var shown = await shop.Get<PromptPreview>().ShowAsync("ann", "c1", "zwei Taro-Milchtees bitte");

        shown.ShouldContain("planner, version 1, hash ");
        shown.ShouldContain("Answer in German");
        shown.ShouldContain("## user\nhello");
        shown.ShouldContain("search_menu: Finds");
        _model.Requests.Count.ShouldBe(1);
        (await shop.Get<PromptPreview>().ShowAsync("bob", "c1", "hi")).ShouldNotContain("## user\nhello\n");
    }

    public void Dispose() => _model.Dispose();

    private Shop Shop() => new(models: new ModelRung("m", _model, new ModelLimits()));

    private static string State(IEnumerable<ChatMessage> messages) => messages.Last(m => m.Role == ChatRole.System).Text;

    private static string QuoteId(IReadOnlyList<ChatMessage> messages)
    {
        var compared = messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => (string)r.Result!).Last(r => r.StartsWith("{\"prefer\"", StringComparison.Ordinal));
        return System.Text.Json.JsonDocument.Parse(compared).RootElement.GetProperty("ranked")[0].GetProperty("quote").GetProperty("id").GetString()!;
    }
}
