using System.Text.Json;
using Agent.Conversations;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Tests.World;
using Microsoft.Extensions.AI;

namespace Agent.Tests.Conversations;

public sealed class ConversationMemoryTests
{
    private static readonly DateTimeOffset Noon = Testing.VirtualTime.Noon;

    [Fact]
    public async Task What_is_read_back_adds_up_to_what_happened()
    {
        await using var shop = new Shop();
        shop.Client.Calls("search_menu", new { query = "taro" }).Says("Which one?");
        await shop.TypeAsync("taro");
        await shop.AskToPayAsync();
        await shop.TypeAsync("yes");
        shop.Client.CallsAll(("list_orders", null), ("list_vouchers", null), ("view_basket", null), ("get_wallet", null)).Says("There.");
        await shop.TypeAsync("show me everything");
        await shop.AskToPayAsync();
        var live = shop.Get<ConversationLogs>().Hold("ann", "c1").Memory;

        var read = new ConversationMemory();
        foreach (var e in await shop.Agent.ReadAsync("ann", "c1", 0)) read.Fold(e);

        var (a, b) = (live.State(Language.English, Noon, []), read.State(Language.English, Noon, []));
        foreach (var property in typeof(DialogueState).GetProperties()) Json(property.GetValue(b)).ShouldBe(Json(property.GetValue(a)), property.Name);
        a.OpenConsent.ShouldBeOfType<PaymentAsked>();
        a.Order.ShouldNotBeNull();
        a.Vouchers.ShouldNotBeNull();
        read.Messages().Select(m => (m.Role, m.Text)).ShouldBe(live.Messages().Select(m => (m.Role, m.Text)));
        (read.OpenTurn, read.Language).ShouldBe((live.OpenTurn, live.Language));
    }

    [Fact]
    public void A_question_stays_open_until_the_next_answer_has_ended()
    {
        var memory = new ConversationMemory();
        var question = new OpenQuestion("item", [new QuestionChoice("taro", "Taro milk tea"), new QuestionChoice("pearl", "Pearl milk tea")], "resume");
        Fold(memory, new TurnStarted("tea", Language.English), new TextDelta(0, 0, "Which?"), new TurnCompleted(StopReason.Answered, question, new TurnUsage(1, 0, 0, 0)));
        State(memory).Question.ShouldBe(question);

        Fold(memory, new TurnStarted("the second one", Language.English));
        State(memory).Question.ShouldBe(question);

        Fold(memory, new TurnCompleted(StopReason.Answered, null, new TurnUsage(1, 0, 0, 0)));
        State(memory).Question.ShouldBeNull();
        State(memory).Turns.ShouldBe(2);
    }

    [Fact]
    public void What_was_withdrawn_was_never_said()
    {
        var memory = new ConversationMemory();
        Fold(memory, new TurnStarted("tea", Language.English), new TextDelta(0, 0, "It costs "), new TextDiscarded(0, "unsourced_figure"), new TextDelta(1, 0, "I take that back."), new TurnCompleted(StopReason.Answered, null, new TurnUsage(1, 0, 0, 0)));

        memory.Messages().Select(m => m.Text).ShouldBe(["tea", "I take that back."]);
    }

    [Fact]
    public void The_history_is_bounded()
    {
        var memory = new ConversationMemory();
        for (var i = 0; i < 100; i++) Fold(memory, new TurnStarted(new string('x', 10_000) + i, Language.English), new TextDelta(0, 0, "ok"), new TurnCompleted(StopReason.Answered, null, new TurnUsage(1, 0, 0, 0)));

        memory.Messages().Count.ShouldBeInRange(ChatHistory.MostMessages / 2, ChatHistory.MostMessages);
        memory.Messages().ShouldAllBe(m => m.Text.Length <= 4_001);
        memory.Messages()[^1].Role.ShouldBe(ChatRole.Assistant);
        var earlier = State(memory).Earlier.ShouldNotBeNull();
        earlier.Said.Count.ShouldBe(40);
        earlier.Said.ShouldAllBe(s => s.Length <= 201);
        (earlier.Said.Count + earlier.More + memory.Messages().Count(m => m.Role == ChatRole.User)).ShouldBe(100);
    }

    [Fact]
    public void Messages_leave_in_blocks_so_that_a_prompt_keeps_its_beginning()
    {
        var memory = new ConversationMemory();
        var beginnings = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            Fold(memory, new TurnStarted($"wish {i}", Language.English), new TextDelta(0, 0, "ok"), new TurnCompleted(StopReason.Answered, null, new TurnUsage(1, 0, 0, 0)));
            beginnings.Add(memory.Messages()[0].Text);
        }

        beginnings.Distinct().Count().ShouldBe(6);
        State(memory).Earlier!.Said[0].ShouldBe("wish 0");
    }

    private static DialogueState State(ConversationMemory memory) => memory.State(Language.English, Noon, []);

    private static void Fold(ConversationMemory memory, params TurnEvent[] events)
    {
        foreach (var e in events) memory.Fold(e with { TurnId = "t" });
    }

    private static string Json(object? value) => value is null ? "null" : value is IReadOnlyList<string> or Language or DateTimeOffset or int ? value.ToString()! : JsonSerializer.Serialize(value, value.GetType(), Agent.Planning.FunctionBinding.Json);
}
