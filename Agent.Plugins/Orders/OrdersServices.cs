using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Agent.Plugins.Orders;

internal static class OrdersServices
{
    public static IServiceCollection AddOrders(this IServiceCollection services)
    {
        services.TryAddSingleton(s => new OrderTracker(
            s.GetRequiredService<IDatabase>(),
            s.GetRequiredService<PlatformDirectory>(),
            s.GetRequiredService<OrderLeases>(),
            s.GetRequiredService<ToldOrders>(),
            s.GetRequiredService<IdSource>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<OrderTracker>>()));
        return services;
    }
}
