using Agent.Plugins;
using Agent.Plugins.Storage;
using Agent.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Agent.Tests.World;

/// <summary>The agent with express over the whole sandbox, its demo person, and a clock that stands still.</summary>
internal sealed class City : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private City(ServiceProvider services, VirtualTime time, KeptLog log) => (_services, Time, Log) = (services, time, log);

    public VirtualTime Time { get; }

    public KeptLog Log { get; }

    public ShoppingAgent Agent => _services.GetRequiredService<ShoppingAgent>();

    public OrderWatcher Watcher => _services.GetRequiredService<OrderWatcher>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public SandboxWorld World => _services.GetRequiredService<SandboxWorld>();

    public static async Task<City> OpenAsync(params string[] faults)
    {
        var (time, log) = (new VirtualTime(), new KeptLog());
        var services = new ServiceCollection();
        services.AddSandbox(new SandboxOptions { BaseClock = time, Seed = 1, Faults = faults });
        services.AddSingleton<IdSource>(new SeededIds(1));
        services.AddSingleton<IDatabase>(_ => SqliteDatabase.Open(SqliteDatabase.Memory));
        services.AddSingleton(log);
        services.AddSingleton(typeof(ILogger<>), typeof(KeptLogger<>));
        services.AddShoppingAgent();
        var provider = services.BuildServiceProvider();
        await DemoPerson.SeedAsync(provider, default);
        return new City(provider, time, log);
    }

    public async Task<IReadOnlyList<TurnEvent>> TypeAsync(string text)
    {
        var events = new List<TurnEvent>();
        await foreach (var e in Agent.RunAsync(new UserMessage("demo", "c1", text, MayAnswerConsent: true))) events.Add(e);
        return events;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
