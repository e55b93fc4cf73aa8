using Agent.Models;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Tests.World;
using Microsoft.Extensions.AI;

namespace Agent.Tests.Planning;

/// <summary>A model may word what came of a yes. Whatever it does, the payment is made and the person has a receipt that holds.</summary>
public sealed class WordedReceiptTests : IDisposable
{
    private const string Fixed = "is placed and should be there by 12:35.";

    private readonly ScriptedChatClient _model = new();
    private readonly ScriptedChatClient _second = new();

    [Fact]
    public async Task A_model_words_the_receipt_from_the_facts_alone()
    {
        await using var shop = await AskedAsync();
        _model.Answers((messages, options) =>
        {
            options!.Tools.ShouldBeNull();
            messages.Select(m => m.Role).ShouldBe([ChatRole.System, ChatRole.User]);
            messages[0].Text.ShouldContain("English");
            messages[1].Text.ShouldContain("¥38.00");
            messages.ShouldNotContain(m => m.Text.Contains("secret street", StringComparison.Ordinal));
            return [new TextContent($"All set: ¥38.00 paid on Platform A, order {Order(messages)} "), new TextContent("arrives by 12:35. Enjoy!"), Used(80, 20)];
        });

        var seen = await YesAsync(shop);

        var paid = ShouldBePaid(shop, seen);
        seen.Said().ShouldBe($"All set: ¥38.00 paid on Platform A, order {paid.Number} arrives by 12:35. Enjoy!");
        var completed = seen[^1].ShouldBeOfType<TurnCompleted>();
        (completed.Reason, completed.Usage.InputTokens, completed.Usage.OutputTokens).ShouldBe((StopReason.Answered, 80, 20));
    }

    [Theory]
    [InlineData("是", Language.Chinese, "已付¥38.00，订单 {0} 12:35 前送到。")]
    [InlineData("ja", Language.German, "38,00 ¥ sind bezahlt, Bestellung {0} kommt bis 12:35.")]
    public async Task In_the_persons_language(string yes, Language language, string words)
    {
        await using var shop = await AskedAsync();
        _model.Answers((messages, _) => [new TextContent(string.Format(null, words, Order(messages)))]);

        var seen = await shop.TypeAsync(yes, language: language);

        seen.Said().ShouldBe(string.Format(null, words, ShouldBePaid(shop, seen).Number));
    }

    [Fact]
    public async Task It_is_off_by_default()
    {
        await using var shop = await AskedAsync(new AgentSettings());
        var before = _model.Requests.Count;

        var seen = await YesAsync(shop);

        _model.Requests.Count.ShouldBe(before);
        ShouldHaveTheFixedReceipt(shop, seen);
    }

    [Theory]
    [InlineData("Paid ¥39.00 on Platform A, order {0}, by 12:35.")]
    [InlineData("Paid ¥38.00 on Platform A, order {0}, by 12:35. You saved ¥4.00.")]
    [InlineData("Paid ¥38.00 on Platform A. Order {0} arrives at 12:10.")]
    [InlineData("Paid ¥38.00 on Platform A. Order {0} arrives by 12:35 from Dragon Garden.")]
    [InlineData("¥38.00 for order {0}, by 12:35. As an AI I cannot place orders, though.")]
    [InlineData("¥38.00 for order {0}, by 12:35. Please contact customer service to confirm it.")]
    [InlineData("Paid ¥38.00 on Platform A, order {0}, by 12:35, and XK3R9Q too.")]
    [InlineData("Paid, order {0} is on its way, by 12:35.")]
    [InlineData("Paid ¥38.00 on Platform A, order {0}.")]
    [InlineData("Paid ¥38.00 on Platform A, by 12:35.")]
    [InlineData("All done, enjoy!")]
    [InlineData("   ")]
    public async Task Words_that_do_not_hold_are_never_seen(string words)
    {
        await using var shop = await AskedAsync();
        _model.Answers((messages, _) => [new TextContent(string.Format(null, words, Order(messages)))]);

        ShouldHaveTheFixedReceipt(shop, await YesAsync(shop));
    }

    [Fact]
    public async Task An_endless_receipt_is_not_used_and_neither_is_one_that_was_cut_short()
    {
        await using var shop = await AskedAsync();
        _model.Answers((messages, _) => [new TextContent($"¥38.00, order {Order(messages)}, by 12:35. {new string('!', 500)}")]);
        ShouldHaveTheFixedReceipt(shop, await YesAsync(shop));

        await using var other = await AskedAsync();
        _model.Ends(ChatFinishReason.Length, messages => $"¥38.00, order {Order(messages)}, by 12:35, and");
        ShouldHaveTheFixedReceipt(other, await YesAsync(other));
    }

