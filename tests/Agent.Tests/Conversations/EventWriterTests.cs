using System.Text.Json;
using Agent.Conversations;
using Agent.Plugins;
using Agent.Plugins.Menu;

namespace Agent.Tests.Conversations;

public sealed class EventWriterTests
{
    private static readonly TurnEvent[] Events =
    [
        new TurnStarted("zwei \"große\" 奶茶", Language.German),
        new ToolStarted("call_1", "search_menu", JsonElement.Parse("""{ "query": "tea", "limit": 12, "deep": [null, true, {"a": "\u00e9\n"}] }""")),
        new ToolStarted("call_2", "view_basket", null),
        new ToolFinished("call_1", "search_menu", new MenuSearchResult("tea", [], 0, ["Lotus Go"], [])),
        new ToolFinished("call_2", "view_basket", new Refusal(RefusalCode.Unavailable) { Subject = "<view_basket>" }),
        new ToolFinished("call_3", "own", JsonElement.Parse("""{"x": 1}""")),
        new TextDelta(0, 3, "¥7.16 – “fine”, \\ \t \u0001 𠮷"),
        new TextDiscarded(0, "guard"),
        new Notice("models_out", "words"),
        new TurnCompleted(StopReason.Answered, null, new TurnUsage(1, 2, 3, 4)),
        new TurnFailed("internal_error", "words", "err_1"),
    ];

    [Fact]
    public void The_text_is_the_one_that_the_serializer_writes()
    {
        var at = new DateTimeOffset(2026, 2, 6, 12, 15, 0, 120, TimeSpan.FromHours(8));
        TurnEvent[] stamped = [.. Events.Select((e, i) => e with { Number = i + 1, ConversationId = "cnv_1", TurnId = i % 2 == 0 ? "trn_1" : null, At = at.AddTicks(i) })];

        EventWriter.Write(stamped).ShouldBe(JsonSerializer.Serialize(stamped, AgentJson.Relaxed.IReadOnlyListTurnEvent));
    }
}
