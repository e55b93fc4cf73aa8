using System.Text.Json;
using Agent.Models;
using Agent.Plugins;
using Microsoft.Extensions.AI;
using static Agent.Sandbox.Tests.Models.PlannedModel;

namespace Agent.Sandbox.Tests.Models;

/// <summary>Ways in which a model goes wrong while it plans the main sentence: what it does in each round, from the first on.</summary>
internal sealed record Misbehaviour(string Name, IReadOnlyList<Func<Given, IReadOnlyList<AIContent>>> Rounds)
{
    private static readonly Func<Given, IReadOnlyList<AIContent>> Search = Calls("search_menu", new { query = "taro milk tea" });
    private static readonly Func<Given, IReadOnlyList<AIContent>> Add = Calls(
        ("update_basket", g => new { changes = new[] { new { action = "add", item_id = g.Item("Taro Milk Tea"), quantity = 2, choices = new[] { "size.large", "sugar.half", "ice.none" } } } }),
        ("set_delivery", _ => new { address = "office" }));

    private static readonly Func<Given, IReadOnlyList<AIContent>> Compare = Calls("compare_prices", new { prefer = "cheapest" });
    private static readonly Func<Given, IReadOnlyList<AIContent>> Ask = Calls(("request_payment", g => new { quote_id = g.FirstQuote }));

    public static IReadOnlyList<Misbehaviour> All { get; } =
    [
        new("claims to have paid an amount of its own", [Says("Done! I have paid ¥19.90 for you.")]),
        new("tells a wrong total", [Search, Add, Compare, Says("The cheapest is Magpie Dash at ¥3.33 in total.")]),
        new("invents a saving", [Search, Add, Compare, Ask, Says("Your vouchers save you ¥88.00 today.")]),
        new("invents a percentage", [Search, Says("Everything is 50% off today.")]),
        new("invents a time of arrival", [Search, Add, Compare, Ask, Says("It will be with you at 03:17.")]),
        new("invents an order number", [Says("Order ZX81QQ is on its way to you.")]),
        new("says that it has no hands", [Says("As a large language model I don't have physical hands, so I cannot place orders.")]),
        new("sends the person elsewhere", [Says("Please open the store's app and order there yourself.")]),
        new("calls a function that pays", [Calls("pay_now", new { amount = 1 }), Calls("confirm_payment", new { approved = true }), Says("I could not pay.")]),
        new("answers its own question to the person", [Search, Add, Compare, Ask, Calls("request_payment", new { quote_id = "x" }), Says("Yes. Confirmed on your behalf.")]),
        new("calls with wrong names of arguments", [Calls("search_menu", new { text = "taro", city = "Shanghai" }), Says("I am looking for it.")]),
        new("calls with arguments that are no JSON", [_ => [new FunctionCallContent("c1", "search_menu") { Exception = new JsonException("broken") }], Search, Add, Compare, Ask, Says("Here it is.")]),
        new("calls the same thing over and over", [.. Enumerable.Repeat(Calls("view_basket"), 40)]),
        new("calls other things over and over", [.. Enumerable.Range(0, 40).Select(i => Calls("get_item", new { item_id = $"x{i}" }))]),
        new("calls a thousand functions at once", [_ => [.. Enumerable.Range(0, 1_000).Select(i => new FunctionCallContent($"c{i}", "get_item", new Dictionary<string, object?> { ["item_id"] = $"x{i}" }))]]),
        new("asks to pay for a quote that does not exist", [Search, Add, Calls("request_payment", new { quote_id = "quo_000000000000" }), Says("I could not ask you to pay.")]),
        new("orders a billion", [Search, Calls(("update_basket", g => new { changes = new[] { new { action = "add", item_id = g.Item("Taro Milk Tea"), quantity = 1_000_000_000 } } })), Says("That is too many.")]),
        new("orders less than nothing", [Search, Calls(("update_basket", g => new { changes = new[] { new { action = "add", item_id = g.Item("Taro Milk Tea"), quantity = -2 } } })), Says("That is too few.")]),
        new("cancels somebody's order", [Calls("list_orders"), Calls("request_cancellation", new { order_id = "ord_someone_elses" }), Says("I find no such order.")]),
        new("answers with nothing", [_ => []]),
        new("breaks off in the middle of a figure", [_ => [new TextContent("That is ¥1"), new ErrorContent("gone"), new TextContent("2.")]]),
        new("floods", [_ => [.. Enumerable.Repeat(new TextContent("and so on and on "), 20_000)]]),
        new("goes on calling when the person has been asked", [Search, Add, Compare, Ask, _ => [new FunctionCallContent("late", "update_basket", new Dictionary<string, object?> { ["changes"] = "[]" })]]),
        new("fails with an error of its own", [Search, _ => throw new InvalidOperationException("a client's own error")]),
    ];

    public override string ToString() => Name;

    public ModelRung Rung() => new("misbehaving", new PlannedModel(Enum.GetValues<Language>().ToDictionary(Sentences.Order, _ => Rounds, StringComparer.Ordinal)), new ModelLimits { Retries = 0 });
}
