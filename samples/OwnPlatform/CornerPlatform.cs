using System.Runtime.CompilerServices;
using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace OwnPlatform;

/// <summary>A platform of one's own: a café that takes its orders itself. It holds <see cref="IPlatform"/>'s contract in memory; a real one asks its servers, and keeps quotes, keys and orders in a database.</summary>
public sealed class CornerPlatform(TimeProvider clock, IdSource ids) : IPlatform
{
    private static readonly Money DeliveryFee = new(250, CornerMenu.Currency);
    private static readonly TimeSpan QuoteHolds = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FurthestWish = TimeSpan.FromDays(7);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string PersonId, Quote Quote)> _quotes = [];
    private readonly Dictionary<string, CornerOrder> _orders = [];

    private readonly Dictionary<string, Outcome<Placement>> _placed = [];
    private readonly Dictionary<string, Outcome<CancellationTerms>> _cancelled = [];
    private readonly Dictionary<string, Outcome<ProblemResolution>> _settled = [];

    public PlatformInfo Info { get; } = new(CornerMenu.PlatformId, "Corner Direct", CornerMenu.Currency, HasFeed: true, PublishesVoucherTerms: false);

    public async IAsyncEnumerable<StoreMenu> ReadFeedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await AnswerAsync(() => CornerMenu.Whole, cancellationToken);
    }

    public Task<IReadOnlyList<StoreMenu>> SearchAsync(PlatformQuery query, CancellationToken cancellationToken) => AnswerAsync(() => Search(query), cancellationToken);

    public Task<StoreMenu?> GetStoreAsync(string storeId, CancellationToken cancellationToken) => AnswerAsync(() => storeId == CornerMenu.Store.Id ? CornerMenu.Whole : null, cancellationToken);

    public Task<IReadOnlyList<Voucher>> ListVouchersAsync(string personId, CancellationToken cancellationToken) => AnswerAsync<IReadOnlyList<Voucher>>(() => [], cancellationToken);

    public Task<Outcome<Quote>> QuoteAsync(QuoteRequest request, CancellationToken cancellationToken) => AnswerAsync(() => Signed(Quote(request)), cancellationToken);

    public Task<Outcome<Placement>> PlaceAsync(PlaceRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(() => Once(_placed, request.Key, () => Place(request)), cancellationToken);

    /// <summary>A key that is abandoned first is answered as if its quote had run out.</summary>
    public Task<Placement?> AbandonAsync(string key, CancellationToken cancellationToken) => AnswerAsync(() => Once(_placed, key, () => RefusalCode.QuoteExpired).Value, cancellationToken);

    public Task<PlatformOrder?> TrackAsync(string platformOrderId, CancellationToken cancellationToken) =>
        AnswerAsync(() => _orders.GetValueOrDefault(platformOrderId)?.At(clock.GetUtcNow()), cancellationToken);

    public Task<Outcome<CancellationTerms>> GetCancellationTermsAsync(string platformOrderId, IReadOnlyList<LineUnits> lines, CancellationToken cancellationToken) =>
        AnswerAsync(() => Signed(Terms(platformOrderId, lines)), cancellationToken);

    public Task<Outcome<CancellationTerms>> CancelAsync(string key, string platformOrderId, IReadOnlyList<LineUnits> lines, Money mostFee, CancellationToken cancellationToken) =>
        AnswerAsync(() => Once(_cancelled, key, () => Cancel(platformOrderId, lines, mostFee)), cancellationToken);

    public Task<Outcome<ProblemResolution>> ReportProblemAsync(string key, string platformOrderId, ProblemReport report, CancellationToken cancellationToken) =>
        AnswerAsync(() => Once(_settled, key, () => Settle(platformOrderId, report)), cancellationToken);

    private static IReadOnlyList<StoreMenu> Search(PlatformQuery query)
    {
        if (query.Zone is { } zone && !CornerMenu.Store.Pickup && !CornerMenu.Store.Zones.Contains(zone)) return [];
        var words = query.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool Fits(MenuItem item) => words.Length == 0 || words.Any(w => new[] { item.Name.English, item.Name.Chinese, item.Name.German }.Any(n => n.Contains(w, StringComparison.OrdinalIgnoreCase)));
        MenuItem[] found = [.. CornerMenu.Whole.Items.Where(i => (query.Category is null || i.Category == query.Category) && Fits(i)).Take(query.Limit)];
        return found.Length > 0 ? [CornerMenu.Whole with { Items = found }] : [];
    }

    private Outcome<Quote> Quote(QuoteRequest request)
    {
        if (request.StoreId != CornerMenu.Store.Id) return new Refusal(RefusalCode.StoreUnknown) { Subject = request.StoreId };
        var name = CornerMenu.Store.Name.In(request.Language);
        if (request.Address is { } address && !CornerMenu.Store.Zones.Contains(address.Zone)) return new Refusal(RefusalCode.OutOfZone) { Subject = name, Choices = [address.Label.In(request.Language)] };
        if (request.Vouchers.Count > 0) return new Refusal(RefusalCode.VoucherNotUsable) { Subject = request.Vouchers[0].Title.In(request.Language) };
        var now = clock.GetUtcNow();
        var due = request.At ?? now + CornerOrder.Takes;
        if (due < now + CornerOrder.Takes) return new Refusal(RefusalCode.TimePast) { At = now + CornerOrder.Takes };
        if (due > now + FurthestWish) return new Refusal(RefusalCode.TimeTooFar) { At = now + FurthestWish };
        var lines = CornerPrices.Price(request.Lines, request.Language);
        if (!lines.Succeeded) return lines.Refusal;

        IReadOnlyList<Fee> fees = request.Address is null ? [] : [new Fee(FeeKind.Delivery, DeliveryFee)];
        var quote = new Quote
        {
            Id = ids.Next("qt"),
            PlatformId = Info.Id,
            PlatformName = Info.Name,
            StoreId = CornerMenu.Store.Id,
            StoreName = name,
            Payee = "Corner Café Ltd",
            Lines = lines.Value,
            Fees = fees,
            Discounts = [],
            Total = lines.Value.Select(l => l.Total).Concat(fees.Select(f => f.Amount)).Aggregate((sum, next) => sum + next),
            Delivery = new QuoteDelivery(
                request.Address is null,
                request.Address?.Id,
                request.Address?.Label.In(request.Language) ?? name,
                request.Address?.Street ?? CornerMenu.Store.Street,
                due - CornerOrder.Window.Before,
                due + CornerOrder.Window.After)
            { Gift = request.Gift },
            Note = request.Note,
            Substitution = Substitution.Refund,
            ExpiresAt = now + QuoteHolds,
        };
        _quotes.Add(quote.Id, (request.PersonId, quote));
        return quote;
    }

    private Outcome<Placement> Place(PlaceRequest request)
    {
        if (!_quotes.TryGetValue(request.QuoteId, out var kept) || kept.PersonId != request.PersonId) return RefusalCode.QuoteUnknown;
        var now = clock.GetUtcNow();
        if (now >= kept.Quote.ExpiresAt) return new Refusal(RefusalCode.QuoteExpired) { At = kept.Quote.ExpiresAt };
        if (request.Total != kept.Quote.Total) return new Refusal(RefusalCode.PriceChanged) { Amount = kept.Quote.Total };
        _quotes.Remove(request.QuoteId); // one order at most
        var order = new CornerOrder(ids.Next("po"), kept.Quote, now);
        _orders.Add(order.Id, order);
        return new Placement(order.Id, order.Quote.Delivery.Until);
    }

    private Outcome<CancellationTerms> Terms(string orderId, IReadOnlyList<LineUnits> lines)
    {
        if (!_orders.TryGetValue(orderId, out var order)) return new Refusal(RefusalCode.OrderUnknown) { Subject = orderId };
        if (LineUnits.Check(order.Quote, order.Gone, lines) is { } unknown) return unknown;
        return order.TermsAt(clock.GetUtcNow(), lines) is { } terms ? terms : RefusalCode.OrderNotCancellable;
    }

    private Outcome<CancellationTerms> Cancel(string orderId, IReadOnlyList<LineUnits> lines, Money mostFee)
    {
        var terms = Terms(orderId, lines);
        if (!terms.Succeeded) return terms;
        if (terms.Value.Fee > mostFee) return new Refusal(RefusalCode.PriceChanged) { Amount = terms.Value.Fee };
        var order = _orders[orderId];
        _orders[orderId] = order.IsWhole(lines)
            ? order with { CancelledAt = clock.GetUtcNow() }
            : order with { Gone = LineUnits.Sum(order.Gone, lines), PaidForGone = order.PaidForGone + terms.Value.Fee + terms.Value.Refund };
        return terms;
    }

    /// <summary>What was wrong, missing or bad is refunded, once an order. The café makes nothing a second time.</summary>
    private Outcome<ProblemResolution> Settle(string orderId, ProblemReport report)
    {
        if (!_orders.TryGetValue(orderId, out var order)) return new Refusal(RefusalCode.OrderUnknown) { Subject = orderId };
        var seen = order.At(clock.GetUtcNow());
        if (order.Settled || seen.State == OrderState.Cancelled) return RefusalCode.ProblemReported;
        if (seen.State != OrderState.Delivered) return new Refusal(RefusalCode.ProblemTooEarly) { At = seen.ExpectedAt };
        if (LineUnits.Check(order.Quote, order.Gone, [.. report.Lines.Select(l => new LineUnits(l, 1))]) is { } foreign) return foreign;
        _orders[orderId] = order with { Settled = true };
        LineUnits[] wrong = [.. LineUnits.Left(order.Quote, order.Gone).Where(u => report.Kind != ProblemKind.Other && (report.Lines.Count == 0 || report.Lines.Contains(u.Line)))];
        return new ProblemResolution(LineShares.Of(order.Quote).Share(order.Gone, wrong).Paid, Remake: null);
    }

    /// <summary>A key that was answered gets that answer again, and does nothing more.</summary>
    private Outcome<T> Once<T>(Dictionary<string, Outcome<T>> answers, string key, Func<Outcome<T>> act)
        where T : class => answers.TryGetValue(key, out var first) ? first : answers[key] = Signed(act());

    /// <summary>A refusal says which platform refused.</summary>
    private Outcome<T> Signed<T>(Outcome<T> outcome)
        where T : class => outcome.Succeeded ? outcome : outcome.Refusal with { Platform = Info.Name };

    private Task<T> AnswerAsync<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        lock (_gate) return Task.FromResult(answer());
    }
}
