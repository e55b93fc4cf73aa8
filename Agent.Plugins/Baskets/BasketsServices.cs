using Microsoft.Extensions.DependencyInjection;

namespace Agent.Plugins.Baskets;

internal static class BasketsServices
{
    public static IServiceCollection AddBaskets(this IServiceCollection services) => services;
}
