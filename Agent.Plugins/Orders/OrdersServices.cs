using Microsoft.Extensions.DependencyInjection;

namespace Agent.Plugins.Orders;

internal static class OrdersServices
{
    public static IServiceCollection AddOrders(this IServiceCollection services) => services;
}
