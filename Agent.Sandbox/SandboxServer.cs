using Agent.Plugins;
using Agent.Sandbox.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Sandbox;

/// <summary>The world as a process of its own, behind HTTP: agents come and go, and it goes on.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    /// <summary>Where it listens when nothing else is said: only for this machine.</summary>
    public const string DefaultUrl = "http://127.0.0.1:7411";

    private readonly WebApplication _app;

    private SandboxServer(WebApplication app, SandboxWorld world) => (_app, World) = (app, world);

    public SandboxWorld World { get; }

    /// <summary>The addresses that it really listens on; port 0 has been given a number.</summary>
    public IReadOnlyList<string> Urls => [.. _app.Urls];

    /// <param name="urls">Separated by semicolons; http only.</param>
    /// <exception cref="ShopException">url_invalid, port_in_use, or what <see cref="SandboxWorld.Open(SandboxOptions)"/> can throw.</exception>
    public static Task<SandboxServer> StartAsync(string urls, SandboxOptions options, CancellationToken cancellationToken)
    {
        ListenAddress.Check(urls, DefaultUrl);
        return StartAsync(urls, SandboxWorld.Open(options), cancellationToken);
    }

    /// <summary>Serves until cancelled.</summary>
    /// <param name="started">Told once it listens.</param>
    /// <exception cref="ShopException">As <see cref="StartAsync(string, SandboxOptions, CancellationToken)"/>.</exception>
    public static async Task RunAsync(string urls, SandboxOptions options, Action<SandboxServer>? started, CancellationToken cancellationToken)
    {
        await using var server = await StartAsync(urls, options, cancellationToken);
        started?.Invoke(server);
        var stopped = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await World.DisposeAsync();
    }

    internal static async Task<SandboxServer> StartAsync(string urls, SandboxWorld world, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(urls);
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.Use((context, next) => Wire.AnswerAsync(context, next, world.Clock));
        app.UseRouting();
        WorldEndpoints.Map(app, world);
        try
        {
            await ListenAddress.StartAsync(app, urls, cancellationToken);
            return new SandboxServer(app, world);
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }
}
