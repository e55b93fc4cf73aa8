using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;

namespace Agent.Sandbox.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData("platform-dwon", "platform-down[:NAME]")]
    [InlineData("", "wrong-item")]
    [InlineData("platform-down:delta", "alpha, beta, gamma")]
    [InlineData("sold-out:alpha", "takes no name")]
    public void A_fault_that_does_not_exist_is_refused_with_those_that_do(string fault, string named)
    {
        var error = Should.Throw<ShopException>(() => new TestWorld(new SandboxOptions { Faults = [fault] }));
        error.Code.ShouldBe("fault_unknown");
        error.Message.ShouldContain(named);
    }

    [Fact]
    public void Every_fault_is_described_and_can_be_raised_and_lifted()
    {
        Faults.Describe().Count.ShouldBe(11);
        var faults = new Faults([("b", "Bee"), ("a", "Ay")]);
        foreach (var fault in Faults.Describe())
        {
            fault.Text.ShouldNotBeNullOrWhiteSpace();
            faults.Raise(fault.Name.ToUpperInvariant());
            faults.Active.ShouldHaveSingleItem().ShouldStartWith(fault.Name);
            faults.Lift(fault.Name);
            faults.Active.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Platforms_are_named_by_id_or_name_or_all_and_else_the_first_is_meant()
    {
        var faults = new Faults([("b", "Bee"), ("a", "Ay")]);
        faults.Raise("platform-down");
        faults.Raise("platform-slow:bee");
        faults.Active.ShouldBe(["platform-down:a", "platform-slow:b"]);
        faults.Raise("platform-down:all");
        faults.Active.ShouldBe(["platform-down:a", "platform-down:b", "platform-slow:b"]);
        faults.Lift("platform-down:b");
        faults.Active.ShouldBe(["platform-down:a", "platform-slow:b"]);
        faults.Lift("platform-down");
        faults.Active.ShouldBe(["platform-slow:b"]);
    }

    [Fact]
    public async Task A_platform_that_is_down_takes_no_other_with_it()
    {
        await using var world = With("platform-down:beta");
        var answers = await new PlatformDirectory(world.World.Platforms, world.World.Clock).AskAsync(_ => true, (p, ct) => p.QuoteAsync(TestWorld.Request(), ct), default);
        answers.Select(a => a.Answered).ShouldBe([true, false, true]);

        world.World.Faults.Lift("platform-down");
        (await world.QuoteAsync(null, world.Find("beta"))).PlatformId.ShouldBe("beta");
    }

    [Fact]
    public async Task A_slow_platform_outlasts_patience_and_does_nothing_once_nobody_waits()
    {
        await using var world = new TestWorld();
        var quote = await world.QuoteAsync();
        world.World.Faults.Raise("platform-slow:alpha");
        var asked = new PlatformDirectory(world.World.Platforms, world.World.Clock).AskAsync(world.Alpha, (p, ct) => p.PlaceAsync(new PlaceRequest("k", quote.Id, TestCatalogue.Person, quote.Total), ct), default);
        asked.IsCompleted.ShouldBeFalse();
        world.Time.Advance(PlatformDirectory.Patience);
        (await asked).Answered.ShouldBeFalse();

        world.World.Faults.Lift("platform-slow");
        (await world.Alpha.AbandonAsync("k", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_lost_reply_leaves_an_order_that_is_found_by_its_key()
    {
        await using var world = With("platform-unknown");
        var quote = await world.QuoteAsync();
        for (var i = 0; i < 2; i++) (await Should.ThrowAsync<ShopException>(() => world.TryPlaceAsync(quote))).Code.ShouldBe(ShopException.Unavailable);
        var stands = await world.Alpha.AbandonAsync("k", default);
        (await world.Alpha.TrackAsync(stands!.PlatformOrderId, default))!.State.ShouldBe(OrderState.Placed);

        world.World.Faults.Lift("platform-unknown");
        (await world.TryPlaceAsync(quote)).Value.ShouldBe(stands);
    }

    [Fact]
    public async Task What_sells_out_after_the_quote_is_refused_everywhere_until_the_fault_is_lifted()
    {
        await using var world = With("sold-out");
        var refusal = (await world.TryPlaceAsync(await world.QuoteAsync())).Refusal!;
        (refusal.Code, refusal.Subject, refusal.Count).ShouldBe((RefusalCode.SoldOut, "Taro Milk Tea", 0));
        (await world.RefusedAsync(TestWorld.Request(), world.Find("beta"))).Code.ShouldBe(RefusalCode.SoldOut);
        // It strikes once: something else can be ordered.
        await world.PlaceAsync(await world.QuoteAsync(TestWorld.Request(new BasketLine("1", "tea.matcha", [], 2))), "k2");

        world.World.Faults.Lift("sold-out");
        await world.PlaceAsync(await world.QuoteAsync(), "k3");
    }

    [Fact]
    public async Task A_changed_price_is_refused_then_quoted_and_then_holds()
    {
        await using var world = With("price-changed");
        var first = await world.QuoteAsync();
        var refusal = (await world.TryPlaceAsync(first)).Refusal!;
        (refusal.Code, refusal.Subject, refusal.Amount).ShouldBe((RefusalCode.PriceChanged, "Taro Milk Tea", TestCatalogue.Yuan(22.80m)));
        (await world.TryPlaceAsync(first)).Refusal!.Code.ShouldBe(RefusalCode.PriceChanged);

        var second = await world.QuoteAsync();
        second.Lines[0].UnitPrice.ShouldBe(TestCatalogue.Yuan(22.80m));
        world.World.Faults.Lift("price-changed");
        await world.PlaceAsync(second, "k2");
        (await world.QuoteAsync()).Total.ShouldBe(first.Total);
    }

    [Fact]
    public async Task A_store_that_closes_after_the_quote_opens_again_the_next_day()
    {
        await using var world = With("store-closed");
        var refusal = (await world.TryPlaceAsync(await world.QuoteAsync())).Refusal!;
        (refusal.Code, refusal.At).ShouldBe((RefusalCode.StoreClosed, TestCatalogue.At(7, 9)));
        (await world.Alpha.GetStoreAsync(TestCatalogue.Tea, default))!.Store.Paused.ShouldBeTrue();
        (await world.RefusedAsync(TestWorld.Request())).Code.ShouldBe(RefusalCode.StoreClosed);
        (await world.QuoteAsync(TestWorld.Request() with { At = TestCatalogue.At(7, 10) })).ShouldNotBeNull();

        world.Time.MoveTo(TestCatalogue.At(7, 9));
        await world.PlaceAsync(await world.QuoteAsync(), "k2");
    }

    [Fact]
    public async Task A_store_that_was_closed_opens_when_the_fault_is_lifted()
    {
        await using var world = With("store-closed");
        await world.TryPlaceAsync(await world.QuoteAsync());
        world.World.Faults.Lift("store-closed");
        await world.PlaceAsync(await world.QuoteAsync(), "k2");
    }

    [Fact]
    public async Task A_wrong_item_is_found_out_and_its_line_refunded_once()
    {
        await using var world = With("wrong-item");
        var order = await world.PlaceAsync(await world.QuoteAsync(TestWorld.Request(TestWorld.Taro, new BasketLine("2", "tea.matcha", [], 1))));
        world.Time.Advance(TimeSpan.FromHours(1));
        (await ReportAsync("p1", 2)).Value!.Refund.Minor.ShouldBe(0);
        (await ReportAsync("p2", 1)).Value!.Refund.ShouldBe(TestCatalogue.Yuan(42));
        (await ReportAsync("p3", 1)).Refusal!.Code.ShouldBe(RefusalCode.ProblemReported);

        Task<Outcome<ProblemResolution>> ReportAsync(string key, int line) => world.Alpha.ReportProblemAsync(key, order, new ProblemReport(ProblemKind.WrongItem, [line], ProblemWish.Refund, null), default);
    }

    [Fact]
    public async Task A_courier_that_is_held_up_is_told_of_once_it_is_on_its_way()
    {
        await using var world = With("courier-late");
        var order = await world.PlaceAsync();
        var before = (await world.Alpha.TrackAsync(order, default))!;
        (before.LateReason, before.ExpectedAt <= before.PromisedBy).ShouldBe((null, true));

        world.Time.Advance(TimeSpan.FromMinutes(20));
        var late = (await world.Alpha.TrackAsync(order, default))!;
        late.LateReason.ShouldNotBeNull();
        late.ExpectedAt.ShouldBe(late.PromisedBy.AddMinutes(15));
        world.Time.MoveTo(late.ExpectedAt);
        (await world.Alpha.TrackAsync(order, default))!.State.ShouldBe(OrderState.Delivered);
    }

    [Fact]
    public async Task A_gateway_that_is_down_does_nothing()
    {
        await using var world = With("payment-down");
        var gateway = world.World.Gateway;
        (await Should.ThrowAsync<ShopException>(() => gateway.AuthoriseAsync("k", "demo", "card", TestCatalogue.Yuan(1), default))).Code.ShouldBe(ShopException.Unavailable);
        world.World.Faults.Lift("payment-down");
        (await gateway.FindAsync("k", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_declined_card_stays_declined_for_its_key()
    {
        await using var world = With("payment-declined");
        var gateway = world.World.Gateway;
        (await gateway.AuthoriseAsync("k", "demo", "card", TestCatalogue.Yuan(1), default)).Refusal!.Code.ShouldBe(RefusalCode.PaymentDeclined);
        world.World.Faults.Lift("payment-declined");
        (await gateway.AuthoriseAsync("k", "demo", "card", TestCatalogue.Yuan(1), default)).Refusal!.Code.ShouldBe(RefusalCode.PaymentDeclined);
        (await gateway.AuthoriseAsync("k2", "demo", "card", TestCatalogue.Yuan(1), default)).Value!.Status.ShouldBe(PaymentStatus.Authorised);
    }

    [Fact]
    public async Task A_payment_whose_reply_is_lost_has_happened()
    {
        await using var world = With("payment-timeout");
        var gateway = world.World.Gateway;
        await Should.ThrowAsync<ShopException>(() => gateway.AuthoriseAsync("k", "demo", "card", TestCatalogue.Yuan(1), default));
        (await gateway.FindAsync("k", default))!.Status.ShouldBe(PaymentStatus.Authorised);
        await Should.ThrowAsync<ShopException>(() => gateway.CaptureAsync("k", default));
        (await gateway.FindAsync("k", default))!.Status.ShouldBe(PaymentStatus.Captured);
        world.World.Faults.Lift("payment-timeout");
        (await gateway.CaptureAsync("k", default)).Value!.Status.ShouldBe(PaymentStatus.Captured);
    }

    private static TestWorld With(params string[] faults) => new(new SandboxOptions { Speed = 1, Faults = faults });
}
