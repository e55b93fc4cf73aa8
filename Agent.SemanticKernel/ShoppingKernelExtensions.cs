using Agent.Planning;
using Agent.Plugins;
using Agent.SemanticKernel.Functions;
using Agent.SemanticKernel.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using static Agent.ServiceCollectionExtensions;

namespace Agent.SemanticKernel;

/// <summary>The agent on a Kernel, and its functions on a Kernel that has a planner of its own.</summary>
public static class ShoppingKernelExtensions
{
    /// <summary>Runs the agent on the Kernel of these services: its chat service is a model of the agent, and each turn's functions run on a clone of it, so that its function filters and its telemetry see them.</summary>
    /// <param name="services">With the agent, and with the Kernel's chat service where there is one: call this after both.</param>
    /// <param name="serviceId">Which chat service; null for the last that was registered. An <see cref="IChatCompletionService"/> goes before an <see cref="IChatClient"/>.</param>
    /// <exception cref="InvalidOperationException">There is no chat service of that id.</exception>
    public static IServiceCollection UseKernel(this IServiceCollection services, string? serviceId = null)
    {
        if (!services.Any(d => d.ServiceType == typeof(Kernel))) services.AddKernel();
        services.LeaveChatClientToKernel();
        services.Wrap(s => s.GetRequiredService<Kernel>());
        if (ChatService(services, typeof(IChatCompletionService), serviceId) is { } completion)
            return services.AddSingleton(s => KernelRung.Of((IChatCompletionService)Resolve(s, completion)));
        if (ChatService(services, typeof(IChatClient), serviceId) is { } client)
            return services.AddSingleton(s => KernelRung.Of((IChatClient)Resolve(s, client)));
        if (serviceId is not null) throw new InvalidOperationException($"The Kernel has no chat service '{serviceId}'. Register it before UseKernel, or leave the id out.");
        return services;
    }

    /// <summary>The same on a Kernel that was built already, with the filters and services that it has.</summary>
    /// <param name="serviceId">Which of the Kernel's chat services; null for its default. Where it has none, express plans.</param>
    /// <exception cref="InvalidOperationException">There is no chat service of that id.</exception>
    public static IServiceCollection UseKernel(this IServiceCollection services, Kernel kernel, string? serviceId = null)
    {
        services.LeaveChatClientToKernel();
        services.Wrap(_ => kernel);
        if (Find<IChatCompletionService>(kernel, serviceId) is { } completion) return services.AddSingleton(_ => KernelRung.Of(completion));
        if (Find<IChatClient>(kernel, serviceId) is { } client) return services.AddSingleton(_ => KernelRung.Of(client));
        if (serviceId is not null) throw new InvalidOperationException($"The Kernel has no chat service '{serviceId}'. Register it before the Kernel is built, or leave the id out.");
        return services;
    }

    /// <summary>Puts the agent's functions on a Kernel whose own planner drives, as the plugins menu, price, basket, voucher, payment and order. Every call is the session's person's; results are JSON. Paying is not among them: see <see cref="ShoppingSession.DecideAsync"/>.</summary>
    /// <returns>The same Kernel.</returns>
    /// <exception cref="InvalidOperationException">The Kernel serves another session that is open, or has other plugins of these names.</exception>
    public static Kernel AddShoppingPlugins(this Kernel kernel, ShoppingSession session)
    {
        ShoppingPlugin.Put(kernel, session.Functions, session);
        return kernel;
    }

    /// <summary>Advertises the functions where nobody is known yet. Each call is refused with what to do, until a session's functions take their place.</summary>
    /// <returns>The same Kernel.</returns>
    /// <exception cref="InvalidOperationException">The Kernel serves a session that is open, or has other plugins of these names.</exception>
    public static Kernel AddShoppingPlugins(this Kernel kernel)
    {
        ShoppingPlugin.Put(kernel, ShoppingPlugin.Unbound(), null);
        return kernel;
    }

    /// <summary>For filters: whose turn it is, on the Kernel that the agent cloned for it; null on any other.</summary>
    public static TurnContext? GetShoppingTurn(this Kernel kernel) => KernelTurn.Of(kernel);

    private static void Wrap(this IServiceCollection services, Func<IServiceProvider, Kernel> kernel) =>
        services.Replace(ServiceDescriptor.Singleton<FunctionWrapping>(s =>
        {
            // The services give a fresh Kernel each time; one is enough to clone from.
            var source = new Lazy<Kernel>(() => kernel(s));
            return turn => new KernelTurn(source.Value, turn).Wrap;
        }));

    /// <summary>An app on a Kernel means its own model by <see cref="IChatClient"/>. The agent's must not stand in its place, nor the app's in the agent's.</summary>
    private static void LeaveChatClientToKernel(this IServiceCollection services)
    {
        if (services.FirstOrDefault(IsPlanners) is { } own) services.Remove(own);
        services.TryAddKeyedSingleton<IChatClient>(PlannerKey, (s, _) => Client(s));
    }

    private static bool IsPlanners(ServiceDescriptor service) =>
        service is { IsKeyedService: false, ImplementationFactory: { } factory } && service.ServiceType == typeof(IChatClient) && factory.Method.Module == typeof(ShoppingAgent).Module;

    private static ServiceDescriptor? ChatService(IServiceCollection services, Type type, string? serviceId) =>
        services.LastOrDefault(d => d.ServiceType == type && !Equals(d.ServiceKey, PlannerKey) && (serviceId is null || Equals(d.ServiceKey, serviceId)));

    private static object Resolve(IServiceProvider services, ServiceDescriptor service) =>
        service.IsKeyedService ? services.GetRequiredKeyedService(service.ServiceType, service.ServiceKey) : services.GetRequiredService(service.ServiceType);

    private static T? Find<T>(Kernel kernel, string? serviceId)
        where T : class =>
        serviceId is null ? kernel.Services.GetService<T>() ?? kernel.GetAllServices<T>().LastOrDefault() : kernel.Services.GetKeyedService<T>(serviceId);
}
