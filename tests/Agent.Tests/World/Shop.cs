using Agent.Models;
using Agent.Planning;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Agent.Tests.World;

/// <summary>An agent over two small platforms, a scripted chat client, a clock that stands still, and a store in memory or in a file.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Shop(string? path = null, AgentSettings? settings = null, IChatClient? client = null, Action<IServiceCollection>? more = null, Action<IServiceCollection>? plugins = null, int seed = 1, params ModelRung[] models)
    {
        Cheap = new FakePlatform("a", 200, Time);
        Dear = new FakePlatform("b", 500, Time);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IdSource>(new SeededIds(seed));
        services.AddSingleton<IDatabase>(_ => SqliteDatabase.Open(path ?? SqliteDatabase.Memory));
        services.AddSingleton<IPlatform>(Cheap);
        services.AddSingleton<IPlatform>(Dear);
        services.AddSingleton<IPaymentGateway>(Gateway);
        if (models.Length == 0) services.AddSingleton(client ?? Client);
        foreach (var model in models) services.AddSingleton(model);
        services.AddSingleton(Log);
        services.AddSingleton(typeof(ILogger<>), typeof(KeptLogger<>));
        more?.Invoke(services);
        services.AddShoppingAgent(settings);
        if (plugins is not null)
        {
            services.RemoveAll<PluginRegistration>();
            plugins(services);
        }

        _services = services.BuildServiceProvider();
        foreach (var person in new[] { "ann", "bob" })
            Database.WriteAsync(tx => { AddressBook.Save(tx, person, new Address("home", new LocalizedText("home", "家", "Zuhause"), $"{person}'s secret street 7", "centre"), null); return true; }, default).Wait();
    }

    public VirtualTime Time { get; } = new();

    public ScriptedChatClient Client { get; } = new();

    public FakePlatform Cheap { get; }

    public FakePlatform Dear { get; }

    public FakeGateway Gateway { get; } = new();

    public KeptLog Log { get; } = new();

    public ShoppingAgent Agent => _services.GetRequiredService<ShoppingAgent>();

    public IDatabase Database => _services.GetRequiredService<IDatabase>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<IReadOnlyList<TurnEvent>> TypeAsync(string text, bool trusted = true, string person = "ann", string conversation = "c1", Language? language = null) =>
        RunAsync(new UserMessage(person, conversation, text, language, trusted));

    public async Task<IReadOnlyList<TurnEvent>> RunAsync(TurnInput input, CancellationToken cancellationToken = default)
    {
        var events = new List<TurnEvent>();
        await foreach (var e in Agent.RunAsync(input, cancellationToken)) events.Add(e);
        return events;
    }

    /// <summary>The script of a turn that fills the basket and asks to pay on the cheaper platform.</summary>
    public async Task<ConsentRequested> AskToPayAsync(string person = "ann", string conversation = "c1")
    {
        Client.Calls("update_basket", new { changes = new[] { new { action = "add", item_id = "taro", quantity = 2 } } });
        Client.Calls("set_delivery", new { address = "home" });
        Client.Calls("compare_prices");
        Client.Answers((messages, _) => [Client.Call("request_payment", new { quote_id = FirstQuote(messages) })]);
        Client.Says("Shall I pay?");
        var events = await TypeAsync("two taro please", person: person, conversation: conversation);
        return events.OfType<ConsentRequested>().Single();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public static string FirstQuote(IEnumerable<ChatMessage> messages) =>
        messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => r.Result).OfType<Comparison>().Last().Ranked[0].Quote.Id;
}

/// <summary>What was logged.</summary>
internal sealed class KeptLog
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public void Add(string line)
    {
        lock (_lines) _lines.Add(line);
    }
}

internal sealed class KeptLogger<T>(KeptLog log) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        log.Add(formatter(state, exception) + exception);
}
