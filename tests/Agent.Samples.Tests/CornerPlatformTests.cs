using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using OwnPlatform;

namespace Agent.Samples.Tests;

/// <summary>The café's own rules, beyond the contract.</summary>
public sealed class CornerPlatformTests
{
    private static readonly Address Home = new("home", new LocalizedText("home", "家", "Zuhause"), "Mill Lane 4", CornerMenu.Zone);
    private static readonly BasketLine FlatWhites = new("1", "corner-flat-white", ["size.large"], 2);

    private readonly VirtualTime _time = new();
    private readonly CornerPlatform _platform;

    public CornerPlatformTests() => _platform = new CornerPlatform(_time, new SeededIds(1));

    [Fact]
    public async Task A_large_one_and_the_way_cost_more()
    {
        var quote = await QuoteAsync();
        quote.Lines.ShouldHaveSingleItem().UnitPrice.ShouldBe(Euro(440));
        quote.Total.ShouldBe(Euro(1130));
    }

    [Fact]
    public async Task Who_picks_it_up_pays_no_delivery() => (await QuoteAsync(address: null)).Total.ShouldBe(Euro(880));

    [Fact]
    public async Task Two_sizes_at_once_are_refused()
    {
        var line = FlatWhites with { Choices = ["size.large", "size.regular"] };
        (await _platform.QuoteAsync(Request() with { Lines = [line] }, default)).Refusal?.Code.ShouldBe(RefusalCode.OptionConflict);
    }

    [Fact]
    public async Task A_wish_for_a_time_is_kept_or_refused()
    {
        var at = _time.GetUtcNow().AddHours(2);
        var quote = (await _platform.QuoteAsync(Request() with { At = at }, default)).Value.ShouldNotBeNull();
        quote.Delivery.From.ShouldBeLessThan(at);
        quote.Delivery.Until.ShouldBeGreaterThan(at);

        (await _platform.QuoteAsync(Request() with { At = _time.GetUtcNow().AddMinutes(5) }, default)).Refusal?.Code.ShouldBe(RefusalCode.TimePast);
        (await _platform.QuoteAsync(Request() with { At = _time.GetUtcNow().AddDays(30) }, default)).Refusal?.Code.ShouldBe(RefusalCode.TimeTooFar);
    }

    [Fact]
    public async Task An_order_placed_at_the_last_moment_is_still_there_in_time()
    {
        var quote = await QuoteAsync();
        _time.MoveTo(quote.ExpiresAt.AddSeconds(-1));
        var placed = await PlaceAsync(quote);
        _time.MoveTo(placed.PromisedBy);
        (await _platform.TrackAsync(placed.PlatformOrderId, default))!.State.ShouldBe(OrderState.Delivered);
    }

    [Fact]
    public async Task Cancelling_is_free_until_the_cafe_begins_and_then_costs_half()
    {
        var placed = await PlaceAsync(await QuoteAsync());
        (await _platform.GetCancellationTermsAsync(placed.PlatformOrderId, [], default)).Value!.Fee.IsZero.ShouldBeTrue();
        _time.Advance(TimeSpan.FromMinutes(6));
        (await _platform.GetCancellationTermsAsync(placed.PlatformOrderId, [], default)).Value.ShouldBe(new CancellationTerms(Euro(565), Euro(565)));
        (await _platform.CancelAsync("c", placed.PlatformOrderId, [], Euro(0), default)).Refusal?.Code.ShouldBe(RefusalCode.PriceChanged);
        (await _platform.TrackAsync(placed.PlatformOrderId, default))!.State.ShouldBe(OrderState.Preparing);
    }

    [Fact]
    public async Task What_was_missing_is_refunded_without_the_way()
    {
        var placed = await PlaceAsync(await QuoteAsync());
        _time.Advance(TimeSpan.FromHours(1));
        (await _platform.ReportProblemAsync("p", placed.PlatformOrderId, new ProblemReport(ProblemKind.MissingItem, [], ProblemWish.Refund, null), default)).Value!.Refund.ShouldBe(Euro(880));
    }

    private static Money Euro(long cents) => new(cents, "EUR");

    private static QuoteRequest Request() => new("ann", CornerMenu.Store.Id, [FlatWhites], Home, null, null, [], Language.English);

    private Task<Quote> QuoteAsync() => QuoteAsync(Home);

    private async Task<Quote> QuoteAsync(Address? address) => (await _platform.QuoteAsync(Request() with { Address = address }, default)).Value.ShouldNotBeNull();

    private async Task<Placement> PlaceAsync(Quote quote) => (await _platform.PlaceAsync(new PlaceRequest("k", quote.Id, "ann", quote.Total), default)).Value.ShouldNotBeNull();
}
