using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Sandbox.Catalogue;

namespace Agent.Sandbox.Tests;

/// <summary>A world on virtual time, and the shortest way to ask it something.</summary>
internal sealed class TestWorld : IAsyncDisposable
{
    public TestWorld(SandboxOptions? options = null, Func<PlatformProfile, PlatformProfile>? change = null)
    {
        // In real pace a minute of the base clock is a minute of the world.
        Time = new VirtualTime();
        World = SandboxWorld.Open((options ?? new SandboxOptions { Speed = 1 }) with { BaseClock = Time }, TestCatalogue.Create(change));
    }

    public VirtualTime Time { get; }

    public SandboxWorld World { get; }

    public IPlatform Alpha => Find("alpha");

    public static BasketLine Taro { get; } = new("1", "tea.taro", ["size.large"], 2);

    public IPlatform Find(string id) => World.Platforms.Single(p => p.Info.Id == id);

    public static QuoteRequest Request(params BasketLine[] lines) =>
        new(TestCatalogue.Person, TestCatalogue.Tea, lines.Length == 0 ? [Taro] : lines, TestCatalogue.Home, null, null, [], Language.English);

    public async Task<Quote> QuoteAsync(QuoteRequest? request = null, IPlatform? platform = null)
    {
        var quote = await (platform ?? Alpha).QuoteAsync(request ?? Request(), default);
        quote.Refusal.ShouldBeNull();
        return quote.Value!;
    }

    public async Task<Refusal> RefusedAsync(QuoteRequest request, IPlatform? platform = null)
    {
        var quote = await (platform ?? Alpha).QuoteAsync(request, default);
        quote.Succeeded.ShouldBeFalse();
        return quote.Refusal!;
    }

    public Task<Outcome<Placement>> TryPlaceAsync(Quote quote, string key = "k") =>
        Find(quote.PlatformId).PlaceAsync(new PlaceRequest(key, quote.Id, TestCatalogue.Person, quote.Total), default);

    public async Task<string> PlaceAsync(Quote? quote = null, string key = "k")
    {
        var placement = await TryPlaceAsync(quote ?? await QuoteAsync(), key);
        placement.Refusal.ShouldBeNull();
        return placement.Value!.PlatformOrderId;
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
