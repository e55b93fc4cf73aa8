using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Xunit;

namespace Agent.Testing;

/// <summary>What every <see cref="IPlatform"/> must hold. Derive from it in a test project, and say what it is to be tried on.</summary>
public abstract class PlatformContract : IAsyncLifetime
{
    private PlatformTrial _trial = null!;

    private IPlatform Platform => _trial.Platform;

    protected abstract Task<PlatformTrial> BeginAsync();

    public async Task InitializeAsync() => _trial = await BeginAsync();

    public Task DisposeAsync() => _trial.End();

    [Fact]
    public async Task Feed_search_and_store_tell_the_same()
    {
        var store = await Platform.GetStoreAsync(_trial.StoreId, default);
        Assert.NotNull(store);
        Assert.Equal(Platform.Info.Id, store.PlatformId);
        var item = Assert.Single(store.Items, i => i.Id == _trial.Line.ItemId);

        var found = await Platform.SearchAsync(new PlatformQuery(item.Name.English, _trial.Address.Zone, null, 50), default);
        var hit = Assert.Single(found.Where(m => m.Store.Id == _trial.StoreId).SelectMany(m => m.Items), i => i.Id == item.Id);
        Assert.Equal(item.Price, hit.Price);

        if (!Platform.Info.HasFeed) return;
        var fed = await ReadFeedAsync();
        Assert.Equal(item.Price, Assert.Single(fed.Where(m => m.Store.Id == _trial.StoreId).SelectMany(m => m.Items), i => i.Id == item.Id).Price);
        Assert.Equal(fed.Select(m => m.Store.Id), (await ReadFeedAsync()).Select(m => m.Store.Id));
    }

    [Fact]
    public async Task A_platform_without_a_feed_says_so()
    {
        if (Platform.Info.HasFeed) return;
        var error = await Assert.ThrowsAsync<ShopException>(async () => await ReadFeedAsync());
        Assert.NotEqual(ShopException.Unavailable, error.Code);
    }

    [Fact]
    public async Task A_search_keeps_to_its_limit_zone_and_category()
    {
        Assert.Equal(1, (await Platform.SearchAsync(new PlatformQuery("", null, null, 1), default)).Sum(m => m.Items.Count));
        Assert.Empty(await Platform.SearchAsync(new PlatformQuery("", null, "no_such_category", 50), default));
        var zoned = await Platform.SearchAsync(new PlatformQuery("", _trial.Address.Zone, null, 1000), default);
        Assert.NotEmpty(zoned);
        Assert.All(zoned, m => Assert.True(m.Store.Pickup || m.Store.Zones.Contains(_trial.Address.Zone)));
    }

    [Fact]
    public async Task The_same_search_gives_the_same_order()
    {
        var first = await Platform.SearchAsync(new PlatformQuery("", null, null, 1000), default);
        var again = await Platform.SearchAsync(new PlatformQuery("", null, null, 1000), default);
        Assert.Equal(first.SelectMany(m => m.Items).Select(i => i.Id), again.SelectMany(m => m.Items).Select(i => i.Id));
    }

    [Fact]
    public async Task A_quote_adds_up_and_says_whose_it_is()
    {
        var quote = await QuoteAsync();
        Assert.True(quote.AddsUp);
        Assert.Equal(Platform.Info.Id, quote.PlatformId);
        Assert.Equal(Platform.Info.Currency, quote.Total.Currency);
        Assert.Equal(_trial.StoreId, quote.StoreId);
        Assert.NotEmpty(quote.Payee);
        Assert.Equal(_trial.Line.Quantity, Assert.Single(quote.Lines).Quantity);
        Assert.Equal(_trial.Address.Id, quote.Delivery.AddressId);
        Assert.True(quote.Delivery.From < quote.Delivery.Until);
    }

