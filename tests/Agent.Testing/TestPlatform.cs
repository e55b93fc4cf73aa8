using System.Runtime.CompilerServices;
using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Vouchers;

namespace Agent.Testing;

/// <summary>A platform that only has a catalogue: what it lists can be changed and read, nothing can be ordered.</summary>
public sealed class TestPlatform(string id, bool hasFeed = true) : IPlatform
{
    public PlatformInfo Info { get; } = new(id, char.ToUpperInvariant(id[0]) + id[1..], "CNY", hasFeed, false);

    public List<StoreMenu> Menus { get; } = [];

    /// <summary>It cannot be reached.</summary>
    public bool Down { get; set; }

    /// <summary>How often the feed was asked for.</summary>
    public int FeedReads { get; private set; }

    /// <summary>What was searched for, in order.</summary>
    public List<PlatformQuery> Queries { get; } = [];

    public TestPlatform With(Store store, params MenuItem[] items)
    {
        Menus.Add(new StoreMenu(Info.Id, store, [.. items.Select(i => i with { StoreId = store.Id })]));
        return this;
    }

    public async IAsyncEnumerable<StoreMenu> ReadFeedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FeedReads++;
        ThrowIfDown();
        foreach (var menu in Menus)
        {
            await Task.CompletedTask;
            yield return menu;
        }
    }

    /// <summary>Any word of the query in the English name, as a platform's own simple search.</summary>
    public Task<IReadOnlyList<StoreMenu>> SearchAsync(PlatformQuery query, CancellationToken cancellationToken)
    {
        Queries.Add(query);
        ThrowIfDown();
        var words = query.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool Fits(MenuItem item) => (words.Length == 0 || words.Any(w => item.Name.English.Contains(w, StringComparison.OrdinalIgnoreCase))) && (query.Category is null || item.Category == query.Category);
        var found = Menus.Select(m => m with { Items = [.. m.Items.Where(Fits)] }).Where(m => m.Items.Count > 0).ToArray();
        return Task.FromResult<IReadOnlyList<StoreMenu>>(found);
    }

    public Task<StoreMenu?> GetStoreAsync(string storeId, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.FromResult(Menus.FirstOrDefault(m => m.Store.Id == storeId));
    }

    public Task<IReadOnlyList<Voucher>> ListVouchersAsync(string personId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Voucher>>([]);

    public Task<Outcome<Agent.Plugins.Pricing.Quote>> QuoteAsync(QuoteRequest request, CancellationToken cancellationToken) => Task.FromResult<Outcome<Agent.Plugins.Pricing.Quote>>(RefusalCode.Unavailable);

    public Task<Outcome<Placement>> PlaceAsync(PlaceRequest request, CancellationToken cancellationToken) => Task.FromResult<Outcome<Placement>>(RefusalCode.Unavailable);

    public Task<Placement?> AbandonAsync(string key, CancellationToken cancellationToken) => Task.FromResult<Placement?>(null);

    public Task<PlatformOrder?> TrackAsync(string platformOrderId, CancellationToken cancellationToken) => Task.FromResult<PlatformOrder?>(null);

    public Task<Outcome<CancellationTerms>> GetCancellationTermsAsync(string platformOrderId, IReadOnlyList<LineUnits> lines, CancellationToken cancellationToken) => Task.FromResult<Outcome<CancellationTerms>>(RefusalCode.OrderUnknown);

    public Task<Outcome<CancellationTerms>> CancelAsync(string key, string platformOrderId, IReadOnlyList<LineUnits> lines, Money mostFee, CancellationToken cancellationToken) => Task.FromResult<Outcome<CancellationTerms>>(RefusalCode.OrderUnknown);

    public Task<Outcome<ProblemResolution>> ReportProblemAsync(string key, string platformOrderId, ProblemReport report, CancellationToken cancellationToken) => Task.FromResult<Outcome<ProblemResolution>>(RefusalCode.OrderUnknown);

    private void ThrowIfDown()
    {
        if (Down) throw new ShopException(ShopException.Unavailable, $"{Info.Name} cannot be reached.") { Subject = Info.Name };
    }
}
