using System.Collections.Concurrent;
using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Testing;

/// <summary>A platform that prices as <see cref="QuotingPlatform"/> does and takes every order at once; each quote once, each key once. Thread-safe.</summary>
public sealed class SellingPlatform(QuotingPlatform quoting, TimeProvider clock) : IPlatform
{
    private readonly ConcurrentDictionary<string, Placement> _byKey = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _byQuote = new(StringComparer.Ordinal);
    private int _orders;

    public PlatformInfo Info => quoting.Info;

    /// <summary>Orders that were ever placed.</summary>
    public int Placed => _byKey.Count;

    public IAsyncEnumerable<StoreMenu> ReadFeedAsync(CancellationToken cancellationToken) => quoting.ReadFeedAsync(cancellationToken);

    public Task<IReadOnlyList<StoreMenu>> SearchAsync(PlatformQuery query, CancellationToken cancellationToken) => quoting.SearchAsync(query, cancellationToken);

    public Task<StoreMenu?> GetStoreAsync(string storeId, CancellationToken cancellationToken) => quoting.GetStoreAsync(storeId, cancellationToken);

    public Task<IReadOnlyList<Voucher>> ListVouchersAsync(string personId, CancellationToken cancellationToken) => quoting.ListVouchersAsync(personId, cancellationToken);

    public Task<Outcome<Quote>> QuoteAsync(QuoteRequest request, CancellationToken cancellationToken) => quoting.QuoteAsync(request, cancellationToken);

    public Task<Outcome<Placement>> PlaceAsync(PlaceRequest request, CancellationToken cancellationToken)
    {
        if (_byQuote.GetOrAdd(request.QuoteId, request.Key) != request.Key) return Task.FromResult<Outcome<Placement>>(RefusalCode.QuoteExpired);
        return Task.FromResult<Outcome<Placement>>(_byKey.GetOrAdd(request.Key, _ => new Placement(FormattableString.Invariant($"{Info.Id}-{Interlocked.Increment(ref _orders)}"), clock.GetUtcNow().AddMinutes(30))));
    }

    public Task<Placement?> AbandonAsync(string key, CancellationToken cancellationToken) => Task.FromResult(_byKey.GetValueOrDefault(key));

    public Task<PlatformOrder?> TrackAsync(string platformOrderId, CancellationToken cancellationToken) => Task.FromResult<PlatformOrder?>(null);

    public Task<Outcome<CancellationTerms>> GetCancellationTermsAsync(string platformOrderId, IReadOnlyList<LineUnits> lines, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<CancellationTerms>>(RefusalCode.OrderNotCancellable);

    public Task<Outcome<CancellationTerms>> CancelAsync(string key, string platformOrderId, IReadOnlyList<LineUnits> lines, Money mostFee, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<CancellationTerms>>(RefusalCode.OrderNotCancellable);

    public Task<Outcome<ProblemResolution>> ReportProblemAsync(string key, string platformOrderId, ProblemReport report, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<ProblemResolution>>(RefusalCode.ProblemTooEarly);
}
