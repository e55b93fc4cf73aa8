using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Payments.Simulation;

/// <summary>A platform that keeps its promises: idempotent by key, an abandoned key never places, a quote is placed once and only while it is valid.</summary>
public sealed class WorldPlatform(VirtualTime clock, Wire wire) : IPlatform
{
    private readonly Dictionary<string, Quote> _quotes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Outcome<Placement>> _placements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sold> _orders = new(StringComparer.Ordinal);

    public PlatformInfo Info { get; } = new("lotus", "Lotus", "CNY", true, true);

    /// <summary>Every order that was ever placed here.</summary>
    public IReadOnlyDictionary<string, Sold> Orders => _orders;

    public Money Fee { get; set; } = Money.Zero("CNY");

    public Money ProblemRefund { get; set; } = Money.Zero("CNY");

    public bool RefusesCancel { get; set; }

    /// <summary>Keeps its fee although less was agreed to.</summary>
    public bool IgnoresMostFee { get; set; }

    public void Offer(Quote quote) => _quotes[quote.Id] = quote;

    public void Move(string platformOrderId, OrderState state, TimeSpan? late = null)
    {
        var sold = _orders[platformOrderId];
        sold.Order = sold.Order with
        {
            History = [.. sold.Order.History, new OrderStep(state, clock.GetUtcNow())],
            ExpectedAt = sold.Order.PromisedBy + (late ?? TimeSpan.Zero),
            LateReason = late is null ? null : new LocalizedText("rain", "下雨", "Regen"),
            Courier = "Li",
        };
    }

    public Task<Outcome<Placement>> PlaceAsync(PlaceRequest request, CancellationToken cancellationToken) =>
        wire.SendAsync("place", () => Place(request), () => _placements.TryGetValue(request.Key, out var known) ? known : _placements[request.Key] = RefusalCode.SoldOut, cancellationToken);

    public Task<Placement?> AbandonAsync(string key, CancellationToken cancellationToken) =>
        wire.SendAsync("abandon", () => Abandon(key), null, cancellationToken);

    public Task<PlatformOrder?> TrackAsync(string platformOrderId, CancellationToken cancellationToken) =>
        wire.SendAsync("track", () => _orders.GetValueOrDefault(platformOrderId)?.Order, null, cancellationToken);

    public Task<Outcome<CancellationTerms>> GetCancellationTermsAsync(string platformOrderId, CancellationToken cancellationToken) =>
        wire.SendAsync("terms", () => Terms(platformOrderId), null, cancellationToken);

    public Task<Outcome<CancellationTerms>> CancelAsync(string key, string platformOrderId, Money mostFee, CancellationToken cancellationToken) =>
        wire.SendAsync("cancel", () => Once(key, () => Cancel(platformOrderId, mostFee)), null, cancellationToken);

    public Task<Outcome<ProblemResolution>> ReportProblemAsync(string key, string platformOrderId, ProblemReport report, CancellationToken cancellationToken) =>
        wire.SendAsync("report", () => Once(key, () => Report(platformOrderId)), null, cancellationToken);

    public IAsyncEnumerable<StoreMenu> ReadFeedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoreMenu>> SearchAsync(PlatformQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreMenu?> GetStoreAsync(string storeId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Voucher>> ListVouchersAsync(string personId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<Quote>> QuoteAsync(QuoteRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    private Outcome<Placement> Place(PlaceRequest request)
    {
        if (_placements.TryGetValue(request.Key, out var known)) return known;
        return _placements[request.Key] = Decide(request);
    }

    private Outcome<Placement> Decide(PlaceRequest request)
    {
        if (!_quotes.TryGetValue(request.QuoteId, out var quote)) return RefusalCode.QuoteUnknown;
        if (quote.Total != request.Total) return RefusalCode.PriceChanged;
        if (clock.GetUtcNow() >= quote.ExpiresAt || _orders.Values.Any(o => o.QuoteId == quote.Id)) return RefusalCode.QuoteExpired;
        var id = $"lotus-{_orders.Count + 1}";
        var order = new PlatformOrder(id, [new OrderStep(OrderState.Placed, clock.GetUtcNow())], quote.Delivery.Until, quote.Delivery.Until, null, null);
        _orders[id] = new Sold(quote.Id, request.Total) { Order = order };
        return new Placement(id, quote.Delivery.Until);
    }

    private Placement? Abandon(string key)
    {
        if (!_placements.TryGetValue(key, out var known)) _placements[key] = known = RefusalCode.QuoteExpired;
        return known.Value;
    }

    private Outcome<CancellationTerms> Terms(string id)
    {
        var sold = _orders[id];
        if (RefusesCancel || sold.Order.State is not (OrderState.Placed or OrderState.Accepted)) return RefusalCode.OrderNotCancellable;
        var fee = Money.Min(Fee, sold.Total);
        return new CancellationTerms(fee, sold.Total - fee);
    }

    private Outcome<CancellationTerms> Cancel(string id, Money mostFee)
    {
        var terms = Terms(id);
        if (!terms.Succeeded) return terms;
        if (terms.Value.Fee > mostFee && !IgnoresMostFee) return RefusalCode.PriceChanged;
        Move(id, OrderState.Cancelled);
        return terms;
    }

    private Outcome<ProblemResolution> Report(string id)
    {
        var sold = _orders[id];
        if (sold.Order.State != OrderState.Delivered) return RefusalCode.ProblemTooEarly;
        if (sold.Reported) return RefusalCode.ProblemReported;
        sold.Reported = true;
        return new ProblemResolution(Money.Min(ProblemRefund, sold.Total));
    }

    private T Once<T>(string key, Func<T> decide)
        where T : struct
    {
        if (!_answers.TryGetValue(key, out var known)) _answers[key] = known = decide();
        return (T)known;
    }

    public sealed class Sold(string quoteId, Money total)
    {
        public string QuoteId { get; } = quoteId;

        public Money Total { get; } = total;

        public bool Reported { get; set; }

        public required PlatformOrder Order { get; set; }
    }
}
