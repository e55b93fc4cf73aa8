using Agent.Conversations;
using Agent.Express;
using Agent.Planning;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Microsoft.Extensions.AI;

namespace Agent.Tests.Express;

/// <summary>Plays one turn with express: its calls are answered by canned results, until it answers with text.</summary>
internal sealed class Table
{
    private static readonly DateTimeOffset Noon = new(2026, 2, 6, 12, 0, 0, TimeSpan.FromHours(8));

    private readonly Dictionary<string, Func<IDictionary<string, object?>, object>> _functions = new(StringComparer.Ordinal);

    public static ExpressChatClient Client { get; } = new(Path.Combine(AppContext.BaseDirectory, "prompts"), (refusal, _) => $"[{refusal.Code}]");

    public DialogueState State { get; set; } = new() { Language = Language.English, Now = Noon, Turns = 1 };

    public List<FunctionCallContent> Calls { get; } = [];

    /// <summary>How many times the chat client was asked.</summary>
    public int Rounds { get; private set; }

    public OpenQuestion? Question { get; private set; }

    public static Table In(Language language) => new() { State = new() { Language = language, Now = Noon, Turns = 1 } };

    public Table When(string function, object result) => When(function, _ => result);

    public Table When(string function, Func<IDictionary<string, object?>, object> result)
    {
        _functions[function] = result;
        return this;
    }

