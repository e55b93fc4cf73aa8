using Agent.Plugins.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Agent.Plugins.Friends;

internal static class FriendsServices
{
    public static IServiceCollection AddFriends(this IServiceCollection services)
    {
        services.TryAddSingleton<ShopLinks>();
        services.TryAddSingleton(s => new VoucherGifts(s.GetRequiredService<IDatabase>(), s.GetRequiredService<ShopLinks>()));
        return services;
    }
}
