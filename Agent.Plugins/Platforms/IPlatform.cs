using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Platforms;

/// <summary>A delivery marketplace. Implementations are thread-safe; a new one runs the contract tests of Agent.Testing.</summary>
/// <remarks>
/// A platform that cannot be reached, or does not answer in time, throws <see cref="ShopException"/> with the code <see cref="ShopException.Unavailable"/>.
/// After that from <see cref="PlaceAsync"/> or <see cref="CancelAsync"/> the outcome is unknown and is asked for again by key.
/// </remarks>
public interface IPlatform
{
    PlatformInfo Info { get; }

    /// <summary>Everything it lists, in a stable order. Only with <see cref="PlatformInfo.HasFeed"/>.</summary>
    IAsyncEnumerable<StoreMenu> ReadFeedAsync(CancellationToken cancellationToken);

    /// <summary>The stores and items that match, best first by its own measure. Every platform can.</summary>
    Task<IReadOnlyList<StoreMenu>> SearchAsync(PlatformQuery query, CancellationToken cancellationToken);

    /// <summary>One store as it is now, with its whole menu and stock; null where this platform does not list it.</summary>
    Task<StoreMenu?> GetStoreAsync(string storeId, CancellationToken cancellationToken);

    /// <summary>The platform's own vouchers that the person holds, used ones left out. Terms are there only with <see cref="PlatformInfo.PublishesVoucherTerms"/>.</summary>
    Task<IReadOnlyList<Voucher>> ListVouchersAsync(string personId, CancellationToken cancellationToken);

    /// <summary>Prices a basket. Has no effect but to keep the answer until it expires.</summary>
    Task<Outcome<Quote>> QuoteAsync(QuoteRequest request, CancellationToken cancellationToken);

    /// <summary>Places a quoted order. Idempotent by key: the same key gives the first answer again.</summary>
    Task<Outcome<Placement>> PlaceAsync(PlaceRequest request, CancellationToken cancellationToken);

    /// <summary>Makes sure that a key will never place an order. Idempotent.</summary>
    /// <returns>The placement if the key had already placed one (it then stands), else null.</returns>
    Task<Placement?> AbandonAsync(string key, CancellationToken cancellationToken);

    /// <summary>Null where this platform does not know the order.</summary>
    Task<PlatformOrder?> TrackAsync(string platformOrderId, CancellationToken cancellationToken);

    /// <summary>What cancelling would cost at this moment. Has no effect.</summary>
    /// <param name="lines">What of it; empty for all that is left, which is also what naming all that is left means.</param>
    Task<Outcome<CancellationTerms>> GetCancellationTermsAsync(string platformOrderId, IReadOnlyList<LineUnits> lines, CancellationToken cancellationToken);

    /// <summary>Cancels the whole order, or those units of it. Idempotent by key. Refused when the fee has become higher than <paramref name="mostFee"/>.</summary>
    Task<Outcome<CancellationTerms>> CancelAsync(string key, string platformOrderId, IReadOnlyList<LineUnits> lines, Money mostFee, CancellationToken cancellationToken);

    /// <summary>Reports a delivered order as wrong. Idempotent by key.</summary>
    Task<Outcome<ProblemResolution>> ReportProblemAsync(string key, string platformOrderId, ProblemReport report, CancellationToken cancellationToken);
}
