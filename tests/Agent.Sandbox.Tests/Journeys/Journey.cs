using System.Globalization;
using System.Text;
using System.Text.Json;
using Agent.Conversations;
using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Sandbox.Tests.Journeys;

/// <summary>A person in conversation with the whole agent: express, every plugin, the shipped world, real SQLite. One thread, virtual time.</summary>
internal sealed class Journey : IDisposable
{
    public const string Person = "demo";

    private readonly VirtualTime _time = new();
    private readonly VirtualThread _thread;
    private readonly ServiceProvider _services;
    private readonly List<TurnEvent> _events = [];

    public Journey(Language language, params string[] faults)
        : this(language, _ => { }, faults)
    {
    }

    /// <param name="besides">Registered after the sandbox, so that it adds to it or stands in its place.</param>
    public Journey(Language language, Action<IServiceCollection> besides, params string[] faults)
    {
        Language = language;
        _thread = new VirtualThread(_time);
        var services = new ServiceCollection();
        services.AddSingleton<IDatabase>(_ => SqliteDatabase.Open(SqliteDatabase.Memory));
        services.AddSingleton<IdSource>(new SeededIds(7));
        services.AddSandbox(new SandboxOptions { BaseClock = _time, Seed = 7, Faults = faults });
        besides(services);
        services.AddShoppingAgent();
        _services = services.BuildServiceProvider();
        _thread.Run(() => DemoPerson.SeedAsync(_services, CancellationToken.None));
    }

    public Language Language { get; }

    public string ConversationId { get; set; } = "journey";

    public IReadOnlyList<TurnEvent> Events => _events;

    public SandboxWorld World => _services.GetRequiredService<SandboxWorld>();

    /// <summary>A message from an interactive console.</summary>
    public Reply Say(string text, bool mayAnswerConsent = true) => Run(new UserMessage(Person, ConversationId, text, Language, mayAnswerConsent));

    public Reply Run(TurnInput input)
    {
        var events = _thread.Run(async () =>
        {
            var all = new List<TurnEvent>();
            await foreach (var e in _services.GetRequiredService<ShoppingAgent>().RunAsync(input)) all.Add(e);
            return all;
        });
        _events.AddRange(events);
        foreach (var finished in events.OfType<ToolFinished>()) ShouldBeWrittenAlike(finished);
        return new Reply(events);
    }

    /// <summary>A result in an event has the text that it has everywhere else.</summary>
    private static void ShouldBeWrittenAlike(ToolFinished finished)
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(finished, AgentJson.Relaxed.TurnEvent));
        json.RootElement.GetProperty("result").GetProperty("value").GetRawText().ShouldBe(JsonSerializer.Serialize(finished.Result, PluginsJson.Relaxed.GetTypeInfo(finished.Result.GetType())!));
    }

    /// <summary>Lets the order watcher look for so long.</summary>
    public IReadOnlyList<OrderChanged> Watch(TimeSpan howLong)
    {
        var after = Events.Count == 0 ? 0 : _thread.Run(() => LastAsync());
        _thread.Run(async () =>
        {
            using var stop = new CancellationTokenSource(howLong, _time);
            try
            {
                await _services.GetRequiredService<OrderWatcher>().RunAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                // That is how watching ends.
            }
        });
        var news = _thread.Run(() => _services.GetRequiredService<ShoppingAgent>().ReadAsync(Person, ConversationId, after));
        _events.AddRange(news);
        return [.. news.OfType<OrderChanged>()];
    }

    public T Read<T>(Func<ITransaction, T> unit) => _thread.Run(() => _services.GetRequiredService<IDatabase>().ReadAsync(unit, CancellationToken.None));

    /// <summary>Those of this journey, not of the person's history; oldest first.</summary>
    public IReadOnlyList<Order> Orders => [.. Read(tx => OrderStore.List(tx, Person, 50)).Where(o => o.ConversationId == ConversationId).Reverse()];

    public void LedgerShouldBeSound() => Read(Ledger.Verify).ShouldBeEmpty();

    public void Dispose() => _services.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<long> LastAsync() => (await _services.GetRequiredService<ShoppingAgent>().ReadAsync(Person, ConversationId, 0))[^1].Number;
}

/// <summary>One turn's events, and what a person reads of them.</summary>
internal sealed class Reply(IReadOnlyList<TurnEvent> events)
{
    public IReadOnlyList<TurnEvent> Events => events;

    /// <summary>All text that still stands at the end of the turn.</summary>
    public string Text { get; } = Standing(events);

    public ConsentAsked? Asked => events.OfType<ConsentRequested>().LastOrDefault()?.Asked;

    public PaymentAsked? Payment => Asked as PaymentAsked;

    public ConsentOutcome? Outcome => events.OfType<ConsentResolved>().LastOrDefault()?.Outcome;

    public TurnCompleted? Completed => events.OfType<TurnCompleted>().LastOrDefault();

    public T? Result<T>()
        where T : class => events.OfType<ToolFinished>().Select(e => e.Result).OfType<T>().LastOrDefault();

    public IReadOnlyList<string> Functions => [.. events.OfType<ToolFinished>().Select(e => e.Function)];

    public override string ToString() => Text;

    private static string Standing(IReadOnlyList<TurnEvent> events)
    {
        var discarded = events.OfType<TextDiscarded>().Select(e => e.Segment).ToHashSet();
        var text = new StringBuilder();
        foreach (var e in events)
        {
            switch (e)
            {
                case TextDelta delta when !discarded.Contains(delta.Segment):
                    text.Append(delta.Text);
                    break;
                case Notice notice:
                    text.Append(CultureInfo.InvariantCulture, $"[{notice.Text}]");
                    break;
                case TurnFailed failed:
                    text.Append(failed.Text);
                    break;
            }
        }

        return text.ToString();
    }
}
