using Agent.Plugins.Friends;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Agent.Plugins.Payments;

internal static class PaymentsServices
{
    public static IServiceCollection AddPayments(this IServiceCollection services)
    {
        services.TryAddSingleton<PaymentLimits>();
        services.TryAddSingleton<PlatformDirectory>();
        services.TryAddSingleton<OrderLeases>();
        services.TryAddSingleton<ToldOrders>();
        services.TryAddSingleton(s => new PaymentQuestions(s.GetRequiredService<PaymentLimits>()));
        services.TryAddSingleton(s => new CancellationQuestions(s.GetRequiredService<IDatabase>(), s.GetRequiredService<PlatformDirectory>()));
        services.TryAddSingleton<ChangedConsents>();
        services.TryAddSingleton<SagaRunner>();
        services.TryAddSingleton<SagaReport>();
        services.TryAddSingleton(s => new Checkout(s.GetRequiredService<IDatabase>(), s.GetRequiredService<SagaRunner>(), s.GetRequiredService<OrderLeases>(), s.GetRequiredService<PaymentLimits>(), s.GetRequiredService<SagaReport>()));
        services.TryAddSingleton(s => new Cancellations(s.GetRequiredService<IDatabase>(), s.GetRequiredService<SagaRunner>(), s.GetRequiredService<OrderLeases>(), s.GetRequiredService<SagaReport>()));
        services.TryAddSingleton(s => new Consents(s.GetRequiredService<IDatabase>(), s.GetRequiredService<Checkout>(), s.GetRequiredService<Cancellations>(), s.GetRequiredService<VoucherGifts>(), s.GetRequiredService<ChangedConsents>()));
        return services;
    }
}
