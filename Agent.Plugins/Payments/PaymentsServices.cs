using Microsoft.Extensions.DependencyInjection;

namespace Agent.Plugins.Payments;

internal static class PaymentsServices
{
    public static IServiceCollection AddPayments(this IServiceCollection services) => services;
}
