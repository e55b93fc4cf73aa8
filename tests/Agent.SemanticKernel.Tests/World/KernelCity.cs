using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.People;
using Agent.Plugins.Storage;
using Agent.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace Agent.SemanticKernel.Tests.World;

/// <summary>An app that has a Kernel, with the agent over the whole sandbox, its demo person, two more people, and a clock that stands still.</summary>
internal sealed class KernelCity : IAsyncDisposable
{
    private KernelCity(ServiceProvider services) => Services = services;

    public ServiceProvider Services { get; }

    public ShoppingAgent Agent => Services.GetRequiredService<ShoppingAgent>();

    /// <param name="app">What the app itself has; before the agent.</param>
    /// <param name="use">How the agent is put on the Kernel; null to leave it off.</param>
    public static async Task<KernelCity> OpenAsync(Action<IServiceCollection> app, Action<IServiceCollection>? use)
    {
        var services = new ServiceCollection();
        services.AddKernel();
        services.AddSandbox(new SandboxOptions { BaseClock = new VirtualTime(), Seed = 1 });
        services.AddSingleton<IdSource>(new SeededIds(1));
        services.AddSingleton<IDatabase>(_ => SqliteDatabase.Open(SqliteDatabase.Memory));
        app(services);
        services.AddShoppingAgent();
        use?.Invoke(services);
        var provider = services.BuildServiceProvider();
        await DemoPerson.SeedAsync(provider, default);
        foreach (var person in new[] { "ann", "bob" })
            await provider.GetRequiredService<IDatabase>().WriteAsync(tx => { AddressBook.Save(tx, person, new Address("home", new LocalizedText("home", "家", "Zuhause"), $"{person}'s secret street 7", "centre"), null); return true; }, default);
        return new KernelCity(provider);
    }

    /// <summary>With one more function filter.</summary>
    public static Task<KernelCity> OpenAsync(IFunctionInvocationFilter filter) => OpenAsync(s => s.AddSingleton(filter), s => s.UseKernel());

    public async Task<IReadOnlyList<TurnEvent>> TypeAsync(string text, string person = "demo", string conversation = "c1")
    {
        var events = new List<TurnEvent>();
        await foreach (var e in Agent.RunAsync(new UserMessage(person, conversation, text, MayAnswerConsent: true))) events.Add(e);
        return events;
    }

    public Kernel Kernel() => Services.GetRequiredService<Kernel>();

    public ShoppingSession Session(string person = "demo", string conversation = "c1") => ShoppingSession.Open(Services, person, conversation);

    /// <summary>Orders of this conversation.</summary>
    public Task<Order[]> OrdersAsync(string person = "demo", string conversation = "c1") =>
        Services.GetRequiredService<IDatabase>().ReadAsync(tx => OrderStore.List(tx, person, 50).Where(o => o.ConversationId == conversation).ToArray(), default);

    public ValueTask DisposeAsync() => Services.DisposeAsync();
}
