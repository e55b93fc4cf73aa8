using System.Runtime.CompilerServices;
using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;
using Agent.Sandbox.Storage;

namespace Agent.Sandbox.Http;

/// <summary>A platform of a world in another process.</summary>
internal sealed class RemotePlatform(WorldClient client, PlatformInfo info) : IPlatform
{
    private readonly string _path = $"/v1/platforms/{Uri.EscapeDataString(info.Id)}";

    public PlatformInfo Info => info;

    private static PluginsJson Domain => PluginsJson.Relaxed;

    public async IAsyncEnumerable<StoreMenu> ReadFeedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var menu in await client.GetAsync(_path + "/feed", Domain.IReadOnlyListStoreMenu, info.Name, cancellationToken) ?? []) yield return menu;
    }

    public async Task<IReadOnlyList<StoreMenu>> SearchAsync(PlatformQuery query, CancellationToken cancellationToken) =>
        (await client.PostAsync(_path + "/search", query, Domain.PlatformQuery, Domain.IReadOnlyListStoreMenu, info.Name, cancellationToken))?.Value ?? [];

    public Task<StoreMenu?> GetStoreAsync(string storeId, CancellationToken cancellationToken) =>
        client.GetAsync($"{_path}/stores/{Uri.EscapeDataString(storeId)}", Domain.StoreMenu, info.Name, cancellationToken);

    public async Task<IReadOnlyList<Voucher>> ListVouchersAsync(string personId, CancellationToken cancellationToken) =>
        await client.GetAsync($"{_path}/people/{Uri.EscapeDataString(personId)}/vouchers", Domain.IReadOnlyListVoucher, info.Name, cancellationToken) ?? [];

    public async Task<Outcome<Quote>> QuoteAsync(QuoteRequest request, CancellationToken cancellationToken) =>
        Answered(await client.PostAsync(_path + "/quotes", request, Domain.QuoteRequest, Domain.Quote, info.Name, cancellationToken));

    public async Task<Outcome<Placement>> PlaceAsync(PlaceRequest request, CancellationToken cancellationToken) =>
        Answered(await client.PostAsync(_path + "/orders", request, Domain.PlaceRequest, Domain.Placement, info.Name, cancellationToken));

    public async Task<Placement?> AbandonAsync(string key, CancellationToken cancellationToken) =>
        (await client.PostAsync(_path + "/orders/abandon", new KeyBody(key), WorldJson.Relaxed.KeyBody, Domain.Placement, info.Name, cancellationToken))?.Value;

    public Task<PlatformOrder?> TrackAsync(string platformOrderId, CancellationToken cancellationToken) =>
        client.GetAsync(OrderPath(platformOrderId), Domain.PlatformOrder, info.Name, cancellationToken);

    public async Task<Outcome<CancellationTerms>> GetCancellationTermsAsync(string platformOrderId, IReadOnlyList<LineUnits> lines, CancellationToken cancellationToken) =>
        Answered(await client.PostAsync(OrderPath(platformOrderId) + "/cancellation-terms", new TermsBody(lines), WorldJson.Relaxed.TermsBody, Domain.CancellationTerms, info.Name, cancellationToken));

    public async Task<Outcome<CancellationTerms>> CancelAsync(string key, string platformOrderId, IReadOnlyList<LineUnits> lines, Money mostFee, CancellationToken cancellationToken) =>
        Answered(await client.PostAsync(OrderPath(platformOrderId) + "/cancellation", new CancelBody(key, lines, mostFee), WorldJson.Relaxed.CancelBody, Domain.CancellationTerms, info.Name, cancellationToken));

    public async Task<Outcome<ProblemResolution>> ReportProblemAsync(string key, string platformOrderId, ProblemReport report, CancellationToken cancellationToken) =>
        Answered(await client.PostAsync(OrderPath(platformOrderId) + "/problems", new ProblemBody(key, report), WorldJson.Relaxed.ProblemBody, Domain.ProblemResolution, info.Name, cancellationToken));

    private string OrderPath(string orderId) => $"{_path}/orders/{Uri.EscapeDataString(orderId)}";

    private Outcome<T> Answered<T>(Outcome<T>? outcome)
        where T : class => outcome ?? throw new ShopException(ShopException.Unavailable, $"{info.Name} gave an empty answer.") { Subject = info.Name };
}
