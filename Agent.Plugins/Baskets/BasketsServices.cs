using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Agent.Plugins.Baskets;

internal static class BasketsServices
{
    public static IServiceCollection AddBaskets(this IServiceCollection services)
    {
        services.TryAddSingleton<PlatformDirectory>();
        services.AddSingleton<StoreMenus>();
        services.AddSingleton<BasketViews>();
        services.AddSingleton<BasketEditor>();
        services.AddSingleton<AddressDesk>();
        return services;
    }
}
