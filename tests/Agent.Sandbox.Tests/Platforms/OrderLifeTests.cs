using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Sandbox.Platforms;

namespace Agent.Sandbox.Tests.Platforms;

public sealed class OrderLifeTests
{
    [Fact]
    public async Task A_delivery_goes_through_its_whole_life_at_the_platforms_pace()
    {
        await using var world = new TestWorld();
        var order = await world.PlaceAsync();
        (await world.Alpha.TrackAsync(order, default))!.Courier.ShouldBeNull();
        world.Time.Advance(TimeSpan.FromHours(1));

        var done = (await world.Alpha.TrackAsync(order, default))!;
        done.History.Select(s => (s.State, (s.At - SandboxClock.FirstNoon).TotalMinutes)).ShouldBe(
            [(OrderState.Placed, 0), (OrderState.Accepted, 1), (OrderState.Preparing, 2), (OrderState.Ready, 14), (OrderState.PickedUp, 18), (OrderState.Delivered, 30)]);
        (done.ExpectedAt, done.PromisedBy).ShouldBe((SandboxClock.FirstNoon.AddMinutes(30), SandboxClock.FirstNoon.AddMinutes(40)));
        done.LateReason.ShouldBeNull();
        done.Courier.ShouldBe(Couriers.For(order));
    }

    [Fact]
    public async Task What_is_picked_up_has_no_courier_and_ends_when_it_is_collected()
    {
        await using var world = new TestWorld();
        var order = await world.PlaceAsync(await world.QuoteAsync(TestWorld.Request() with { Address = null }));
        world.Time.Advance(TimeSpan.FromHours(1));
        var done = (await world.Alpha.TrackAsync(order, default))!;
        done.History.Select(s => (s.State, (s.At - SandboxClock.FirstNoon).TotalMinutes)).ShouldBe(
            [(OrderState.Placed, 0), (OrderState.Accepted, 1), (OrderState.Preparing, 2), (OrderState.Ready, 14), (OrderState.Delivered, 24)]);
        done.Courier.ShouldBeNull();
    }

    [Fact]
    public async Task An_order_for_later_is_cooked_for_its_time()
    {
        await using var world = new TestWorld();
        var order = await world.PlaceAsync(await world.QuoteAsync(TestWorld.Request() with { At = TestCatalogue.At(6, 18) }));
        world.Time.Advance(TimeSpan.FromHours(3));
        (await world.Alpha.TrackAsync(order, default))!.State.ShouldBe(OrderState.Accepted);
        world.Time.MoveTo(TestCatalogue.At(6, 18));
        var done = (await world.Alpha.TrackAsync(order, default))!;
        done.History[^1].ShouldBe(new OrderStep(OrderState.Delivered, TestCatalogue.At(6, 18)));
        done.History[2].ShouldBe(new OrderStep(OrderState.Preparing, TestCatalogue.At(6, 18).AddMinutes(-28)));
    }