    [Fact]
    public async Task A_gift_costs_the_same_and_its_slip_shows_no_price()
    {
        foreach (var gift in new[] { new GiftTo("Mei"), new GiftTo(null) })
        {
            var asked = await Platform.QuoteAsync(Request() with { Gift = gift }, default);
            Assert.True(asked.Succeeded, asked.Refusal?.ToString());
            var quote = asked.Value;
            Assert.Equal(gift, quote.Delivery.Gift);
            Assert.Equal((await QuoteAsync()).Total, quote.Total);
            Assert.Null((await QuoteAsync()).Delivery.Gift);

            // A platform need not say what it prints; one that does prints no amount.
            var order = await Platform.TrackAsync((await PlaceAsync(quote.Id, quote)).Value!.PlatformOrderId, default);
            if (order?.Slip is not { } slip) continue;
            Assert.Equal(gift.Recipient, slip.Recipient);
            Assert.Equal(_trial.Line.Quantity, Assert.Single(slip.Lines).Quantity);
            Assert.Null(slip.Total);
            Assert.All(slip.Lines, l => Assert.Null(l.UnitPrice));
        }
    }

    [Fact]
    public async Task The_same_basket_costs_the_same()
    {
        var (first, again) = (await QuoteAsync(), await QuoteAsync());
        Assert.NotEqual(first.Id, again.Id);
        Assert.Equal(first.Total, again.Total);
    }

    [Fact]
    public async Task An_expired_quote_cannot_be_placed()
    {
        var quote = await QuoteAsync();
        await _trial.PassTime(TimeSpan.FromHours(1));
        Assert.Equal(RefusalCode.QuoteExpired, (await PlaceAsync("late", quote)).Refusal?.Code);
    }

    [Fact]
    public async Task An_unknown_quote_cannot_be_placed() =>
        Assert.Equal(RefusalCode.QuoteUnknown, (await Platform.PlaceAsync(new PlaceRequest("k", "qt_unknown", _trial.PersonId, new Money(1, Platform.Info.Currency)), default)).Refusal?.Code);

    [Fact]
    public async Task Another_persons_quote_cannot_be_placed()
    {
        var quote = await QuoteAsync();
        Assert.Equal(RefusalCode.QuoteUnknown, (await Platform.PlaceAsync(new PlaceRequest("k", quote.Id, _trial.PersonId + "-2", quote.Total), default)).Refusal?.Code);
    }

    [Fact]
    public async Task Another_total_is_refused_and_places_nothing()
    {
        var quote = await QuoteAsync();
        var other = await Platform.PlaceAsync(new PlaceRequest("k", quote.Id, _trial.PersonId, quote.Total - new Money(1, quote.Total.Currency)), default);
        Assert.Equal(RefusalCode.PriceChanged, other.Refusal?.Code);
        Assert.Null(await Platform.AbandonAsync("k", default));
    }

    [Fact]
    public async Task Placing_twice_under_a_key_places_once()
    {
        var quote = await QuoteAsync();
        var first = await PlaceAsync("k", quote);
        Assert.True(first.Succeeded);
        Assert.Equal(first.Value, (await PlaceAsync("k", quote)).Value);
        await _trial.PassTime(TimeSpan.FromHours(3));
        Assert.Equal(first.Value, (await PlaceAsync("k", quote)).Value);
    }

    [Fact]
    public async Task A_quote_becomes_one_order_at_most()
    {
        var quote = await QuoteAsync();
        Assert.True((await PlaceAsync("k1", quote)).Succeeded);
        Assert.False((await PlaceAsync("k2", quote)).Succeeded);
    }

    [Fact]
    public async Task Placing_at_once_from_two_sides_places_once()
    {
        var quote = await QuoteAsync();
        var both = await Task.WhenAll(PlaceAsync("k", quote), PlaceAsync("k", quote));
        Assert.Equal(both[0].Value, both[1].Value);
        Assert.NotNull(both[0].Value);
    }

    [Fact]
    public async Task A_key_abandoned_before_it_places_never_places()
    {
        var quote = await QuoteAsync();
        Assert.Null(await Platform.AbandonAsync("k", default));
        Assert.Null(await Platform.AbandonAsync("k", default));
        Assert.False((await PlaceAsync("k", quote)).Succeeded);
        Assert.True((await PlaceAsync("another", quote)).Succeeded);
    }

    [Fact]
    public async Task A_key_abandoned_after_it_placed_gives_the_order_that_stands()
    {
        var placed = (await PlaceAsync("k", await QuoteAsync())).Value;
        Assert.NotNull(placed);
        Assert.Equal(placed, await Platform.AbandonAsync("k", default));
        Assert.NotNull(await Platform.TrackAsync(placed.PlatformOrderId, default));
    }

