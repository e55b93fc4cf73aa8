using Microsoft.Extensions.DependencyInjection;

namespace Agent.Plugins.Pricing;

internal static class PricingServices
{
    public static IServiceCollection AddPricing(this IServiceCollection services) => services;
}
