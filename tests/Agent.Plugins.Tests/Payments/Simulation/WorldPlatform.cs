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

    /// <summary>Makes things once more where that is wished.</summary>
    public bool Remakes { get; set; }

    /// <summary>What it says where it is told to refuse an order.</summary>
    public RefusalCode PlaceRefusal { get; set; } = RefusalCode.SoldOut;

    public bool RefusesCancel { get; set; }

    /// <summary>What becomes of a quote that is asked for again.</summary>
    public Func<Quote, Quote> Requote { get; set; } = quote => quote;

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
        wire.SendAsync("place", () => Place(request), () => _placements.TryGetValue(request.Key, out var known) ? known : _placements[request.Key] = PlaceRefusal, cancellationToken);

    public Task<Placement?> AbandonAsync(string key, CancellationToken cancellationToken) =>
        wire.SendAsync("abandon", () => Abandon(key), null, cancellationToken);

    public Task<PlatformOrder?> TrackAsync(string platformOrderId, CancellationToken cancellationToken) =>
        wire.SendAsync("track", () => _orders.GetValueOrDefault(platformOrderId)?.Order, null, cancellationToken);

    public Task<Outcome<CancellationTerms>> GetCancellationTermsAsync(string platformOrderId, IReadOnlyList<LineUnits> lines, CancellationToken cancellationToken) =>
        wire.SendAsync("terms", () => Terms(platformOrderId, lines), null, cancellationToken);

    public Task<Outcome<CancellationTerms>> CancelAsync(string key, string platformOrderId, IReadOnlyList<LineUnits> lines, Money mostFee, CancellationToken cancellationToken) =>
        wire.SendAsync("cancel", () => Once(key, () => Cancel(platformOrderId, lines, mostFee)), null, cancellationToken);

    public Task<Outcome<ProblemResolution>> ReportProblemAsync(string key, string platformOrderId, ProblemReport report, CancellationToken cancellationToken) =>
        wire.SendAsync("report", () => Once(key, () => Report(platformOrderId, report)), null, cancellationToken);

    public IAsyncEnumerable<StoreMenu> ReadFeedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoreMenu>> SearchAsync(PlatformQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreMenu?> GetStoreAsync(string storeId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Voucher>> ListVouchersAsync(string personId, CancellationToken cancellationToken) =>
        wire.SendAsync<IReadOnlyList<Voucher>>("vouchers", () => [], null, cancellationToken);

    public Task<Outcome<Quote>> QuoteAsync(QuoteRequest request, CancellationToken cancellationToken) =>
        wire.SendAsync("quote", () => QuoteAgain(request), null, cancellationToken);

    /// <summary>Knows only the baskets that it has quoted.</summary>
    private Outcome<Quote> QuoteAgain(QuoteRequest request)
    {
        if (_quotes.Values.FirstOrDefault(q => q.StoreId == request.StoreId && q.IsFor(request.Lines)) is not { } known) return RefusalCode.StoreUnknown;
        Discount[] discounts = [.. known.Discounts.Where(d => request.Vouchers.Any(v => v.Code == d.VoucherCode))];
        var fresh = Requote(known with
        {
            Id = $"{known.Id}-{_quotes.Count}",
            Discounts = discounts,
            Total = known.Subtotal + known.FeeTotal - discounts.Aggregate(Money.Zero("CNY"), (sum, d) => sum + d.Amount),
            Delivery = known.Delivery with { Pickup = request.Address is null, AddressId = request.Address?.Id },
            ExpiresAt = clock.GetUtcNow() + TimeSpan.FromMinutes(5),
        });
        _quotes[fresh.Id] = fresh;
        return fresh;
    }

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
        _orders[id] = new Sold(quote) { Order = order };
        return new Placement(id, quote.Delivery.Until);
    }

    private Placement? Abandon(string key)
    {
        if (!_placements.TryGetValue(key, out var known)) _placements[key] = known = RefusalCode.QuoteExpired;
        return known.Value;
    }

    private Outcome<CancellationTerms> Terms(string id, IReadOnlyList<LineUnits> lines)
    {
        var sold = _orders[id];
        if (RefusesCancel || sold.Order.State is not (OrderState.Placed or OrderState.Accepted)) return RefusalCode.OrderNotCancellable;
        if (LineUnits.Check(sold.Quote, sold.Gone, lines) is { } unknown) return unknown;
        var paid = lines.Count == 0 ? sold.Total - sold.PaidForGone : LineShares.Of(sold.Quote).Share(sold.Gone, lines).Paid;
        var fee = Money.Min(Fee, paid);
        return new CancellationTerms(fee, paid - fee);
    }

    private Outcome<CancellationTerms> Cancel(string id, IReadOnlyList<LineUnits> lines, Money mostFee)
    {
        var terms = Terms(id, lines);
        if (!terms.Succeeded) return terms;
        if (terms.Value.Fee > mostFee && !IgnoresMostFee) return new Refusal(RefusalCode.PriceChanged) { Amount = terms.Value.Fee };
        var sold = _orders[id];
        if (lines.Count == 0) Move(id, OrderState.Cancelled);
        else (sold.Gone, sold.PaidForGone) = (LineUnits.Sum(sold.Gone, lines), sold.PaidForGone + terms.Value.Fee + terms.Value.Refund);
        return terms;
    }

    private Outcome<ProblemResolution> Report(string id, ProblemReport report)
    {
        var sold = _orders[id];
        if (sold.Order.State != OrderState.Delivered) return RefusalCode.ProblemTooEarly;
        if (sold.Reported) return RefusalCode.ProblemReported;
        sold.Reported = true;
        if (!Remakes || report.Wish != ProblemWish.Remake) return new ProblemResolution(Money.Min(ProblemRefund, sold.Total), null);
        var remake = $"{id}-again";
        var until = clock.GetUtcNow() + TimeSpan.FromMinutes(30);
        var none = Money.Zero("CNY");
        var quote = sold.Quote with { Id = $"{sold.Quote.Id}-again", Lines = [.. sold.Quote.Lines.Select(l => l with { UnitPrice = none })], Fees = [], Discounts = [], Total = none };
        _orders[remake] = new Sold(quote) { Order = new PlatformOrder(remake, [new OrderStep(OrderState.Placed, clock.GetUtcNow())], until, until, null, null) };
        return new ProblemResolution(none, new Placement(remake, until));
    }

    private T Once<T>(string key, Func<T> decide)
        where T : struct
    {
        if (!_answers.TryGetValue(key, out var known)) _answers[key] = known = decide();
        return (T)known;
    }

    public sealed class Sold(Quote quote)
    {
        public Quote Quote { get; } = quote;

        public string QuoteId => Quote.Id;

        public Money Total => Quote.Total;

        public IReadOnlyList<LineUnits> Gone { get; set; } = [];

        public Money PaidForGone { get; set; } = Money.Zero(quote.Total.Currency);

        public bool Reported { get; set; }

        public required PlatformOrder Order { get; set; }
    }
}
