using System.Runtime.CompilerServices;
using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.Storage;

namespace Agent.Sandbox.Platforms;

/// <summary>One fictional platform: what reaches it through its faults is done in one unit of the world's database.</summary>
internal sealed class SandboxPlatform : IPlatform
{
    private readonly WorldDatabase _world;
    private readonly Faults _faults;
    private readonly TimeProvider _realTime;
    private readonly PlatformVouchers _vouchers;
    private readonly LiveMenus _menus;
    private readonly QuoteDesk _quotes;
    private readonly OrderDesk _orders;
    private readonly CancellationDesk _cancellations;
    private readonly ProblemDesk _problems;

    public SandboxPlatform(PlatformProfile profile, SandboxCatalogue catalogue, WorldDatabase world, Faults faults)
    {
        Info = InfoOf(profile);
        (_world, _faults, _realTime) = (world, faults, world.Clock);
        _vouchers = new PlatformVouchers(profile, world.Clock);
        _menus = new LiveMenus(catalogue, faults, world.Clock);
        _quotes = new QuoteDesk(profile, catalogue, _menus, _vouchers, faults, world.Clock, world.Ids);
        _orders = new OrderDesk(profile, _quotes, _vouchers, _menus, faults, world.Clock, world.Ids);
        _cancellations = new CancellationDesk(profile, world.Clock);
        _problems = new ProblemDesk(profile, _quotes, world.Clock, world.Ids);
    }

    public PlatformInfo Info { get; }

    public static PlatformInfo InfoOf(PlatformProfile profile) => new(profile.Id, profile.Name, SandboxCatalogue.Currency, profile.HasFeed, profile.PublishesVoucherTerms);

    public async IAsyncEnumerable<StoreMenu> ReadFeedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Info.HasFeed) throw new ShopException("not_supported", $"{Info.Name} gives no feed of its catalogue; ask its search.") { Subject = Info.Name };
        await ReachAsync(cancellationToken);
        foreach (var menu in await _world.ReadAsync(tx => _menus.All(tx, Info.Id), cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return menu;
        }
    }

    public async Task<IReadOnlyList<StoreMenu>> SearchAsync(PlatformQuery query, CancellationToken cancellationToken)
    {
        await ReachAsync(cancellationToken);
        return PlatformSearch.Run(await _world.ReadAsync(tx => _menus.All(tx, Info.Id), cancellationToken), query, byRating: Info.HasFeed);
    }

    public async Task<StoreMenu?> GetStoreAsync(string storeId, CancellationToken cancellationToken)
    {
        await ReachAsync(cancellationToken);
        return await _world.ReadAsync(tx => _menus.Find(tx, Info.Id, storeId), cancellationToken);
    }

    public async Task<IReadOnlyList<Voucher>> ListVouchersAsync(string personId, CancellationToken cancellationToken)
    {
        await ReachAsync(cancellationToken);
        return await _world.ReadAsync(tx => _vouchers.Held(tx, personId), cancellationToken);
    }

    public async Task<Outcome<Quote>> QuoteAsync(QuoteRequest request, CancellationToken cancellationToken)
    {
        await ReachAsync(cancellationToken);
        return await _world.WriteAsync(tx => _quotes.Quote(tx, request), cancellationToken);
    }

    public async Task<Outcome<Placement>> PlaceAsync(PlaceRequest request, CancellationToken cancellationToken)
    {
        await ReachAsync(cancellationToken);
        var answer = await _world.WriteAsync(tx => _orders.Place(tx, request), cancellationToken);
        return answer.Succeeded && _faults.IsOn(Faults.PlatformUnknown) ? throw Unavailable() : answer;
    }

    public async Task<Placement?> AbandonAsync(string key, CancellationToken cancellationToken)
    {
        await ReachAsync(cancellationToken);
        return await _world.WriteAsync(tx => _orders.Abandon(tx, key), cancellationToken);
    }

    public async Task<PlatformOrder?> TrackAsync(string platformOrderId, CancellationToken cancellationToken)
    {
        await ReachAsync(cancellationToken);
        var (order, news) = await _world.ReadAsync(tx => (_orders.Track(tx, platformOrderId), _orders.TellsMore(tx, platformOrderId)), cancellationToken);
        return news ? await _world.WriteAsync(tx => _orders.Tell(tx, platformOrderId), cancellationToken) : order;
    }

    public async Task<Outcome<CancellationTerms>> GetCancellationTermsAsync(string platformOrderId, IReadOnlyList<LineUnits> lines, CancellationToken cancellationToken)
    {
        await ReachAsync(cancellationToken);
        return await _world.ReadAsync(tx => _cancellations.TermsOf(tx, platformOrderId, lines), cancellationToken);
    }

    public async Task<Outcome<CancellationTerms>> CancelAsync(string key, string platformOrderId, IReadOnlyList<LineUnits> lines, Money mostFee, CancellationToken cancellationToken)
    {
        await ReachAsync(cancellationToken);
        return await _world.WriteAsync(tx => _cancellations.Cancel(tx, key, platformOrderId, lines, mostFee), cancellationToken);
    }

    public async Task<Outcome<ProblemResolution>> ReportProblemAsync(string key, string platformOrderId, ProblemReport report, CancellationToken cancellationToken)
    {
        await ReachAsync(cancellationToken);
        return await _world.WriteAsync(tx => _problems.Report(tx, key, platformOrderId, report), cancellationToken);
    }

    /// <summary>The way to the platform: it may be down, or longer than anyone waits.</summary>
    private async Task ReachAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_faults.IsOn(Faults.PlatformDown, Info.Id)) throw Unavailable();
        if (_faults.IsOn(Faults.PlatformSlow, Info.Id)) await Task.Delay(PlatformDirectory.Patience * 2, _realTime, cancellationToken);
    }

    private ShopException Unavailable() => new(ShopException.Unavailable, $"{Info.Name} does not answer.") { Subject = Info.Name };
}
