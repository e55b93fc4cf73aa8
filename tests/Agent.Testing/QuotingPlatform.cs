using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Testing;

/// <summary>A platform that lists, searches and prices what a test tells it to. It takes no orders.</summary>
public sealed class QuotingPlatform(string id, TimeProvider clock) : IPlatform
{
    private int _quotes;

    public string Currency { get; init; } = "CNY";

    public bool PublishesVoucherTerms { get; init; } = true;

    public List<StoreMenu> Menus { get; } = [];

    public List<Fee> Fees { get; } = [new Fee(FeeKind.Delivery, TestMenu.Yuan(5))];

    /// <summary>Its own, with their true terms even where it does not publish them.</summary>
    public List<Voucher> Vouchers { get; } = [];

    /// <summary>Codes that it refuses, whatever their terms say.</summary>
    public HashSet<string> RefusedVouchers { get; } = new(StringComparer.Ordinal);

    public int Minutes { get; set; } = 30;

    public bool Down { get; set; }

    /// <summary>How long each answer takes on the clock.</summary>
    public TimeSpan Delay { get; set; }

    public Refusal? Refusal { get; set; }

    /// <summary>What becomes of a quote before it is given.</summary>
    public Func<Quote, Quote> Tamper { get; set; } = quote => quote;

    public int QuotesAsked => _quotes;

    public int StoresAsked { get; private set; }

    public PlatformInfo Info => new(id, "Platform " + id, Currency, HasFeed: false, PublishesVoucherTerms);

    public QuotingPlatform With(Store store, params MenuItem[] items)
    {
        Menus.Add(new StoreMenu(id, store, items));
        return this;
    }

    public async Task<IReadOnlyList<StoreMenu>> SearchAsync(PlatformQuery query, CancellationToken cancellationToken)
    {
        await AnswerAsync(cancellationToken);
        return Menus;
    }

    public async Task<StoreMenu?> GetStoreAsync(string storeId, CancellationToken cancellationToken)
    {
        StoresAsked++;
        await AnswerAsync(cancellationToken);
        return Menus.FirstOrDefault(m => m.Store.Id == storeId);
    }

    public async Task<IReadOnlyList<Voucher>> ListVouchersAsync(string personId, CancellationToken cancellationToken)
    {
        await AnswerAsync(cancellationToken);
        return [.. Vouchers.Select(v => PublishesVoucherTerms ? v : v with { Terms = null })];
    }

    public async Task<Outcome<Quote>> QuoteAsync(QuoteRequest request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _quotes);
        await AnswerAsync(cancellationToken);
        if (Refusal is { } refusal) return refusal;
        var menu = Menus.First(m => m.Store.Id == request.StoreId);
        var lines = new List<QuoteLine>();
        foreach (var line in request.Lines)
        {
            if (menu.Items.FirstOrDefault(i => i.Id == line.ItemId) is not { } item) return new Refusal(RefusalCode.NotListed) { Subject = line.ItemId };
            var price = line.Choices.Aggregate(item.Price, (sum, choice) => sum + item.FindChoice(choice)!.PriceChange);
            lines.Add(new QuoteLine(item.Id, item.Name.In(request.Language), line.Choices, line.Choices, line.Quantity, price, item.Allergens));
        }

        var now = clock.GetUtcNow();
        var asked = request.Vouchers.Select(v => Vouchers.FirstOrDefault(own => own.Code == v.Code) ?? v).ToArray();
        if (asked.FirstOrDefault(v => RefusedVouchers.Contains(v.Code)) is { } unwanted) return new Refusal(RefusalCode.VoucherNotUsable) { Subject = unwanted.Title.In(request.Language) };
        var fees = Fees.Aggregate(Money.Zero(Currency), (sum, fee) => sum + fee.Amount);
        var subject = new VoucherSubject
        {
            PlatformId = id,
            StoreId = request.StoreId,
            Lines = [.. lines.Select(l => VoucherLine.Of(menu.Items.First(i => i.Id == l.ItemId), l.UnitPrice, l.Quantity))],
            Fees = [.. Fees],
            Currency = Currency,
            At = now,
            WantedAt = TimeZoneInfo.ConvertTime(request.At ?? now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")),
            Zone = request.Address?.Zone,
            FirstOnPlatform = request.FirstOrder,
            FirstAtAll = request.FirstOrder,
            Method = request.Method,
        };
        var discounts = VoucherArithmetic.Apply(asked, subject, request.Language);
        if (!discounts.Succeeded) return discounts.Refusal;
        var quote = new Quote
        {
            Id = $"{id}-{request.StoreId}-{number}",
            PlatformId = id,
            PlatformName = Info.Name,
            StoreId = request.StoreId,
            StoreName = menu.Store.Name.In(request.Language),
            Payee = "Test Payee",
            Lines = lines,
            Fees = [.. Fees],
            Discounts = discounts.Value,
            Total = lines.Aggregate(fees, (sum, line) => sum + line.Total) - discounts.Value.Aggregate(Money.Zero(Currency), (sum, d) => sum + d.Amount),
            Delivery = Deliver(request.Address, menu.Store, now) with { Gift = request.Gift },
            Note = request.Note,
            Substitution = Substitution.Refund,
            ExpiresAt = now.AddMinutes(10),
        };
        return Tamper(quote);
    }

    public IAsyncEnumerable<StoreMenu> ReadFeedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<Placement>> PlaceAsync(PlaceRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Placement?> AbandonAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PlatformOrder?> TrackAsync(string platformOrderId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<CancellationTerms>> GetCancellationTermsAsync(string platformOrderId, IReadOnlyList<LineUnits> lines, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<CancellationTerms>> CancelAsync(string key, string platformOrderId, IReadOnlyList<LineUnits> lines, Money mostFee, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<ProblemResolution>> ReportProblemAsync(string key, string platformOrderId, ProblemReport report, CancellationToken cancellationToken) => throw new NotSupportedException();

    private QuoteDelivery Deliver(Address? address, Store store, DateTimeOffset now) =>
        new(address is null, address?.Id, address?.Label.English ?? "Pick-up", address?.Street ?? store.Street, now.AddMinutes(Minutes - 10), now.AddMinutes(Minutes));

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        if (Delay > TimeSpan.Zero) await clock.DelayAsync(Delay, cancellationToken);
        if (Down) throw new ShopException(ShopException.Unavailable, $"{Info.Name} is down.") { Subject = Info.Name };
    }
}
