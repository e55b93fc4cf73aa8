using Microsoft.Extensions.DependencyInjection;

namespace Agent.Plugins.Vouchers;

internal static class VouchersServices
{
    public static IServiceCollection AddVouchers(this IServiceCollection services) => services;
}
