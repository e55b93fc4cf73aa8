using System.Text.Json;
using Agent.Conversations;
using Agent.Plugins;
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
        seen.Said().ShouldBe("The basket is empty.");
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
        shop.Gateway.Authorised.ShouldBe([("ann", new Money(3800, "CNY"))]);
        events.Said().ShouldContain("¥38.00");
        events.Said().ShouldContain(paid.Order.Number);
        events.Said().ShouldContain("12:35");
        events[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Answered);
    }

    [Theory]
    [InlineData("no", Language.English)]
    [InlineData("不要", Language.Chinese)]
    [InlineData("nein, danke.", Language.German)]
    public async Task A_no_closes_the_question_and_keeps_the_basket(string no, Language language)
    {
        await using var shop = new Shop();
        await shop.AskToPayAsync();

        var events = await shop.TypeAsync(no, language: language);

        events.OfType<ConsentResolved>().Single().Outcome.ShouldBeOfType<ConsentOutcome.Declined>();
        events.Said().ShouldNotBeEmpty();
        shop.Gateway.Authorised.ShouldBeEmpty();
        (await shop.TypeAsync("yes")).OfType<ConsentResolved>().ShouldBeEmpty();
        shop.Gateway.Authorised.ShouldBeEmpty();
    }

    [Fact]
    public async Task Yes_but_make_it_three_pays_nothing_and_withdraws_the_question()
    {
        await using var shop = new Shop();
        var asked = await shop.AskToPayAsync();
        shop.Client.Says("Three, then.");

        var events = await shop.TypeAsync("Yes, but make it three");

        events.OfType<ConsentResolved>().Single().ShouldBe(new ConsentResolved(asked.Asked.Consent.Id, new ConsentOutcome.Declined()) with { Number = events[1].Number, ConversationId = "c1", TurnId = events[0].TurnId, At = events[1].At });
        events.OfType<Notice>().Single().Code.ShouldBe("consent_withdrawn");
        shop.Client.Requests[^1].Options!.Dialogue().Withdrawn!.Consent.Id.ShouldBe(asked.Asked.Consent.Id);
        shop.Gateway.Authorised.ShouldBeEmpty();
        var late = await shop.RunAsync(new ConsentDecision("ann", "c1", asked.Asked.Consent.Id, true));
        late.OfType<ConsentResolved>().Single().Outcome.ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.ConsentWithdrawn);
        shop.Gateway.Authorised.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_typed_yes_pays_nothing_on_a_surface_that_is_not_trusted_and_the_button_still_does()
    {
        await using var shop = new Shop();
        var asked = await shop.AskToPayAsync();
        var before = shop.Client.Requests.Count;

        var events = await shop.TypeAsync("yes", trusted: false);

        shop.Gateway.Authorised.ShouldBeEmpty();
        shop.Client.Requests.Count.ShouldBe(before);
        events[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.ConsentOpen);
        var pressed = await shop.RunAsync(new ConsentDecision("ann", "c1", asked.Asked.Consent.Id, true));
        pressed.OfType<ConsentResolved>().Single().Outcome.ShouldBeOfType<ConsentOutcome.Paid>();
        pressed[0].ShouldBeOfType<TurnStarted>().Text.ShouldBeNull();
    }

    [Fact]
    public async Task A_yes_means_nothing_once_something_else_was_shown_after_the_question()
    {
        await using var shop = new Shop();
        await shop.AskToPayAsync();
        await shop.TypeAsync("yes");
        await shop.AskToPayAsync();
        shop.Cheap.State = Plugins.Orders.OrderState.Preparing;
        await shop.Get<OrderWatcher>().LookAsync(default);

        var events = await shop.TypeAsync("yes");

        events.OfType<Notice>().Single().Code.ShouldBe("consent_withdrawn");
        shop.Gateway.Authorised.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_answers_another_persons_question()
    {
        await using var shop = new Shop();
        var asked = await shop.AskToPayAsync();

        var events = await shop.RunAsync(new ConsentDecision("bob", "c1", asked.Asked.Consent.Id, true));

        events.OfType<ConsentResolved>().Single().Outcome.ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.ConsentUnknown);
        shop.Gateway.Authorised.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_message_meanwhile_is_refused_and_can_be_followed()
    {
        await using var shop = new Shop();
        var gate = new TaskCompletionSource();
        shop.Client.Waits(gate.Task, "Done.");
        var first = shop.TypeAsync("hello");

        (await Should.ThrowAsync<ShopException>(() => shop.TypeAsync("and this"))).Code.ShouldBe("turn_running");
        shop.Client.Says("Here too.");
        (await shop.TypeAsync("elsewhere", conversation: "c2")).Said().ShouldBe("Here too.");
        await using var follower = shop.Agent.FollowAsync("ann", "c1", 0).GetAsyncEnumerator();
        (await follower.MoveNextAsync()).ShouldBeTrue();
        follower.Current.ShouldBeOfType<TurnStarted>();
        gate.SetResult();
        var seen = await first;
        for (var i = 1; i < seen.Count; i++)
        {
            (await follower.MoveNextAsync()).ShouldBeTrue();
            follower.Current.ShouldBe(seen[i]);
        }
    }

    [Fact]
    public async Task A_turn_runs_to_its_end_when_its_reader_goes_away()
    {
        await using var shop = new Shop();
        var gate = new TaskCompletionSource();
        shop.Client.Waits(gate.Task, "Done.");
        await foreach (var e in shop.Agent.RunAsync(new UserMessage("ann", "c1", "hello"))) break;

        var follower = shop.Agent.FollowAsync("ann", "c1", 0).GetAsyncEnumerator();
        gate.SetResult();
        var seen = new List<TurnEvent>();
        while (seen.Count == 0 || seen[^1] is not TurnCompleted)
        {
            await follower.MoveNextAsync();
            seen.Add(follower.Current);
        }

        seen.Said().ShouldBe("Done.");
        await follower.DisposeAsync();
    }

    [Fact]
    public async Task Stop_ends_the_planning_of_a_chat_client_that_never_ends()
    {
        await using var shop = new Shop();
        shop.Client.Hangs("Let me ");
        var running = shop.TypeAsync("hello");

        await shop.Agent.StopAsync("ann", "c1");

        var seen = await running;
        seen.Said().ShouldBe("Let me ");
        seen[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Stopped);
        shop.Client.Says("Hello again.");
        (await shop.TypeAsync("hello")).Said().ShouldBe("Hello again.");
    }

    [Fact]
    public async Task Cancelling_is_a_stop_and_the_turn_still_ends_in_order()
    {
        await using var shop = new Shop();
        shop.Client.Hangs();
        using var stop = new CancellationTokenSource();
        var running = shop.RunAsync(new UserMessage("ann", "c1", "hello"), stop.Token);

        await stop.CancelAsync();

        (await running)[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Stopped);
    }

    [Fact]
    public async Task Stop_never_cuts_a_checkout_short()
    {
        await using var shop = new Shop();
        await shop.AskToPayAsync();
        var gate = new TaskCompletionSource();
        shop.Cheap.Gate = gate.Task;
        var running = shop.TypeAsync("yes");

        await shop.Agent.StopAsync("ann", "c1");
        running.IsCompleted.ShouldBeFalse();
        gate.SetResult();

        var seen = await running;
        seen.OfType<ConsentResolved>().Single().Outcome.ShouldBeOfType<ConsentOutcome.Paid>();
        seen[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Stopped);
        seen.Said().ShouldContain("¥38.00");
    }

    [Fact]
    public async Task A_turn_that_a_crash_cut_off_is_closed_at_the_next_use()
    {
        using var folder = new Testing.TempFolder();
        var path = folder.File("agent.db");
        await using (var crashed = new Shop(path))
        {
            crashed.Client.Hangs("Half a sent");
            _ = crashed.TypeAsync("hello");
            crashed.Time.Advance(ConversationLog.StoreAfter);
        }

        await using var shop = new Shop(path, seed: 2);
        shop.Client.Says("Hello.");
        var next = await shop.TypeAsync("hello again");

        var all = await shop.Agent.ReadAsync("ann", "c1", 0);
        all.Select(e => e.Number).ShouldBe(Enumerable.Range(1, all.Count).Select(n => (long)n));
        all[0].ShouldBeOfType<TurnStarted>();
        all[1].ShouldBeOfType<TextDelta>().Text.ShouldBe("Half a sent");
        var failed = all[2].ShouldBeOfType<TurnFailed>();
        (failed.Code, failed.TurnId).ShouldBe(("interrupted", all[0].TurnId));
        next[0].Number.ShouldBe(4);
    }

    [Fact]
    public async Task After_a_crash_between_the_yes_and_its_receipt_nobody_is_told_that_nothing_was_paid()
    {
        await using var shop = new Shop();
        var asked = (await shop.AskToPayAsync()).Asked.Consent;
        var cut = new TurnContext { PersonId = "ann", ConversationId = "c1", TurnId = "trn_cut", Language = Language.English, TimeZone = TimeZoneInfo.Utc, Clock = shop.Time, Ids = new SeededIds(9) };
        (await shop.Get<Consents>().DecideAsync(cut, asked.Id, approved: true, default)).ShouldBeOfType<ConsentOutcome.Paid>();

        shop.Client.Says("Hello.");
        var seen = await shop.TypeAsync("hello again");

        var notice = seen.OfType<Notice>().Single();
        notice.Code.ShouldBe("consent_used");
        notice.Text.ShouldNotContain("nothing was paid");
        seen.OfType<ConsentResolved>().Single().Outcome.ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.ConsentUsed);
    }

    [Fact]
    public async Task A_chat_client_that_fails_fails_the_turn_with_an_id_and_without_its_secrets()
    {
        await using var shop = new Shop();
        shop.Client.Throws(new InvalidOperationException("key sk-secret"), "I am ");

        var seen = await shop.TypeAsync("hello");

        var failed = seen[^1].ShouldBeOfType<TurnFailed>();
        failed.ErrorId.ShouldNotBeNull();
        failed.Text.ShouldContain(failed.ErrorId);
        seen.ShouldAllBe(e => !Json(e).Contains("sk-secret"));
        shop.Log.Lines.ShouldContain(l => l.Contains(failed.ErrorId) && l.Contains("sk-secret"));
        shop.Client.Says("Fine.");
        (await shop.TypeAsync("hello")).Said().ShouldBe("Fine.");
    }

    [Fact]
    public async Task News_of_an_order_reaches_its_conversation_outside_turns()
    {
        await using var shop = new Shop();
        await shop.AskToPayAsync();
        await shop.TypeAsync("ja");
        var last = (await shop.Agent.ReadAsync("ann", "c1", 0))[^1].Number;
        await using var follower = shop.Agent.FollowAsync("ann", "c1", last).GetAsyncEnumerator();
        var next = follower.MoveNextAsync();

        shop.Cheap.State = Plugins.Orders.OrderState.Preparing;
        await shop.Get<OrderWatcher>().LookAsync(default);

        (await next).ShouldBeTrue();
        var news = follower.Current.ShouldBeOfType<OrderChanged>();
        (news.Number, news.TurnId, news.Order.State).ShouldBe((last + 1, null, Plugins.Orders.OrderState.Preparing));
        await shop.Get<OrderWatcher>().LookAsync(default);
        (await shop.Agent.ReadAsync("ann", "c1", last + 1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_watcher_outlives_what_fails_and_says_so_in_the_log()
    {
        await using var shop = new Shop();
        await shop.AskToPayAsync();
        await shop.TypeAsync("yes");
        shop.Cheap.Down = new InvalidOperationException("boom");
        using var stop = new CancellationTokenSource();
        var watching = shop.Get<OrderWatcher>().RunAsync(stop.Token);

        shop.Log.Lines.ShouldContain(l => l.Contains("boom"));
        shop.Cheap.Down = null;
        shop.Cheap.State = Plugins.Orders.OrderState.Ready;
        shop.Time.Advance(OrderWatcher.Period);
        await foreach (var e in shop.Agent.FollowAsync("ann", "c1", 0))
            if (e is OrderChanged) break;
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task A_payment_that_cannot_be_recovered_keeps_nobodys_news_back()
    {
        await using var shop = new Shop();
        await shop.AskToPayAsync();
        await shop.TypeAsync("yes");
        await shop.AskToPayAsync("bob", "bobs");
        shop.Dear.Down = shop.Cheap.Down = new ShopException(ShopException.Unavailable, "Away.");
        var paying = shop.TypeAsync("yes", person: "bob", conversation: "bobs");
        while (!paying.IsCompleted)
        {
            if (shop.Time.NextDue is { } due) shop.Time.MoveTo(due);
            else await Task.Yield();
        }

        shop.Dear.Down = shop.Cheap.Down = null;
        await shop.Database.WriteAsync(tx => tx.Execute("UPDATE journals SET content = '{' WHERE step <> 'Done'"), default);
        shop.Cheap.State = Plugins.Orders.OrderState.Preparing;
        var last = (await shop.Agent.ReadAsync("ann", "c1", 0))[^1].Number;

        await shop.Get<OrderWatcher>().LookAsync(default);

        (await shop.Agent.ReadAsync("ann", "c1", last)).ShouldHaveSingleItem().ShouldBeOfType<OrderChanged>().Order.State.ShouldBe(Plugins.Orders.OrderState.Preparing);
    }

    [Fact]
    public async Task Another_persons_conversation_does_not_exist()
    {
        await using var shop = new Shop();
        await shop.AskToPayAsync("ann");
        shop.Client.Calls("view_basket").Says("Nothing yet.");

        var seen = await shop.TypeAsync("my basket", person: "bob");

        seen[0].Number.ShouldBe(1);
        shop.Client.Requests[^1].Messages.Select(m => m.Text).ShouldNotContain(t => t.Contains("taro"));
        seen.Select(Json).ShouldAllBe(e => !e.Contains("ann's") && !e.Contains("taro"));
        (await shop.Agent.LatestConversationAsync("bob")).ShouldBe("c1");
        (await shop.Agent.LatestConversationAsync("cy")).ShouldBeNull();
    }

    [Fact]
    public async Task Two_people_at_once_never_see_each_others()
    {
        await using var shop = new Shop(client: new MirrorClient());
        var people = new[] { "ann", "bob" };

        var turns = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => shop.TypeAsync($"secret of {people[i % 2]} {i}", person: people[i % 2], conversation: $"c{i}"))));

        for (var i = 0; i < turns.Length; i++)
        {
            var other = people[(i + 1) % 2];
            turns[i].Select(Json).ShouldAllBe(e => !e.Contains(other));
            turns[i].OfType<ToolFinished>().Select(Json).ShouldContain(e => e.Contains(people[i % 2] + "'s secret street"));
        }
    }

    private static string Json(TurnEvent e) => JsonSerializer.Serialize(e, AgentJson.Relaxed.TurnEvent);
}
