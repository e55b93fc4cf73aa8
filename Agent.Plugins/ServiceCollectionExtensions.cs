using Agent.Plugins.Baskets;
using Agent.Plugins.Campaigns;
using Agent.Plugins.Friends;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agent.Plugins;

public static class ServiceCollectionExtensions
{
    /// <summary>The domain behind the plugins. The caller registers its <see cref="Platforms.IPlatform"/>s, an <see cref="IPaymentGateway"/>, a <see cref="Storage.IDatabase"/>, a <see cref="TimeProvider"/> and an <see cref="IdSource"/>.</summary>
    public static IServiceCollection AddShoppingPlugins(this IServiceCollection services)
    {
        services.TryAddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        return services.AddMenu().AddBaskets().AddPricing().AddVouchers().AddCampaigns().AddFriends().AddPayments().AddOrders();
    }
}
