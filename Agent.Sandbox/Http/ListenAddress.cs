using System.Net.Sockets;
using Agent.Plugins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;

namespace Agent.Sandbox.Http;

/// <summary>The addresses that the sandbox's servers listen on, and what can be wrong with them.</summary>
internal static class ListenAddress
{
    /// <exception cref="ShopException">url_invalid</exception>
    public static void Check(string urls, string example)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.AbsolutePath != "/")
                throw new ShopException("url_invalid", $"\"{url}\" is no address to listen on. Write it like {example}.") { Subject = url };
        }
    }

    /// <summary>Starts listening; an application that cannot is disposed of.</summary>
    /// <exception cref="ShopException">port_in_use, url_invalid</exception>
    public static async Task StartAsync(WebApplication app, string urls, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            if (e is IOException { InnerException: AddressInUseException })
                throw new ShopException("port_in_use", $"Another program already listens on {urls}. Stop it, or choose another port with --urls.", e) { Subject = urls };
            if (e is SocketException or IOException)
                throw new ShopException("url_invalid", $"It is not possible to listen on {urls}: {e.Message} Choose another address with --urls.", e) { Subject = urls };
            throw;
        }
    }
}