    public async Task<string> Say(string message)
    {
        Calls.Clear();
        (Rounds, Question) = (0, null);
        var messages = new List<ChatMessage> { new(ChatRole.User, message) };
        var text = "";
        var options = new ChatOptions().WithDialogue(State);
        while (true)
        {
            Rounds++.ShouldBeLessThan(12);
            var (calls, said, question) = await Round(messages, options);
            await RoundAfresh(messages, options, calls, said, question);
            text += said;
            Question = question ?? Question;

            if (calls.Count == 0) break;
            messages.Add(new ChatMessage(ChatRole.Assistant, [.. calls]));
            foreach (var call in calls)
            {
                Calls.Add(call);
                _functions.ShouldContainKey(call.Name);
                messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, _functions[call.Name](call.Arguments!))]));
            }
        }

        State = State with { Question = Question, Turns = State.Turns + 1 };
        return text;
    }

    private static async Task<(List<FunctionCallContent> Calls, string Text, OpenQuestion? Question)> Round(List<ChatMessage> messages, ChatOptions options)
    {
        var (calls, text, question) = (new List<FunctionCallContent>(), "", default(OpenQuestion));
        await foreach (var update in Client.GetStreamingResponseAsync(messages, options))
        {
            text += update.Text;
            calls.AddRange(update.Contents.OfType<FunctionCallContent>());
            question = update.GetQuestion() ?? question;
        }

        return (calls, text, question);
    }

    /// <summary>The same messages as they would come from a store, where the turn cannot go on and is run from its start: it comes to the same.</summary>
    private static async Task RoundAfresh(List<ChatMessage> messages, ChatOptions options, List<FunctionCallContent> calls, string text, OpenQuestion? question)
    {
        List<ChatMessage> stored = [.. messages.Select(m => new ChatMessage(m.Role, [.. m.Contents.Select(c => c is FunctionCallContent call ? new FunctionCallContent(call.CallId, call.Name, call.Arguments) : c)]))];
        var afresh = await Round(stored, options);
        afresh.Text.ShouldBe(text);
        afresh.Calls.Select(c => (c.CallId, Agent.Express.CallLog.Key(c.Name, c.Arguments))).ShouldBe(calls.Select(c => (c.CallId, Agent.Express.CallLog.Key(c.Name, c.Arguments))));
        afresh.Question?.Resume.ShouldBe(question?.Resume);
        afresh.Question?.Choices.ShouldBe(question?.Choices);
    }

    public IReadOnlyList<BasketChange> Changes => (IReadOnlyList<BasketChange>)Calls.Single(c => c.Name == "update_basket").Arguments!["changes"]!;

    public object? Argument(string function, string name) => Calls.Last(c => c.Name == function).Arguments!.TryGetValue(name, out var value) ? value : null;

    public static Money Yuan(decimal amount) => new((long)(amount * 100), "CNY");

    public static MenuHit Hit(string id, string name, MatchQuality match = MatchQuality.Exact, string store = "cloud-leaf", string? kind = null, decimal from = 15, bool soldOut = false, bool open = true, IReadOnlyList<ShownOptions>? options = null) =>
        new(id, name, "", store, "Store " + store, Category.MilkTea, kind ?? id, Yuan(from), match, open, soldOut, 47, ["Swift Bowl"], [], ["milk"], options ?? TeaOptions);

    public static IReadOnlyList<ShownOptions> TeaOptions { get; } =
    [
        Group("size", 1, "size.regular", "size.small", "size.regular", "size.large"),
        Group("sugar", 1, "sugar.full", "sugar.full", "sugar.less", "sugar.half", "sugar.light", "sugar.none"),
        Group("ice", 1, "ice.normal", "ice.normal", "ice.less", "ice.none", "ice.hot"),
        Group("topping", 3, null, "topping.pearls", "topping.pudding", "topping.red_bean"),
    ];

    public static ShownOptions Group(string id, int most, string? standard, params string[] choices) =>
        new(id, id, false, most, standard, [.. choices.Select(c => new ShownChoice(c, c[(id.Length + 1)..], Yuan(0)))]);

    public static MenuSearchResult Found(string query, params MenuHit[] hits) => new(query, hits, hits.Length, [], []);

    public static BasketView Basket(string? address, params BasketViewLine[] lines) =>
        new(1, lines.Length == 0 ? null : "cloud-leaf", lines.Length == 0 ? null : "Cloud Leaf", lines, null, new DeliveryView(address, address, address is null ? null : "Star Avenue", false, null), null, null);

    public static BasketViewLine Line(string id, string item, string name, int quantity = 1, params string[] choices) =>
        new(id, item, name, choices, choices, quantity, Yuan(18), []);

    public static Quote Quote(string id, string platform, decimal total, decimal delivery = 3) => new()
    {
        Id = id,
        PlatformId = platform.ToLowerInvariant().Replace(' ', '-'),
        PlatformName = platform,
        StoreId = "cloud-leaf",
        StoreName = "Cloud Leaf",
        Payee = platform,
        Lines = [new("taro", "Taro Milk Tea", ["size.large"], ["large"], 2, Yuan(18), new AllergenInfo(true, ["milk"], ["soy"]))],
        Fees = [new(FeeKind.Delivery, Yuan(delivery))],
        Discounts = [new Discount("NEW", "New Year gift", Yuan(36 + delivery - total), Agent.Plugins.Vouchers.Funder.Campaign)],
        Total = Yuan(total),
        Delivery = new(false, "office", "Office", "Star Avenue", Noon.AddMinutes(20), Noon.AddMinutes(35)),
        Substitution = Substitution.Refund,
        ExpiresAt = Noon.AddMinutes(15),
    };

    public static Comparison Compared() => new(
        Preference.Cheapest,
        [
            new(Quote("qt_1", "Swift Bowl", 24.50m), 35, 46, new(WhyCode.Cheapest, Yuan(3.40m), null, []), false),
            new(Quote("qt_2", "Magpie Dash", 27.90m, 5), 40, 47, new(WhyCode.Dearer, Yuan(3.40m), null, [new(PricePart.Delivery, Yuan(2))]), false),
        ],
        [new("lotus-go", "Lotus Go", new Refusal(RefusalCode.BelowMinimum) { Amount = Yuan(4), Platform = "Lotus Go" })],
        []);

    public static PaymentAsked Asked(string quoteId, string platform, decimal total) =>
        new(new ConsentRequest("cns_1", ConsentPurpose.Pay, quoteId, "hash", Yuan(total), "wallet", Noon.AddMinutes(15)), Quote(quoteId, platform, total), new PaymentMethod("wallet", "wallet", Yuan(200)));

    /// <summary>A world in which every search finds one item by the name that was searched, and all goes well.</summary>
    public Table Friendly() => this
        .When("search_menu", a => Found((string)a["query"]!, Hit("taro", (string)a["query"]!)))
        .When("update_basket", Basket("office", Line("1", "taro", "Taro Milk Tea", 2, "size.large")))
        .When("set_delivery", Basket("office", Line("1", "taro", "Taro Milk Tea", 2, "size.large")))
        .When("view_basket", Basket("office", Line("1", "taro", "Taro Milk Tea", 2, "size.large")))
        .When("compare_prices", Compared())
        .When("request_payment", a => (string)a["quote_id"]! == "qt_2" ? Asked("qt_2", "Magpie Dash", 27.90m) : Asked("qt_1", "Swift Bowl", 24.50m));
}
