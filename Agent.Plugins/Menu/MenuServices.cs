using Agent.Plugins.Platforms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Agent.Plugins.Menu;

internal static class MenuServices
{
    public static IServiceCollection AddMenu(this IServiceCollection services)
    {
        services.TryAddSingleton<PlatformDirectory>();
        services.TryAddSingleton<MenuIndex>();
        return services;
    }
}
