using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Sandbox;

public static class ServiceCollectionExtensions
{
    /// <summary>The world inside this process: its clock as <see cref="TimeProvider"/>, its platforms and its gateway. The catalogue is read at once, the world's database opened when first needed and closed with the container.</summary>
    /// <exception cref="Agent.Plugins.ShopException">catalogue_broken</exception>
    public static IServiceCollection AddSandbox(this IServiceCollection services, SandboxOptions options)
    {
        var catalogue = SandboxCatalogue.Load(options.CataloguePath);
        services.AddSingleton(_ => SandboxWorld.Open(options, catalogue));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<SandboxWorld>().Clock);
        services.AddSingleton<IPaymentGateway>(provider => provider.GetRequiredService<SandboxWorld>().Gateway);
        for (var i = 0; i < catalogue.Platforms.Count; i++)
        {
            var index = i;
            services.AddSingleton<IPlatform>(provider => provider.GetRequiredService<SandboxWorld>().Platforms[index]);
        }

        return services;
    }

    /// <summary>The same from a world in another process, started with <c>agent sandbox</c>. It is asked at once which platforms it has.</summary>
    /// <exception cref="Agent.Plugins.ShopException">unavailable: no world answers there.</exception>
    public static IServiceCollection AddRemoteSandbox(this IServiceCollection services, Uri url) => services.AddRemoteSandbox(url, TimeProvider.System);

    internal static IServiceCollection AddRemoteSandbox(this IServiceCollection services, Uri url, TimeProvider baseClock)
    {
        var client = WorldClient.Connect(url, baseClock);
        // Through a factory, so that the container disposes of it.
        services.AddSingleton(_ => client);
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<WorldClient>().Clock);
        services.AddSingleton<IPaymentGateway>(provider => new RemoteGateway(provider.GetRequiredService<WorldClient>()));
        foreach (var info in client.State.Platforms) services.AddSingleton<IPlatform>(provider => new RemotePlatform(provider.GetRequiredService<WorldClient>(), info));
        return services;
    }
}
