using Agent.Plugins;
using Microsoft.Extensions.AI;
using static Agent.Sandbox.Tests.Models.PlannedModel;

namespace Agent.Sandbox.Tests.Models;

/// <summary>Ten conversations: what the person says, and how a model would plan each message. A model words its calls otherwise than express does.</summary>
internal sealed record Conversation(string Name, Language Language, IReadOnlyList<string> Lines, IReadOnlyDictionary<string, IReadOnlyList<Func<Given, IReadOnlyList<AIContent>>>> Plans)
{
    private static readonly string[] TaroChoices = ["size.large", "sugar.half", "ice.none"];

    public static IReadOnlyList<Conversation> All { get; } =
    [
        MainSentence("the main sentence", Language.English, "taro milk tea", "Taro Milk Tea"),
        MainSentence("the main sentence in Chinese", Language.Chinese, "香芋奶茶", "香芋奶茶"),
        MainSentence("the main sentence in German", Language.German, "Taro-Milchtee", "Taro-Milchtee"),
        new("yes, but three", Language.English, [Sentences.Order(Language.English), Sentences.YesButThree(Language.English), "yes"], Plan(
            (Sentences.Order(Language.English), MainPlan("taro milk tea", "Taro Milk Tea")),
            (Sentences.YesButThree(Language.English), [Calls("view_basket"), Calls(("update_basket", g => new { changes = new[] { new { action = "set", line_id = g.FirstLine("view_basket"), quantity = 3 } } })), .. Quote()]))),
        new("two lines, added one after the other", Language.English, ["two large taro milk teas and one red bean milk tea to the office", "yes"], Plan(
            ("two large taro milk teas and one red bean milk tea to the office",
                [
                    Calls("search_menu", new { query = "taro milk tea" }),
                    Calls(("update_basket", g => Add(g.Item("Taro Milk Tea"), 2, "size.large"))),
                    Calls("search_menu", new { query = "red bean milk tea" }),
                    Calls(("update_basket", g => Add(g.Item("Red Bean Milk Tea"), 1)), ("set_delivery", _ => new { address = "office" })),
                    .. Quote(),
                ]))),
        new("one first, then one more of the same", Language.English, ["two taro milk teas to the office", "yes"], Plan(
            ("two taro milk teas to the office",
                [
                    Calls("search_menu", new { query = "taro" }),
                    Calls(("update_basket", g => Add(g.Item("Taro Milk Tea"), 1))),
                    Calls(("update_basket", g => Add(g.Item("Taro Milk Tea"), 1)), ("set_delivery", _ => new { address = "office" })),
                    .. Quote(),
                ]))),
        new("the address comes later", Language.English, ["two large taro milk teas, half sugar, no ice", "to the office", "yes"], Plan(
            ("two large taro milk teas, half sugar, no ice",
                [Calls("search_menu", new { query = "taro milk tea" }), Calls(("update_basket", g => Add(g.Item("Taro Milk Tea"), 2, TaroChoices))), Says("Where shall it go?")]),
            ("to the office", [Calls("set_delivery", new { address = "office" }), .. Quote()]))),
        new("without vouchers", Language.English, [Sentences.Order(Language.English), "without vouchers", "yes"], Plan(
            (Sentences.Order(Language.English), MainPlan("taro milk tea", "Taro Milk Tea")),
            ("without vouchers", [Calls("apply_vouchers", new { codes = Array.Empty<string>() }), .. Quote()]))),
        new("the same as last time", Language.English, [Sentences.SameAgain(Language.English), "to the office", "yes"], Plan(
            (Sentences.SameAgain(Language.English), [Calls("list_orders"), Calls(("reorder", g => new { order_id = g.Result("list_orders").GetProperty("orders")[0].GetProperty("order_id").GetString() })), .. Quote()]),
            ("to the office", [Calls("set_delivery", new { address = "office" }), .. Quote()]))),
        new("ordered and cancelled", Language.English, [Sentences.Order(Language.English), "yes", Sentences.Cancel(Language.English), "yes"], Plan(
            (Sentences.Order(Language.English), MainPlan("taro milk tea", "Taro Milk Tea")),
            (Sentences.Cancel(Language.English), [Calls("list_orders", new { open_only = true }), Calls(("request_cancellation", g => new { order_id = g.Result("list_orders").GetProperty("orders")[0].GetProperty("order_id").GetString() })), Says("I have asked you.")]))),
    ];

    public override string ToString() => Name;

    private static Conversation MainSentence(string name, Language language, string query, string item) =>
        new(name, language, [Sentences.Order(language), Sentences.Yes(language)], Plan((Sentences.Order(language), MainPlan(query, item))));

    private static IReadOnlyList<Func<Given, IReadOnlyList<AIContent>>> MainPlan(string query, string item) =>
    [
        Calls("search_menu", new { query, sort = "price" }),
        Calls(("update_basket", g => Add(g.Item(item), 2, TaroChoices)), ("set_delivery", _ => new { address = "office", time = "asap" })),
        .. Quote(),
    ];

    private static Func<Given, IReadOnlyList<AIContent>>[] Quote() =>
        [Calls("compare_prices", new { prefer = "cheapest" }), Calls(("request_payment", g => new { quote_id = g.FirstQuote })), Says("The first is the cheapest.")];

    private static object Add(string item, int quantity, params string[] choices) => new { changes = new[] { new { action = "add", item_id = item, quantity, choices } } };

    private static Dictionary<string, IReadOnlyList<Func<Given, IReadOnlyList<AIContent>>>> Plan(params (string Line, IReadOnlyList<Func<Given, IReadOnlyList<AIContent>>> Rounds)[] plans) =>
        plans.ToDictionary(p => p.Line, p => p.Rounds, StringComparer.Ordinal);
}
