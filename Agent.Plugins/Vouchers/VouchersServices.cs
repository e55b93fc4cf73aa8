using Agent.Plugins.Platforms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Agent.Plugins.Vouchers;

internal static class VouchersServices
{
    public static IServiceCollection AddVouchers(this IServiceCollection services)
    {
        services.TryAddSingleton<PlatformDirectory>();
        return services;
    }
}
