using Agent.Plugins.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Agent.Plugins.Campaigns;

internal static class CampaignsServices
{
    public static IServiceCollection AddCampaigns(this IServiceCollection services)
    {
        services.TryAddSingleton(s => new CampaignDesk(s.GetRequiredService<IDatabase>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<IdSource>()));
        return services;
    }
}
