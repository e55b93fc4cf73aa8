using System.Net;
using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Sandbox.Tests.Http;

public sealed class SandboxServerTests
{
    [Fact]
    public async Task A_port_in_use_is_told_with_what_to_do()
    {
        await using var world = await RemoteWorld.StartAsync();
        var error = await Should.ThrowAsync<ShopException>(() => SandboxServer.StartAsync(world.Url.ToString(), SandboxWorld.Open(new SandboxOptions(), TestCatalogue.Create()), default));
        error.Code.ShouldBe("port_in_use");
        error.Message.ShouldContain(world.Url.Port.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("7411")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:0/path")]
    public async Task An_address_that_is_none_is_told_with_an_example(string urls)
    {
        var error = await Should.ThrowAsync<ShopException>(() => SandboxServer.StartAsync(urls, new SandboxOptions(), default));
        error.Code.ShouldBe("url_invalid");
        error.Message.ShouldContain(SandboxServer.DefaultUrl);
    }

    [Fact]
    public async Task It_serves_until_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource<string>();
        var running = SandboxServer.RunAsync("http://127.0.0.1:0", new SandboxOptions { Speed = 1 }, s => started.SetResult(s.Urls[0]), stop.Token);
        var services = new ServiceCollection().AddRemoteSandbox(new Uri(await started.Task));
        services.Count(s => s.ServiceType == typeof(IPlatform)).ShouldBe(3);
        await stop.CancelAsync();
        await running;
        Should.Throw<ShopException>(() => new ServiceCollection().AddRemoteSandbox(new Uri(started.Task.Result))).Code.ShouldBe(ShopException.Unavailable);
    }

    [Fact]
    public async Task A_world_that_is_gone_is_unavailable_by_its_platforms_name()
    {
        var server = await SandboxServer.StartAsync("http://127.0.0.1:0", new SandboxOptions(), default);
        await using var services = new ServiceCollection().AddRemoteSandbox(new Uri(server.Urls[0])).BuildServiceProvider();
        await server.DisposeAsync();
        var platform = services.GetServices<IPlatform>().First();
        var error = await Should.ThrowAsync<ShopException>(() => platform.GetStoreAsync("any", default));
        (error.Code, error.Subject).ShouldBe((ShopException.Unavailable, platform.Info.Name));
    }

    [Fact]
    public async Task Every_benefit_and_condition_comes_over_the_wire_and_back()
    {
        await using var world = await RemoteWorld.StartAsync();
        var terms = new VoucherTerms
        {
            Benefit = new Benefit.FeeWaived(FeeKind.Delivery, TestCatalogue.Yuan(3)),
            Stores = [TestCatalogue.Tea],
            Items = ["tea.taro"],
            Hours = [new OpeningHours(new TimeOnly(10, 30), new TimeOnly(5, 0))],
            FirstOrderOnly = true,
            Zones = ["near"],
            Methods = ["wallet"],
            Limit = new VoucherLimit("spring", 1, PerDay: true),
            StackingGroup = "a",
            Excludes = ["b"],
        };
        Voucher[] asked =
        [
            TestCatalogue.Of("ride", null, Funder.Campaign, terms),
            TestCatalogue.Of("second", null, Funder.Campaign, terms with { Benefit = new Benefit.BuyNGetOne(1, 1), StackingGroup = "c", Excludes = [] }),
            TestCatalogue.Of("item", null, Funder.Campaign, terms with { Benefit = new Benefit.FreeItem("tea.taro", false, TestCatalogue.Yuan(4)), StackingGroup = "d", Excludes = [] }),
        ];
        var request = TestWorld.Request() with { Vouchers = asked, Method = "wallet", FirstOrder = true };

        var remote = (await world.Find("alpha").QuoteAsync(request, default)).Value.ShouldNotBeNull();
        var local = (await world.World.Platforms.Single(p => p.Info.Id == "alpha").QuoteAsync(request, default)).Value.ShouldNotBeNull();

        remote.Discounts.Select(d => (d.VoucherCode, d.Amount)).ShouldBe([("item", TestCatalogue.Yuan(4)), ("second", TestCatalogue.Yuan(21)), ("ride", TestCatalogue.Yuan(3))]);
        remote.Discounts.Select(d => d.How).ShouldBe(local.Discounts.Select(d => d.How));
        remote.AddsUp.ShouldBeTrue();
        QuoteHash.Compute(remote with { Id = local.Id, ExpiresAt = local.ExpiresAt }, "wallet").ShouldBe(QuoteHash.Compute(local, "wallet"));
        (await world.Find("alpha").QuoteAsync(request with { Method = "card" }, default)).Refusal!.Code.ShouldBe(RefusalCode.VoucherMethod);
        (await world.Find("alpha").QuoteAsync(request with { FirstOrder = false }, default)).Refusal!.Code.ShouldBe(RefusalCode.VoucherFirstOrder);
    }

    [Fact]
    public async Task The_agents_clock_runs_as_the_worlds_does()
    {
        await using var world = await RemoteWorld.StartAsync(speed: 60);
        world.Clock.GetUtcNow().ShouldBe(SandboxClock.FirstNoon);
        var alpha = world.Find("alpha");
        var quote = (await alpha.QuoteAsync(TestWorld.Request(), default)).Value!;
        await alpha.PlaceAsync(new PlaceRequest("k", quote.Id, TestCatalogue.Person, quote.Total), default);

        // No word from the world, and still the same time: fast until the door, then real.
        world.Time.Advance(TimeSpan.FromSeconds(10));
        world.Clock.GetUtcNow().ShouldBe(SandboxClock.FirstNoon.AddMinutes(10));
        world.Time.Advance(TimeSpan.FromHours(2));
        world.Clock.GetUtcNow().ShouldBe(world.World.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Payments_go_through_whole()
    {
        await using var world = await RemoteWorld.StartAsync();
        var gateway = world.Gateway;
        (await gateway.FindAsync("k", default)).ShouldBeNull();
        (await gateway.AuthoriseAsync("k", "demo", "card", TestCatalogue.Yuan(20), default)).Value!.Status.ShouldBe(PaymentStatus.Authorised);
        (await gateway.CaptureAsync("k", default)).Value!.Status.ShouldBe(PaymentStatus.Captured);
        (await gateway.RefundAsync("k", "r", TestCatalogue.Yuan(5), default)).Value!.Refunded.ShouldBe(TestCatalogue.Yuan(5));
        (await gateway.RefundAsync("k", "r2", TestCatalogue.Yuan(50), default)).Refusal!.Code.ShouldBe(RefusalCode.AmountTooLarge);
        (await gateway.VoidAsync("other", default)).Status.ShouldBe(PaymentStatus.Voided);
        (await gateway.FindAsync("k", default))!.Refunded.ShouldBe(TestCatalogue.Yuan(5));
    }

    [Fact]
    public async Task Faults_are_raised_and_lifted_over_http()
    {
        await using var world = await RemoteWorld.StartAsync();
        using var http = new HttpClient { BaseAddress = world.Url };
        (await http.PutAsync("/v1/faults/platform-down:alpha", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var down = await Should.ThrowAsync<ShopException>(() => world.Find("alpha").QuoteAsync(TestWorld.Request(), default));
        (down.Code, down.Subject).ShouldBe((ShopException.Unavailable, "Alpha"));

        (await http.DeleteAsync("/v1/faults/platform-down")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await world.Find("alpha").QuoteAsync(TestWorld.Request(), default)).Succeeded.ShouldBeTrue();

        var unknown = await http.PutAsync("/v1/faults/nonsense", null);
        unknown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await unknown.Content.ReadAsStringAsync()).ShouldContain("platform-down");
    }

    [Fact]
    public async Task A_body_that_is_broken_is_a_clear_error()
    {
        await using var world = await RemoteWorld.StartAsync();
        using var http = new HttpClient { BaseAddress = world.Url };
        foreach (var body in new[] { "", "null", "{", "[]", """{"key":null}""" })
        {
            var answer = await http.PostAsync("/v1/payments/capture", new StringContent(body));
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("request_invalid");
        }

        (await http.GetAsync("/v1/platforms/delta/feed")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await http.GetAsync("/v1/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_slow_platform_is_given_up_by_whoever_waits()
    {
        await using var world = await RemoteWorld.StartAsync();
        world.World.Faults.Raise("platform-slow:alpha");
        using var patience = new CancellationTokenSource();
        var asked = world.Find("alpha").GetStoreAsync(TestCatalogue.Tea, patience.Token);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asked);
    }
}
