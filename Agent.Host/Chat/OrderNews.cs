using Microsoft.Extensions.Hosting;

namespace Agent.Host.Chat;

/// <summary>Lets the agent watch orders, and recover pending ones, for as long as the program runs.</summary>
internal sealed class OrderNews(OrderWatcher watcher) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => watcher.RunAsync(stoppingToken);
}
