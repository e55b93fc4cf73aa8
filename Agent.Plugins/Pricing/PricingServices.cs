using Agent.Plugins.Platforms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Agent.Plugins.Pricing;

internal static class PricingServices
{
    public static IServiceCollection AddPricing(this IServiceCollection services)
    {
        services.TryAddSingleton<PlatformDirectory>();
        return services;
    }
}
