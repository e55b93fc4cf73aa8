using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Vouchers;

namespace Agent.Sandbox.Tests;

public sealed class PersistenceTests
{
    [Fact]
    public async Task A_world_that_is_killed_knows_everything_that_it_answered()
    {
        using var folder = new TempFolder();
        var options = new SandboxOptions { DatabasePath = folder.File("world.db"), Speed = 1, Seed = 1 };
        // Never disposed of, as after kill -9: only what was committed is there.
        var killed = new TestWorld(options);
        var unplaced = await killed.QuoteAsync();
        var quote = await killed.QuoteAsync(TestWorld.Request() with { Vouchers = [TestCatalogue.Of("alpha-5", "alpha", Funder.Platform, null)] });
        var order = await killed.PlaceAsync(quote);
        await killed.Alpha.AbandonAsync("abandoned", default);
        await killed.World.Gateway.AuthoriseAsync("pay", "demo", "card", quote.Total, default);
        killed.Time.Advance(TimeSpan.FromMinutes(3));
        var told = (await killed.Alpha.TrackAsync(order, default))!;
        told.State.ShouldBe(OrderState.Preparing);

        await using var again = new TestWorld(options);
        (await again.TryPlaceAsync(quote)).Value!.PlatformOrderId.ShouldBe(order);
        (await again.Alpha.TrackAsync(order, default))!.History.ShouldBe(told.History);
        (await again.Alpha.ListVouchersAsync(TestCatalogue.Person, default)).ShouldNotContain(v => v.Code == "alpha-5");
        (await again.TryPlaceAsync(unplaced, "abandoned")).Succeeded.ShouldBeFalse();
        (await again.World.Gateway.FindAsync("pay", default))!.Status.ShouldBe(PaymentStatus.Authorised);
        (await again.TryPlaceAsync(unplaced, "k2")).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Time_goes_on_from_where_the_world_was_left_and_an_order_under_way_still_runs_fast()
    {
        using var folder = new TempFolder();
        var options = new SandboxOptions { DatabasePath = folder.File("world.db"), Speed = 60 };
        string order;
        await using (var first = new TestWorld(options))
        {
            order = await first.PlaceAsync();
            first.Time.Advance(TimeSpan.FromSeconds(10));
        }

        await using var again = new TestWorld(options);
        again.World.Clock.GetUtcNow().ShouldBe(SandboxClock.FirstNoon.AddMinutes(10));
        again.Time.Advance(TimeSpan.FromSeconds(20));
        (await again.Alpha.TrackAsync(order, default))!.State.ShouldBe(OrderState.Delivered);
    }

    [Fact]
    public async Task What_was_told_is_not_taken_back_by_a_clock_that_is_set_back()
    {
        using var folder = new TempFolder();
        var options = new SandboxOptions { DatabasePath = folder.File("world.db"), Speed = 1 };
        string order;
        await using (var first = new TestWorld(options))
        {
            order = await first.PlaceAsync();
            first.Time.Advance(TimeSpan.FromHours(1));
            (await first.Alpha.TrackAsync(order, default))!.State.ShouldBe(OrderState.Delivered);
        }

        await using var again = new TestWorld(options with { Now = SandboxClock.FirstNoon });
        (await again.Alpha.TrackAsync(order, default))!.State.ShouldBe(OrderState.Delivered);
    }

    [Fact]
    public async Task A_world_of_the_night_opens_at_noon()
    {
        using var folder = new TempFolder();
        var options = new SandboxOptions { DatabasePath = folder.File("world.db"), Speed = 1 };
        await using (new TestWorld(options with { Now = TestCatalogue.At(6, 23) }))
        {
        }

        await using var again = new TestWorld(options);
        again.World.Clock.GetCityNow().ShouldBe(TestCatalogue.At(7, 12));
    }

    [Fact]
    public async Task Seeded_ids_repeat_from_world_to_world_and_never_within_one()
    {
        using var folder = new TempFolder();
        var ids = new List<string>();
        foreach (var file in new[] { "a.db", "a.db", "b.db", "b.db" })
        {
            await using var world = new TestWorld(new SandboxOptions { DatabasePath = folder.File(file), Seed = 5 });
            ids.Add((await world.QuoteAsync()).Id);
        }

        ids[..2].ShouldBe(ids[2..]);
        ids[0].ShouldNotBe(ids[1]);
    }

    [Fact]
    public async Task The_past_orders_of_the_demo_person_are_known_to_their_platforms()
    {
        await using var world = new TestWorld();
        var past = (await world.Alpha.TrackAsync("po_past", default))!;
        past.History[^1].ShouldBe(new OrderStep(OrderState.Delivered, TestCatalogue.At(4, 15).AddMinutes(30)));
        (await world.Alpha.ReportProblemAsync("p", "po_past", new ProblemReport(ProblemKind.MissingItem, [], ProblemWish.Refund, null), default)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task An_agents_database_is_not_taken_for_a_world()
    {
        using var folder = new TempFolder();
        var path = folder.File("agent.db");
        await Agent.Plugins.Storage.SqliteDatabase.Open(path).DisposeAsync();
        Should.Throw<ShopException>(() => new TestWorld(new SandboxOptions { DatabasePath = path })).Code.ShouldBe("database_other");
    }
}
