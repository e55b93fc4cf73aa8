using Microsoft.Extensions.DependencyInjection;

namespace Agent.Plugins.Menu;

internal static class MenuServices
{
    public static IServiceCollection AddMenu(this IServiceCollection services) => services;
}
