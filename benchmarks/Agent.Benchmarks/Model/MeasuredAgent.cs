using Agent.Models;
using Agent.Planning;
using Agent.Plugins;
using Agent.Plugins.Storage;
using Agent.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Agent.Benchmarks.Model;

/// <summary>The agent as a host would register it, with a model and the stall's functions alone.</summary>
internal sealed class MeasuredAgent : IAsyncDisposable
{
    private const string Person = "demo";

    private readonly ServiceProvider _services;
    private readonly ShoppingAgent _agent;
    private int _conversations;

    /// <param name="path">Of the store.</param>
    public MeasuredAgent(Uri model, string path)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IDatabase>(_ => SqliteDatabase.Open(path));
        services.AddSingleton<IdSource, RandomIds>();
        services.AddSandbox(new SandboxOptions());
        services.AddSingleton(TimeProvider.System);
        services.AddShoppingAgent(new AgentSettings { Models = new ModelSettings { Endpoints = [new ModelEndpoint { Model = TurnScript.Model, Url = model, ApiKey = "key" }] } });
        services.RemoveAll<PluginRegistration>();
        services.AddPlugin<StallPlugin>();
        _services = services.BuildServiceProvider();
        _agent = _services.GetRequiredService<ShoppingAgent>();
    }

    public static TimeZoneInfo Zone { get; } = new AgentSettings().TimeZone;

    /// <summary>One turn in a conversation of its own.</summary>
    /// <param name="show">Takes the text as it comes.</param>
    /// <returns>The functions that were called.</returns>
    public async Task<List<string>> RunAsync(string sentence, Action<string> show)
    {
        var called = new List<string>();
        TurnEvent? last = null;
        await foreach (var e in _agent.RunAsync(new UserMessage(Person, $"cnv_{Interlocked.Increment(ref _conversations)}", sentence)))
        {
            if (e is TextDelta text) show(text.Text);
            if (e is ToolFinished finished) called.Add(finished.Function);
            last = e;
        }

        return last is TurnCompleted { Reason: StopReason.Answered } ? called : throw new InvalidOperationException($"The turn ended with {last}.");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
