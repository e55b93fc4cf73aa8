using System.Text.Json;
using Agent.Conversations;
using Agent.Planning;
using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Tests.World;
using Microsoft.Extensions.AI;

namespace Agent.Tests.Planning;

/// <summary>A chat client that calls any function with any arguments, against two people's data.</summary>
public sealed class HostileClientTests
{
    private const int Sequences = 10_000;
    private const int InOneShop = 100;

    [Fact]
    public async Task Whatever_a_chat_client_calls_nothing_is_paid_and_nobody_elses_data_is_seen()
    {
        for (var from = 0; from < Sequences; from += InOneShop)
        {
            await using var shop = new Shop(seed: from + 1);
            var prey = await PrepareAsync(shop);
            var charged = shop.Gateway.Authorised.Count;
            for (var i = from; i < from + InOneShop; i++) await AttackAsync(shop, prey, i, charged);
        }
    }

    [Fact]
    public async Task Ten_requests_to_pay_leave_one_open_question_and_move_nothing()
    {
        await using var shop = new Shop();
        shop.Client.Calls("update_basket", new { changes = new[] { new { action = "add", item_id = "taro" } } });
        shop.Client.Calls("set_delivery", new { address = "home" }).Calls("compare_prices");
        shop.Client.Answers((messages, _) => Enumerable.Range(0, 10).Select(_ => (AIContent)shop.Client.Call("request_payment", new { quote_id = Shop.FirstQuote(messages) })));
        shop.Client.Calls("request_payment", new { quote_id = "again" });

        var seen = await shop.TypeAsync("pay");

        seen.OfType<ToolFinished>().Count(f => f.Result is ConsentAsked).ShouldBe(1);
        seen.OfType<ToolFinished>().Count(f => f.Result is Refusal { Code: RefusalCode.ConsentOpen }).ShouldBe(9);
        var asked = seen.OfType<ConsentRequested>().Single();
        seen[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.ConsentOpen);
        shop.Gateway.Authorised.ShouldBeEmpty();
        var open = await shop.Database.ReadAsync(tx => tx.QueryFirst("SELECT count(*) FROM consents WHERE state = 'Open'", r => r.Int(0)), default);
        open.ShouldBe(1);
        asked.Asked.Consent.Amount.Minor.ShouldBe(2000);
    }

    /// <summary>Bob has an address, a basket, a paid order and an open question.</summary>
    private static async Task<string[]> PrepareAsync(Shop shop)
    {
        await shop.AskToPayAsync("bob", "bobs");
        var paid = (ConsentOutcome.Paid)(await shop.TypeAsync("yes", person: "bob", conversation: "bobs")).OfType<ConsentResolved>().Single().Outcome;
        var open = await shop.AskToPayAsync("bob", "bobs");
        var payment = (PaymentAsked)open.Asked;
        return [paid.Order.OrderId, paid.Order.Quote.Id, payment.Quote.Id, payment.Consent.Id, "bob", "bobs"];
    }

    private static async Task AttackAsync(Shop shop, string[] prey, int seed, int charged)
    {
        var random = new Random(seed);
        shop.Client.Otherwise = (_, options) => Contents(shop, random, options, prey);
        var conversation = "c" + (seed % 5);
        var seen = new List<TurnEvent>();
        for (var turn = 0; turn < 2; turn++) seen.AddRange(await shop.TypeAsync(turn == 0 ? "two taro milk teas" : "and now?", trusted: random.Next(2) == 0, conversation: conversation));

        seen.ShouldNotContain(e => e is TurnFailed, $"seed {seed}");
        shop.Gateway.Authorised.Count.ShouldBe(charged, $"seed {seed}");
        seen.OfType<ConsentResolved>().ShouldAllBe(r => r.Outcome is ConsentOutcome.Declined, $"seed {seed}");
        foreach (var finished in seen.OfType<ToolFinished>())
        {
            // The ids are the attacker's own words and may come back as such; the address never was.
            JsonSerializer.Serialize<TurnEvent>(finished, AgentJson.Relaxed.TurnEvent).ShouldNotContain("bob's secret street", customMessage: $"seed {seed}");
            if (finished.Result is OrderList list) list.Orders.ShouldAllBe(o => o.OrderId != prey[0]);
            (finished.Result as OrderView)?.OrderId.ShouldNotBe(prey[0]);
            (finished.Result as PaymentAsked)?.Quote.Id.ShouldNotBeOneOf(prey);
        }
    }

    private static List<AIContent> Contents(Shop shop, Random random, ChatOptions? options, string[] prey)
    {
        var contents = new List<AIContent>();
        if (random.Next(4) == 0) contents.Add(new TextContent("Paid! Total ¥1.00, order ABC123, I transferred it."));
        for (var i = random.Next(4); i > 0; i--)
        {
            var known = FunctionEffects.Known.Keys.Order(StringComparer.Ordinal).ToArray();
            var name = random.Next(8) == 0 ? Pick(random, "pay", "decide", "DecideAsync", "", "request_payment ", "execute_sql", new string('x', 500)) : Pick(random, known);
            contents.Add(new FunctionCallContent(Pick(random, "1", "2", "", "call"), name, Arguments(random, options, prey)));
        }

        return contents;
    }

    private static Dictionary<string, object?>? Arguments(Random random, ChatOptions? options, string[] prey)
    {
        if (random.Next(10) == 0) return null;
        var own = options.GetDialogue();
        string[] names = ["quote_id", "order_id", "item_id", "changes", "address", "query", "codes", "method", "person_id", "conversation_id", "consent_id", "lines", "kind", "item_ids", "time", "note", "pickup", "limit", "max_price_minor", "platforms", "code", "wish", "label", "street", "zone", "recipient", "gift"];
        var arguments = new Dictionary<string, object?>();
        for (var i = random.Next(4); i > 0; i--)
        {
            arguments[Pick(random, names)] = random.Next(12) switch
            {
                0 => null,
                1 => -1,
                2 => long.MaxValue,
                3 => true,
                4 => new string('家', 5_000),
                5 => "'; DROP TABLE orders; --",
                6 => own?.Comparison?.Ranked is [var first, ..] ? first.Quote.Id : "taro",
                7 => JsonSerializer.SerializeToElement(new[] { new { action = "add", item_id = "taro", quantity = random.Next(-2, 9) } }),
                8 => new object[] { "taro", 1, prey[0] },
                9 => JsonSerializer.SerializeToElement(Pick(random, prey)),
                _ => Pick(random, prey),
            };
        }

        return arguments;
    }

    private static T Pick<T>(Random random, params T[] of) => of[random.Next(of.Length)];
}