    [Fact]
    public async Task A_quote_taken_at_the_last_moment_still_comes_in_its_window()
    {
        await using var world = new TestWorld();
        var quote = await world.QuoteAsync();
        world.Time.MoveTo(quote.ExpiresAt.AddSeconds(-1));
        var order = await world.PlaceAsync(quote);
        world.Time.Advance(TimeSpan.FromHours(1));
        var done = (await world.Alpha.TrackAsync(order, default))!;
        done.ExpectedAt.ShouldBeLessThanOrEqualTo(done.PromisedBy);
        done.History.Select(s => s.At).ShouldBe(done.History.Select(s => s.At).Order());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)] // accepted
    [InlineData(2, 1508)] // 30 % of 50.26, in preparation
    [InlineData(17, 1508)] // ready
    public async Task Cancelling_is_free_until_the_kitchen_starts(int minutes, long fee)
    {
        await using var world = new TestWorld();
        var quote = await world.QuoteAsync();
        var order = await world.PlaceAsync(quote);
        world.Time.Advance(TimeSpan.FromMinutes(minutes));
        var terms = (await world.Alpha.GetCancellationTermsAsync(order, [], default)).Value!;
        (terms.Fee.Minor, terms.Fee + terms.Refund).ShouldBe((fee, quote.Total));
    }

    [Fact]
    public async Task A_fee_that_has_risen_above_what_was_agreed_cancels_nothing()
    {
        await using var world = new TestWorld();
        var order = await world.PlaceAsync();
        world.Time.Advance(TimeSpan.FromMinutes(5));
        var refusal = (await world.Alpha.CancelAsync("c", order, [], TestCatalogue.Yuan(0), default)).Refusal!;
        (refusal.Code, refusal.Amount!.Value.Minor).ShouldBe((RefusalCode.PriceChanged, 1508));
        (await world.Alpha.TrackAsync(order, default))!.State.ShouldBe(OrderState.Preparing);
    }

    [Fact]
    public async Task Once_picked_up_it_cannot_be_cancelled()
    {
        await using var world = new TestWorld();
        var order = await world.PlaceAsync();
        world.Time.Advance(TimeSpan.FromMinutes(19));
        (await world.Alpha.GetCancellationTermsAsync(order, [], default)).Refusal!.Code.ShouldBe(RefusalCode.OrderNotCancellable);
    }

    [Fact]
    public async Task A_part_costs_its_share_and_the_rest_goes_on()
    {
        await using var world = new TestWorld();
        BasketLine[] lines = [new("1", "tea.taro", ["size.regular"], 2), new("2", "tea.matcha", [], 2)];
        var quote = await world.QuoteAsync(TestWorld.Request(lines) with { Vouchers = [TestCatalogue.Of("alpha-5", "alpha", Agent.Plugins.Vouchers.Funder.Platform, null)] });
        var order = await world.PlaceAsync(quote);
        world.Time.Advance(TimeSpan.FromMinutes(5));

        // 5.00 off 68.00 takes 1.18 off a matcha of 16.00; three tenths of that are kept in preparation.
        var terms = (await world.Alpha.CancelAsync("c", order, [new LineUnits(2, 1)], TestCatalogue.Yuan(10), default)).Value!;

        (terms.Fee.Minor, terms.Refund.Minor).ShouldBe((445, 1037));
        (await world.Alpha.GetStoreAsync(TestCatalogue.Tea, default))!.Items.Single(i => i.Id == "tea.matcha").Stock.ShouldBe(4);
        (await world.Alpha.ListVouchersAsync(TestCatalogue.Person, default)).ShouldNotContain(v => v.Code == "alpha-5");
        var rest = (await world.Alpha.CancelAsync("c2", order, [], TestCatalogue.Yuan(100), default)).Value!;
        (terms.Fee + terms.Refund + rest.Fee + rest.Refund).ShouldBe(quote.Total);
        (await world.Alpha.ListVouchersAsync(TestCatalogue.Person, default)).ShouldContain(v => v.Code == "alpha-5");
        (await world.Alpha.GetStoreAsync(TestCatalogue.Tea, default))!.Items.Single(i => i.Id == "tea.matcha").Stock.ShouldBe(5);
    }

    [Theory]
    [InlineData("alpha", 0)] // from 15 minutes on
    [InlineData("beta", null)] // from 16 minutes on
    public async Task An_order_that_is_late_by_the_platforms_minutes_is_free_to_cancel_on_the_way(string platform, int? fee)
    {
        await using var world = new TestWorld();
        world.World.Faults.Raise("courier-late");
        var quote = await world.QuoteAsync(platform: world.Find(platform));
        var order = await world.PlaceAsync(quote);
        world.Time.Advance(TimeSpan.FromMinutes(20));

        // Fifteen minutes late.
        var terms = await world.Find(platform).GetCancellationTermsAsync(order, [], default);

        if (fee is null) terms.Refusal!.Code.ShouldBe(RefusalCode.OrderNotCancellable);
        else (terms.Value!.Fee.Minor, terms.Value.Refund).ShouldBe((fee.Value, quote.Total));
        world.Time.Advance(TimeSpan.FromHours(1));
        (await world.Find(platform).GetCancellationTermsAsync(order, [], default)).Refusal!.Code.ShouldBe(RefusalCode.OrderNotCancellable);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(12, false)]
    public async Task What_was_wrong_is_made_again_while_the_store_is_open_and_refunded_otherwise(int hours, bool made)
    {
        await using var world = new TestWorld();
        world.World.Faults.Raise("wrong-item");
        var order = await world.PlaceAsync(await world.QuoteAsync(TestWorld.Request(TestWorld.Taro, new BasketLine("2", "tea.cookie", [], 1))));
        world.Time.Advance(TimeSpan.FromHours(hours));

        var settled = (await world.Alpha.ReportProblemAsync("p", order, new ProblemReport(ProblemKind.WrongItem, [1], ProblemWish.Remake, null), default)).Value!;

        settled.Refund.ShouldBe(TestCatalogue.Yuan(made ? 0 : 42));
        (settled.Remake is not null).ShouldBe(made);
        (await world.Alpha.ReportProblemAsync("p2", order, new ProblemReport(ProblemKind.WrongItem, [1], ProblemWish.Refund, null), default)).Refusal!.Code.ShouldBe(RefusalCode.ProblemReported);
        if (settled.Remake is not { } remake) return;
        world.Time.MoveTo(remake.PromisedBy);
        (await world.Alpha.TrackAsync(remake.PlatformOrderId, default))!.State.ShouldBe(OrderState.Delivered);
    }

    [Fact]
    public async Task Cancelled_goods_go_back_on_the_shelf()
    {
        await using var world = new TestWorld();
        var order = await world.PlaceAsync(await world.QuoteAsync(TestWorld.Request(new BasketLine("1", "tea.matcha", [], 5))));
        (await world.RefusedAsync(TestWorld.Request(new BasketLine("1", "tea.matcha", [], 1)))).Code.ShouldBe(RefusalCode.SoldOut);
        await world.Alpha.CancelAsync("c", order, [], TestCatalogue.Yuan(0), default);
        await world.Alpha.CancelAsync("c", order, [], TestCatalogue.Yuan(0), default);
        (await world.Alpha.GetStoreAsync(TestCatalogue.Tea, default))!.Items.Single(i => i.Id == "tea.matcha").Stock.ShouldBe(5);
    }

    [Theory]
    [InlineData(ProblemKind.MissingItem, 3000)] // 42.00 paid, up to 30.00 on trust
    [InlineData(ProblemKind.Quality, 3000)]
    [InlineData(ProblemKind.WrongItem, 0)] // the store's record shows the right goods
    [InlineData(ProblemKind.Other, 0)]
    public async Task What_cannot_be_checked_is_settled_by_rule(ProblemKind kind, long refund)
    {
        await using var world = new TestWorld();
        var order = await DeliverAsync(world);
        (await world.Alpha.ReportProblemAsync("p", order, new ProblemReport(kind, [], ProblemWish.Refund, null), default)).Value!.Refund.Minor.ShouldBe(refund);
    }

    [Fact]
    public async Task Trust_is_given_once_an_order_and_what_is_not_in_it_is_refused()
    {
        await using var world = new TestWorld();
        var order = await DeliverAsync(world, new BasketLine("1", "tea.cookie", [], 1), TestWorld.Taro);
        (await world.Alpha.ReportProblemAsync("p0", order, new ProblemReport(ProblemKind.MissingItem, [3], ProblemWish.Refund, null), default)).Refusal!.Code.ShouldBe(RefusalCode.OrderLineUnknown);
        (await world.Alpha.ReportProblemAsync("p1", order, new ProblemReport(ProblemKind.MissingItem, [1], ProblemWish.Refund, null), default)).Value!.Refund.ShouldBe(TestCatalogue.Yuan(6));
        (await world.Alpha.ReportProblemAsync("p2", order, new ProblemReport(ProblemKind.Quality, [2], ProblemWish.Refund, null), default)).Refusal!.Code.ShouldBe(RefusalCode.ProblemReported);
    }

    [Fact]
    public async Task A_cancelled_order_has_no_problems()
    {
        await using var world = new TestWorld();
        var order = await world.PlaceAsync();
        await world.Alpha.CancelAsync("c", order, [], TestCatalogue.Yuan(0), default);
        world.Time.Advance(TimeSpan.FromHours(1));
        (await world.Alpha.ReportProblemAsync("p", order, new ProblemReport(ProblemKind.MissingItem, [], ProblemWish.Refund, null), default)).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public async Task The_shares_of_all_lines_are_what_was_paid_for_the_goods()
    {
        await using var world = new TestWorld();
        BasketLine[] lines = [new("1", "tea.cookie", [], 1), new("2", "tea.taro", ["size.regular"], 1), new("3", "tea.matcha", [], 1)];
        var quote = await world.QuoteAsync(TestWorld.Request(lines) with { Vouchers = [TestCatalogue.Of("alpha-5", "alpha", Agent.Plugins.Vouchers.Funder.Platform, null)] });
        // 5.00 off 40.00: each line bears an eighth.
        Enumerable.Range(1, 3).Select(i => LineShares.Of(quote).Share([], [new LineUnits(i, 1)]).Paid.Minor).ShouldBe([525, 1575, 1400]);

        var free = await world.QuoteAsync(TestWorld.Request(lines) with { Vouchers = [TestCatalogue.Free] });
        Enumerable.Range(1, 3).Sum(i => LineShares.Of(free).Share([], [new LineUnits(i, 1)]).Paid.Minor).ShouldBe(0);
    }

    private static async Task<string> DeliverAsync(TestWorld world, params BasketLine[] lines)
    {
        var order = await world.PlaceAsync(await world.QuoteAsync(TestWorld.Request(lines)));
        world.Time.Advance(TimeSpan.FromHours(1));
        return order;
    }
}
