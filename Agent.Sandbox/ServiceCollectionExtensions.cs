using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Sandbox.Catalogue;
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
}
