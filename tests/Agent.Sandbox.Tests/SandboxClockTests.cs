using Agent.Plugins;

namespace Agent.Sandbox.Tests;

public sealed class SandboxClockTests
{
    private static readonly SandboxOptions Fast = new() { Speed = 60 };

    [Fact]
    public async Task The_world_begins_at_noon_of_its_first_day_and_runs_at_real_pace_while_nothing_is_on_its_way()
    {
        await using var world = new TestWorld(Fast);
        world.World.Clock.GetUtcNow().ShouldBe(SandboxClock.FirstNoon);
        world.Time.Advance(TimeSpan.FromMinutes(7));
        world.World.Clock.GetUtcNow().ShouldBe(SandboxClock.FirstNoon.AddMinutes(7));
    }

    [Fact]
    public async Task It_runs_fast_exactly_until_the_last_order_has_ended()
    {
        await using var world = new TestWorld(Fast);
        var order = await world.PlaceAsync();

        world.Time.Advance(TimeSpan.FromSeconds(10));
        world.World.Clock.GetUtcNow().ShouldBe(SandboxClock.FirstNoon.AddMinutes(10));

        var ends = (await world.Alpha.TrackAsync(order, default))!.ExpectedAt;
        world.Time.Advance(TimeSpan.FromHours(1));
        // Twenty more seconds at sixty times the pace brought it to the door; the rest of the hour was an hour.
        world.World.Clock.GetUtcNow().ShouldBe(ends + TimeSpan.FromHours(1) - ((ends - SandboxClock.FirstNoon.AddMinutes(10)) / 60));
    }

    [Fact]
    public async Task A_default_delivery_takes_about_twenty_real_seconds()
    {
        await using var world = new TestWorld(new SandboxOptions());
        var order = await world.PlaceAsync();
        world.Time.Advance(TimeSpan.FromSeconds(15));
        (await world.Alpha.TrackAsync(order, default))!.State.ShouldNotBe(Agent.Plugins.Orders.OrderState.Delivered);
        world.Time.Advance(TimeSpan.FromSeconds(10));
        (await world.Alpha.TrackAsync(order, default))!.State.ShouldBe(Agent.Plugins.Orders.OrderState.Delivered);
    }

    [Fact]
    public async Task Cancelling_the_only_order_ends_the_rush()
    {
        await using var world = new TestWorld(Fast);
        var order = await world.PlaceAsync();
        await world.Alpha.CancelAsync("c", order, [], TestCatalogue.Yuan(0), default);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        world.World.Clock.GetUtcNow().ShouldBe(SandboxClock.FirstNoon.AddMinutes(1));
    }

    [Fact]
    public async Task Timestamps_and_timers_stay_real()
    {
        await using var world = new TestWorld(Fast);
        await world.PlaceAsync();
        var clock = world.World.Clock;
        var (begun, fired) = (clock.GetTimestamp(), 0);
        await using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

        world.Time.Advance(TimeSpan.FromSeconds(1));
        (clock.GetElapsedTime(begun), fired).ShouldBe((TimeSpan.FromSeconds(1), 0));
        world.Time.Advance(TimeSpan.FromSeconds(1));
        (clock.GetElapsedTime(begun), fired).ShouldBe((TimeSpan.FromSeconds(2), 1));
    }

    [Theory]
    [InlineData(6, 14, false, 6, 14)]
    [InlineData(6, 8, false, 6, 8)]
    [InlineData(6, 20, false, 7, 12)]
    [InlineData(6, 23, false, 7, 12)]
    [InlineData(7, 3, false, 7, 12)]
    [InlineData(7, 3, true, 7, 3)]
    public void A_world_goes_on_where_it_stopped_by_day_or_with_an_order_under_way_else_at_noon(int day, int hour, bool underWay, int thenDay, int thenHour) =>
        SandboxClock.Resume(TestCatalogue.At(day, hour), underWay).ShouldBe(TestCatalogue.At(thenDay, thenHour));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(4000)]
    public void A_speed_out_of_range_is_refused_with_the_range(double speed)
    {
        var error = Should.Throw<ShopException>(() => SandboxWorld.Open(new SandboxOptions { Speed = speed }, TestCatalogue.Create()));
        error.Code.ShouldBe("speed_invalid");
        error.Message.ShouldContain("3600");
    }

    [Fact]
    public async Task It_can_be_told_when_it_is()
    {
        await using var world = new TestWorld(new SandboxOptions { Now = TestCatalogue.At(9, 3), Speed = 1 });
        world.World.Clock.GetCityNow().ShouldBe(TestCatalogue.At(9, 3));
    }
}