    [Fact]
    public async Task An_orders_life_only_goes_on()
    {
        var placement = await PlaceAsync();
        IReadOnlyList<OrderStep> before = [];
        for (var i = 0; i < 60; i++)
        {
            var order = await Platform.TrackAsync(placement.PlatformOrderId, default);
            Assert.NotNull(order);
            Assert.Equal(before, order.History.Take(before.Count));
            Assert.Equal(order.History.Select(s => s.At).Order(), order.History.Select(s => s.At));
            Assert.Equal(order.History.Select(s => s.State).Distinct().Order(), order.History.Select(s => s.State));
            before = order.History;
            await _trial.PassTime(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(OrderState.Placed, before[0].State);
        Assert.Equal(OrderState.Delivered, before[^1].State);
    }

    [Fact]
    public async Task Cancelling_costs_what_was_said_and_happens_once()
    {
        var placement = await PlaceAsync();
        var terms = (await Platform.GetCancellationTermsAsync(placement.PlatformOrderId, [], default)).Value;
        Assert.NotNull(terms);
        Assert.Equal(terms, (await Platform.CancelAsync("c", placement.PlatformOrderId, [], terms.Fee, default)).Value);
        Assert.Equal(terms, (await Platform.CancelAsync("c", placement.PlatformOrderId, [], terms.Fee, default)).Value);
        Assert.Equal(RefusalCode.OrderNotCancellable, (await Platform.CancelAsync("c2", placement.PlatformOrderId, [], terms.Fee, default)).Refusal?.Code);
        await _trial.PassTime(TimeSpan.FromHours(3));
        Assert.Equal(OrderState.Cancelled, (await Platform.TrackAsync(placement.PlatformOrderId, default))?.State);
    }

    [Fact]
    public async Task Cancelled_in_parts_it_gives_back_what_was_paid_and_no_more()
    {
        var quote = await QuoteAsync(2);
        var order = (await PlaceAsync("k", quote)).Value!.PlatformOrderId;
        var part = await CancelAsync("c1", order, [new LineUnits(1, 1)]);
        Assert.Equal(part, (await Platform.CancelAsync("c1", order, [new LineUnits(1, 1)], part.Fee, default)).Value);
        Assert.NotEqual(OrderState.Cancelled, (await Platform.TrackAsync(order, default))?.State);

        // The last unit is all that is left, fees included, whether it is named or not.
        var left = (await Platform.GetCancellationTermsAsync(order, [], default)).Value;
        Assert.Equal(left, (await Platform.GetCancellationTermsAsync(order, [new LineUnits(1, 1)], default)).Value);
        var rest = await CancelAsync("c2", order, [new LineUnits(1, 1)]);
        Assert.Equal(left, rest);
        Assert.Equal(quote.Total, part.Fee + part.Refund + rest.Fee + rest.Refund);
        Assert.Equal(OrderState.Cancelled, (await Platform.TrackAsync(order, default))?.State);
    }

    [Fact]
    public async Task What_an_order_does_not_hold_cannot_be_cancelled()
    {
        var order = (await PlaceAsync("k", await QuoteAsync(2))).Value!.PlatformOrderId;
        Assert.Equal(RefusalCode.OrderLineUnknown, (await Platform.GetCancellationTermsAsync(order, [new LineUnits(2, 1)], default)).Refusal?.Code);
        Assert.Equal(RefusalCode.OrderLineUnknown, (await Platform.GetCancellationTermsAsync(order, [new LineUnits(1, 3)], default)).Refusal?.Code);
        Assert.Equal(RefusalCode.QuantityInvalid, (await Platform.GetCancellationTermsAsync(order, [new LineUnits(1, 0)], default)).Refusal?.Code);
        Assert.Equal(RefusalCode.OrderLineUnknown, (await Platform.CancelAsync("c", order, [new LineUnits(0, 1)], new Money(long.MaxValue, Platform.Info.Currency), default)).Refusal?.Code);
        await CancelAsync("c1", order, [new LineUnits(1, 1)]);
        Assert.Equal(RefusalCode.OrderLineUnknown, (await Platform.GetCancellationTermsAsync(order, [new LineUnits(1, 2)], default)).Refusal?.Code);
    }

    [Fact]
    public async Task A_delivered_order_cannot_be_cancelled()
    {
        var placement = await PlaceAsync();
        await _trial.PassTime(TimeSpan.FromHours(3));
        Assert.Equal(RefusalCode.OrderNotCancellable, (await Platform.GetCancellationTermsAsync(placement.PlatformOrderId, [], default)).Refusal?.Code);
        Assert.Equal(RefusalCode.OrderNotCancellable, (await Platform.CancelAsync("c", placement.PlatformOrderId, [], new Money(long.MaxValue, Platform.Info.Currency), default)).Refusal?.Code);
    }

    [Fact]
    public async Task A_problem_is_settled_once_and_never_beyond_what_was_paid()
    {
        var quote = await QuoteAsync();
        var placement = (await PlaceAsync("k", quote)).Value!;
        var report = new ProblemReport(ProblemKind.MissingItem, [1], ProblemWish.Refund, null);
        Assert.Equal(RefusalCode.ProblemTooEarly, (await Platform.ReportProblemAsync("early", placement.PlatformOrderId, report, default)).Refusal?.Code);
        await _trial.PassTime(TimeSpan.FromHours(3));

        var settled = (await Platform.ReportProblemAsync("p", placement.PlatformOrderId, report, default)).Value;
        Assert.NotNull(settled);
        Assert.True(settled.Refund.Minor >= 0 && settled.Refund <= quote.Total);
        Assert.Equal(settled, (await Platform.ReportProblemAsync("p", placement.PlatformOrderId, report, default)).Value);
        Assert.Equal(RefusalCode.ProblemReported, (await Platform.ReportProblemAsync("p2", placement.PlatformOrderId, report, default)).Refusal?.Code);
    }

    [Fact]
    public async Task A_remake_is_an_order_of_its_own_and_refunds_nothing()
    {
        var placement = await PlaceAsync();
        await _trial.PassTime(TimeSpan.FromHours(3));
        var settled = (await Platform.ReportProblemAsync("p", placement.PlatformOrderId, new ProblemReport(ProblemKind.WrongItem, [1], ProblemWish.Remake, null), default)).Value;
        Assert.NotNull(settled);
        Assert.Equal(settled, (await Platform.ReportProblemAsync("p", placement.PlatformOrderId, new ProblemReport(ProblemKind.WrongItem, [1], ProblemWish.Remake, null), default)).Value);

        // A platform may grant a refund, or nothing, in its place.
        if (settled.Remake is not { } remake) return;
        Assert.True(settled.Refund.IsZero);
        Assert.NotEqual(placement.PlatformOrderId, remake.PlatformOrderId);
        Assert.NotNull(await Platform.TrackAsync(remake.PlatformOrderId, default));
        Assert.Equal(new CancellationTerms(Money.Zero(Platform.Info.Currency), Money.Zero(Platform.Info.Currency)), (await Platform.GetCancellationTermsAsync(remake.PlatformOrderId, [], default)).Value);
    }

    [Fact]
    public async Task A_problem_with_what_is_not_in_the_order_is_refused()
    {
        var placement = await PlaceAsync();
        await _trial.PassTime(TimeSpan.FromHours(3));
        Assert.Equal(RefusalCode.OrderLineUnknown, (await Platform.ReportProblemAsync("p", placement.PlatformOrderId, new ProblemReport(ProblemKind.MissingItem, [2], ProblemWish.Refund, null), default)).Refusal?.Code);
    }

    [Fact]
    public async Task What_is_not_known_is_null_or_refused()
    {
        Assert.Null(await Platform.GetStoreAsync("no-such-store", default));
        Assert.Null(await Platform.TrackAsync("po_unknown", default));
        Assert.Null(await Platform.AbandonAsync("never-used", default));
        Assert.Equal(RefusalCode.OrderUnknown, (await Platform.GetCancellationTermsAsync("po_unknown", [], default)).Refusal?.Code);
        Assert.Equal(RefusalCode.OrderUnknown, (await Platform.CancelAsync("c", "po_unknown", [], Money.Zero(Platform.Info.Currency), default)).Refusal?.Code);
        Assert.Equal(RefusalCode.OrderUnknown, (await Platform.ReportProblemAsync("p", "po_unknown", new ProblemReport(ProblemKind.Other, [], ProblemWish.Refund, null), default)).Refusal?.Code);
        Assert.Equal(RefusalCode.StoreUnknown, (await Platform.QuoteAsync(Request() with { StoreId = "no-such-store" }, default)).Refusal?.Code);
        Assert.Equal(RefusalCode.ItemUnknown, (await Platform.QuoteAsync(Request() with { Lines = [_trial.Line with { ItemId = "no-such-item" }] }, default)).Refusal?.Code);
        Assert.Equal(RefusalCode.OptionUnknown, (await Platform.QuoteAsync(Request() with { Lines = [_trial.Line with { Choices = ["no.such"] }] }, default)).Refusal?.Code);
    }

    [Theory]
    [InlineData(0, RefusalCode.QuantityInvalid)]
    [InlineData(-1, RefusalCode.QuantityInvalid)]
    [InlineData(int.MaxValue, RefusalCode.QuantityTooLarge)]
    public async Task A_quantity_out_of_bounds_is_refused(int quantity, RefusalCode code) =>
        Assert.Equal(code, (await Platform.QuoteAsync(Request() with { Lines = [_trial.Line with { Quantity = quantity }] }, default)).Refusal?.Code);

    [Fact]
    public async Task An_empty_basket_and_a_place_out_of_reach_are_refused()
    {
        Assert.Equal(RefusalCode.BasketEmpty, (await Platform.QuoteAsync(Request() with { Lines = [] }, default)).Refusal?.Code);
        Assert.Equal(RefusalCode.OutOfZone, (await Platform.QuoteAsync(Request() with { Address = _trial.Address with { Zone = "the-moon" } }, default)).Refusal?.Code);
    }

    [Fact]
    public async Task A_refusal_names_the_platform() =>
        Assert.Equal(Platform.Info.Name, (await Platform.QuoteAsync(Request() with { Lines = [] }, default)).Refusal?.Platform);

    [Fact]
    public async Task Cancellation_is_honoured_and_has_no_effect()
    {
        var quote = await QuoteAsync();
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Platform.SearchAsync(new PlatformQuery("", null, null, 1), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Platform.GetStoreAsync(_trial.StoreId, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Platform.QuoteAsync(Request(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Platform.PlaceAsync(new PlaceRequest("k", quote.Id, _trial.PersonId, quote.Total), cancelled));
        Assert.Null(await Platform.AbandonAsync("k", default));
    }

    private QuoteRequest Request() => new(_trial.PersonId, _trial.StoreId, [_trial.Line], _trial.Address, null, null, [], Language.English);

    private async Task<Quote> QuoteAsync(int? quantity = null)
    {
        var quote = await Platform.QuoteAsync(Request() with { Lines = [_trial.Line with { Quantity = quantity ?? _trial.Line.Quantity }] }, default);
        Assert.True(quote.Succeeded, quote.Refusal?.ToString());
        return quote.Value;
    }

    private Task<Outcome<Placement>> PlaceAsync(string key, Quote quote) => Platform.PlaceAsync(new PlaceRequest(key, quote.Id, _trial.PersonId, quote.Total), default);

    private async Task<CancellationTerms> CancelAsync(string key, string order, IReadOnlyList<LineUnits> lines)
    {
        var terms = (await Platform.GetCancellationTermsAsync(order, lines, default)).Value;
        Assert.NotNull(terms);
        Assert.Equal(terms, (await Platform.CancelAsync(key, order, lines, terms.Fee, default)).Value);
        return terms;
    }

    private async Task<Placement> PlaceAsync()
    {
        var placement = await PlaceAsync("k", await QuoteAsync());
        Assert.True(placement.Succeeded, placement.Refusal?.ToString());
        return placement.Value;
    }

    private async Task<IReadOnlyList<StoreMenu>> ReadFeedAsync()
    {
        var menus = new List<StoreMenu>();
        await foreach (var menu in Platform.ReadFeedAsync(default)) menus.Add(menu);
        return menus;
    }
}

/// <summary>What a platform is tried on.</summary>
/// <param name="Address">In a zone that the store delivers to.</param>
/// <param name="StoreId">A store that is open now and for three hours, within its platform's minimum order for the line.</param>
/// <param name="Line">An item of the store that is in stock, several times over.</param>
/// <param name="PassTime">Lets time pass for the platform.</param>
/// <param name="End">Takes it down after the test.</param>
public sealed record PlatformTrial(IPlatform Platform, string PersonId, Address Address, string StoreId, BasketLine Line, Func<TimeSpan, Task> PassTime, Func<Task> End);
