using Agent.Plugins;
using Agent.Plugins.Storage;
using Agent.Prompts;
using Agent.Sandbox;
#if SEMANTIC_KERNEL
using Agent.SemanticKernel;
#endif
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Agent.Host.Chat;

/// <summary>The agent with its world, opened and running in this process.</summary>
internal sealed class AgentHost : IAsyncDisposable
{
    /// <summary>Who sits at this console. The web has owners of its own.</summary>
    public const string PersonId = "demo";

    private readonly IHost _host;

    private AgentHost(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public ShoppingAgent Agent => Services.GetRequiredService<ShoppingAgent>();

    public IdSource Ids => Services.GetRequiredService<IdSource>();

    public TimeProvider Clock => Services.GetRequiredService<TimeProvider>();

    /// <exception cref="ShopException">What is wrong with the database, the wording, the catalogue, a fault's name or the world's address, and what to change.</exception>
    public static async Task<AgentHost> OpenAsync(ChatOptions options, ErrorLog log, CancellationToken cancellationToken)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning);
        // Signals belong to the chat: the first Ctrl+C stops a turn, not the host.
        builder.Services.AddSingleton<IHostLifetime, UnsignalledLifetime>();
        builder.Services.AddSingleton<IDatabase>(_ => SqliteDatabase.Open(options.DatabasePath));
        builder.Services.AddSingleton<IdSource>(options.Seed is { } seed ? new SeededIds(seed) : new RandomIds());
        if (options.World is { } world) builder.Services.AddRemoteSandbox(world);
        else builder.Services.AddSandbox(options.ToSandbox());
#if SEMANTIC_KERNEL
        // The same endpoints, by Semantic Kernel's connector in place of the agent's own client.
        builder.Services.AddKernelModels(options.Models.Endpoints).AddShoppingAgent(new AgentSettings { Models = options.Models with { Endpoints = [] } });
#else
        builder.Services.AddShoppingAgent(new AgentSettings { Models = options.Models });
#endif
        builder.Services.AddHostedService<OrderNews>();

        var host = builder.Build();
        try
        {
            if (options.Models.Endpoints.Count > 0 || options.PromptPath is not null) host.Services.GetRequiredService<PromptPreview>().Check();
            await DemoPerson.SeedAsync(host.Services, cancellationToken);
            await host.StartAsync(cancellationToken);
            return new AgentHost(host);
        }
        catch
        {
            await DisposeAsync(host);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await DisposeAsync(_host);
    }

    private static ValueTask DisposeAsync(IHost host) => ((IAsyncDisposable)host).DisposeAsync();

    private sealed class UnsignalledLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
