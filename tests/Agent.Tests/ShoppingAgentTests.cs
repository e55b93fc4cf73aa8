using Agent.Plugins.Payments;
using Agent.Tests.World;

namespace Agent.Tests;

public sealed class ShoppingAgentTests
{
    [Fact]
    public async Task A_turn_is_numbered_without_gaps_and_stored_as_it_was_shown()
    {
        await using var shop = new Shop();
        shop.Client.Calls("view_basket").Says("The basket ", "is empty.");

        var seen = await shop.TypeAsync("what is in my basket?");

        seen.Select(e => e.Number).ShouldBe(Enumerable.Range(1, seen.Count).Select(n => (long)n));
        seen[0].ShouldBeOfType<TurnStarted>().Text.ShouldBe("what is in my basket?");
        string.Concat(seen.OfType<TextDelta>().Select(d => d.Text)).ShouldBe("The basket is empty.");
        seen[^1].ShouldBeOfType<TurnCompleted>().Usage.Calls.ShouldBe(1);
        var stored = await shop.Agent.ReadAsync("ann", "c1", 0);
        stored.Select(Json).ShouldBe(seen.Select(Json));
    }

    [Fact]
    public async Task A_yes_after_the_question_pays_without_any_chat_client()
    {
        await using var shop = new Shop();
        await shop.AskToPayAsync();
        var asked = shop.Client.Requests.Count;

        var events = await shop.TypeAsync("Yes!");

        shop.Client.Requests.Count.ShouldBe(asked);
        var paid = events.OfType<ConsentResolved>().Single().Outcome.ShouldBeOfType<ConsentOutcome.Paid>();
        paid.Order.Quote.PlatformId.ShouldBe("a");
        shop.Cheap.PlacedFor.ShouldBe(["ann"]);
        var text = string.Concat(events.OfType<TextDelta>().Select(d => d.Text));
        text.ShouldContain("¥38.00");
        text.ShouldContain(paid.Order.Number);
        text.ShouldContain("12:35");
        events[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Answered);
    }

    private static string Json(TurnEvent e) => System.Text.Json.JsonSerializer.Serialize(e, Conversations.AgentJson.Relaxed.TurnEvent);
}
