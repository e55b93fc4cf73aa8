using System.Runtime.CompilerServices;
using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Tests.World;

/// <summary>One small platform with one tea shop, and what it was asked to do.</summary>
internal sealed class FakePlatform(string id, long deliveryFee, TimeProvider clock) : IPlatform
{
    private readonly Dictionary<string, Quote> _quotes = [];
    private readonly Dictionary<string, (Placement Placement, string PersonId)> _placed = [];
    private int _next;

    public static MenuItem Taro { get; } = Item("taro", "Taro milk tea", "芋泥奶茶", "Taro-Milchtee", 1800);

    public static MenuItem Pearl { get; } = Item("pearl", "Pearl milk tea", "珍珠奶茶", "Perlen-Milchtee", 1500);

    public PlatformInfo Info { get; } = new(id, "Platform " + id.ToUpperInvariant(), "CNY", true, true);

    /// <summary>Awaited before an order is placed.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Thrown by everything that is asked.</summary>
    public Exception? Down { get; set; }

    public OrderState State { get; set; } = OrderState.Placed;

    public IReadOnlyCollection<string> PlacedFor => [.. _placed.Values.Select(p => p.PersonId)];

    private static Store Shop { get; } = new()
    {
        Id = "tea",
        Name = new LocalizedText("Tea House", "茶屋", "Teehaus"),
        Category = Category.MilkTea,
        Zones = ["centre"],
        Pickup = true,
        Hours = OpeningHours.Always,
        Rating = 45,
        Street = "Tea Street 1",
        UsualMinutes = 30,
    };

    private StoreMenu Menu => new(Info.Id, Shop, [Taro, Pearl]);

    public async IAsyncEnumerable<StoreMenu> ReadFeedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Check();
        yield return Menu;
        await Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoreMenu>> SearchAsync(PlatformQuery query, CancellationToken cancellationToken) => Answer<IReadOnlyList<StoreMenu>>([Menu]);

    public Task<StoreMenu?> GetStoreAsync(string storeId, CancellationToken cancellationToken) => Answer(storeId == Shop.Id ? Menu : null);

    public Task<IReadOnlyList<Voucher>> ListVouchersAsync(string personId, CancellationToken cancellationToken) => Answer<IReadOnlyList<Voucher>>([]);

    public Task<Outcome<Quote>> QuoteAsync(QuoteRequest request, CancellationToken cancellationToken)
    {
        Check();
        var lines = request.Lines.Select(l => new QuoteLine(l.ItemId, Menu.Items.First(i => i.Id == l.ItemId).Name.In(request.Language), l.Choices, [], l.Quantity, Menu.Items.First(i => i.Id == l.ItemId).Price, AllergenInfo.Unknown)).ToArray();
        var fee = new Money(deliveryFee, "CNY");
        var now = clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var quote = new Quote
        {
            Id = $"qt_{Info.Id}{++_next}",
            PlatformId = Info.Id,
            PlatformName = Info.Name,
            StoreId = Shop.Id,
            StoreName = Shop.Name.In(request.Language),
            Payee = "Tea Ltd",
            Lines = lines,
            Fees = [new Fee(FeeKind.Delivery, fee)],
            Discounts = [],
            Total = lines.Aggregate(fee, (sum, l) => sum + l.Total),
            Delivery = new QuoteDelivery(request.Address is null, request.Address?.Id, request.Address?.Label.In(request.Language) ?? "", request.Address?.Street ?? Shop.Street, now.AddMinutes(25), now.AddMinutes(35)) { Gift = request.Gift },
            Substitution = Substitution.Refund,
            ExpiresAt = now.AddMinutes(10),
        };
        _quotes.Add(quote.Id, quote);
        return Task.FromResult<Outcome<Quote>>(quote);
    }

    public async Task<Outcome<Placement>> PlaceAsync(PlaceRequest request, CancellationToken cancellationToken)
    {
        await Gate;
        Check();
        if (_placed.TryGetValue(request.Key, out var earlier)) return earlier.Placement;
        var placement = new Placement($"{Info.Id}-{_placed.Count + 1}", _quotes[request.QuoteId].Delivery.Until);
        _placed.Add(request.Key, (placement, request.PersonId));
        return placement;
    }

    public Task<Placement?> AbandonAsync(string key, CancellationToken cancellationToken) => Answer(_placed.TryGetValue(key, out var placed) ? placed.Placement : null);

    public Task<PlatformOrder?> TrackAsync(string platformOrderId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return Answer<PlatformOrder?>(new PlatformOrder(platformOrderId, [new OrderStep(OrderState.Placed, VirtualNoon), .. State == OrderState.Placed ? [] : new[] { new OrderStep(State, now) }], now.AddMinutes(35), now.AddMinutes(35), null, null));
    }

    public Task<Outcome<CancellationTerms>> GetCancellationTermsAsync(string platformOrderId, IReadOnlyList<LineUnits> lines, CancellationToken cancellationToken) =>
        Answer<Outcome<CancellationTerms>>(new CancellationTerms(new Money(0, "CNY"), _quotes.Values.Last().Total));

    public Task<Outcome<CancellationTerms>> CancelAsync(string key, string platformOrderId, IReadOnlyList<LineUnits> lines, Money mostFee, CancellationToken cancellationToken) => GetCancellationTermsAsync(platformOrderId, lines, cancellationToken);

    public Task<Outcome<ProblemResolution>> ReportProblemAsync(string key, string platformOrderId, ProblemReport report, CancellationToken cancellationToken) =>
        Answer<Outcome<ProblemResolution>>(new ProblemResolution(new Money(100, "CNY"), null));

    private static DateTimeOffset VirtualNoon => Agent.Testing.VirtualTime.Noon;

    private static MenuItem Item(string id, string english, string chinese, string german, long price) => new()
    {
        Id = id,
        StoreId = "tea",
        Name = new LocalizedText(english, chinese, german),
        Description = new LocalizedText("", "", ""),
        Category = Category.MilkTea,
        Kind = id,
        Price = new Money(price, "CNY"),
        Options = [],
        Allergens = AllergenInfo.Unknown,
        Dietary = [],
    };

    private Task<T> Answer<T>(T answer) => Down is null ? Task.FromResult(answer) : Task.FromException<T>(Down);

    private void Check()
    {
        if (Down is not null) throw Down;
    }
}
