using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Sandbox.Tests.Http;

/// <summary>A world on virtual time behind real HTTP on loopback, and what an agent sees of it.</summary>
internal sealed class RemoteWorld : IAsyncDisposable
{
    private readonly SandboxServer _server;
    private readonly ServiceProvider _services;

    private RemoteWorld(VirtualTime time, SandboxServer server, ServiceProvider services) => (Time, _server, _services) = (time, server, services);

    public VirtualTime Time { get; }

    public Uri Url => new(_server.Urls[0]);

    public SandboxWorld World => _server.World;

    public IServiceProvider Services => _services;

    public TimeProvider Clock => _services.GetRequiredService<TimeProvider>();

    public IPaymentGateway Gateway => _services.GetRequiredService<IPaymentGateway>();

    public static async Task<RemoteWorld> StartAsync(double speed = 1)
    {
        var time = new VirtualTime();
        var world = SandboxWorld.Open(new SandboxOptions { Speed = speed, BaseClock = time }, TestCatalogue.Create());
        var server = await SandboxServer.StartAsync("http://127.0.0.1:0", world, default);
        var services = new ServiceCollection().AddRemoteSandbox(new Uri(server.Urls[0]), time).BuildServiceProvider();
        return new RemoteWorld(time, server, services);
    }

    public IPlatform Find(string id) => _services.GetServices<IPlatform>().Single(p => p.Info.Id == id);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }
}