    [Theory]
    [InlineData(ModelFailure.KeyRefused)]
    [InlineData(ModelFailure.ServerError)]
    [InlineData(ModelFailure.CutOff)]
    public async Task A_model_that_fails_leaves_the_fixed_words_and_is_not_spoken_of(ModelFailure failure)
    {
        await using var shop = await AskedAsync();
        _model.Throws(new ModelException(failure, "It failed."), "Paid ¥38.00");

        var seen = await YesAsync(shop);

        ShouldHaveTheFixedReceipt(shop, seen);
        seen.OfType<Notice>().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_next_model_words_it_where_the_first_fails()
    {
        await using var shop = await AskedAsync(Worded, [_second]);
        _model.Throws(new ModelException(ModelFailure.ServerError, "It failed."));
        _second.Answers((messages, _) => [new TextContent($"¥38.00, order {Order(messages)}, by 12:35.")]);

        var seen = await YesAsync(shop);

        seen.Said().ShouldBe($"¥38.00, order {ShouldBePaid(shop, seen).Number}, by 12:35.");
    }

    [Fact]
    public async Task However_many_models_are_slow_the_person_waits_once()
    {
        await using var shop = await AskedAsync(Worded, [_second]);
        _model.Hangs("Paid ");
        _second.Hangs();

        var seen = new VirtualThread(shop.Time).Run(() => YesAsync(shop));

        (shop.Time.GetUtcNow() - VirtualTime.Noon).ShouldBe(new ModelSettings().LongestWait);
        ShouldHaveTheFixedReceipt(shop, seen);
    }

    [Fact]
    public async Task Stop_ends_the_wait_for_words_and_not_the_payment()
    {
        await using var shop = await AskedAsync();
        _model.Hangs();
        var running = YesAsync(shop);
        await shop.Agent.StopAsync("ann", "c1");

        var seen = await running;

        shop.Time.GetUtcNow().ShouldBe(VirtualTime.Noon);
        ShouldBePaid(shop, seen);
        seen.Said().ShouldContain(Fixed);
        seen[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Stopped);
    }

    [Fact]
    public async Task A_prompt_that_is_missing_costs_nobody_the_receipt()
    {
        using var folder = new TempFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "prompts")).Where(f => Path.GetFileName(f) != "receipt.yaml")) File.Copy(file, folder.File(Path.GetFileName(file)));
        await using var shop = await AskedAsync(Worded with { PromptsFolder = folder.Path });

        ShouldHaveTheFixedReceipt(shop, await YesAsync(shop));
        shop.Log.Lines.ShouldContain(l => l.Contains("prompt_missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_budget_that_is_spent_words_nothing()
    {
        await using var shop = await AskedAsync(new AgentSettings { Models = new ModelSettings { WordsReceipts = true, Budget = new ModelBudget { ConversationTokens = 1_000_000 } } });
        var before = _model.Requests.Count;

        ShouldHaveTheFixedReceipt(shop, await YesAsync(shop));
        _model.Requests.Count.ShouldBe(before);
    }

    [Fact]
    public async Task What_was_declined_is_never_worded_by_a_model()
    {
        await using var shop = await AskedAsync();
        var before = _model.Requests.Count;

        var seen = await shop.TypeAsync("no");

        _model.Requests.Count.ShouldBe(before);
        seen.Said().ShouldContain("nothing was paid");
        shop.Gateway.Authorised.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _model.Dispose();
        _second.Dispose();
    }

    private static AgentSettings Worded => new() { Models = new ModelSettings { WordsReceipts = true } };

    /// <summary>Up to the question whether to pay ¥38.00, which express asks: what a model does is to word what comes of it.</summary>
    private async Task<Shop> AskedAsync(AgentSettings? settings = null, params IChatClient[] others)
    {
        var rungs = new[] { _model }.Concat(others).Select((m, i) => new ModelRung("m" + i, m, new ModelLimits { Retries = 0 })).ToArray();
        var shop = new Shop(settings: settings ?? Worded, models: rungs);
        _model.Calls("update_basket", new { changes = new[] { new { action = "add", item_id = "taro", quantity = 2 } } });
        _model.Calls("set_delivery", new { address = "home" });
        _model.Calls("compare_prices");
        _model.Answers((messages, _) => [_model.Call("request_payment", new { quote_id = QuoteIn(messages) })]);
        _model.Answers((_, _) => [new TextContent("Shall I pay?"), Used(1_000_000, 10)]);
        (await shop.TypeAsync("two taro please")).OfType<ConsentRequested>().Count().ShouldBe(1);
        return shop;
    }

    private static Task<IReadOnlyList<TurnEvent>> YesAsync(Shop shop) => shop.TypeAsync("yes");

    private static Plugins.Orders.OrderView ShouldBePaid(Shop shop, IReadOnlyList<TurnEvent> seen)
    {
        shop.Gateway.Authorised.ShouldBe([("ann", new Money(3800, "CNY"))]);
        shop.Cheap.PlacedFor.ShouldBe(["ann"]);
        return seen.OfType<ConsentResolved>().Single().Outcome.ShouldBeOfType<ConsentOutcome.Paid>().Order;
    }

    /// <summary>And nothing else was shown, not even for a moment.</summary>
    private static void ShouldHaveTheFixedReceipt(Shop shop, IReadOnlyList<TurnEvent> seen)
    {
        var paid = ShouldBePaid(shop, seen);
        string.Concat(seen.OfType<TextDelta>().Select(d => d.Text)).ShouldBe($"Paid ¥38.00 on Platform A. Order {paid.Number} {Fixed}");
        seen.OfType<TextDiscarded>().ShouldBeEmpty();
        seen[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Answered);
    }

    private static string QuoteIn(IEnumerable<ChatMessage> messages) => Found(messages.Last().Contents.OfType<FunctionResultContent>().Single().Result!.ToString()!, "\"id\":\"(qt_[^\"]+)\"");

    private static string Order(IReadOnlyList<ChatMessage> messages) => Found(messages[^1].Text, "\"order\":\"([^\"]+)\"");

    private static string Found(string text, string pattern) => System.Text.RegularExpressions.Regex.Match(text, pattern).Groups[1].Value;

    private static UsageContent Used(int input, int output) => new(new UsageDetails { InputTokenCount = input, OutputTokenCount = output });
}
