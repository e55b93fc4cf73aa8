using Agent.Conversations;
using Agent.Express;
using Agent.Planning;
using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Storage;
using Agent.Wording;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Agent;

public static class ServiceCollectionExtensions
{
    /// <summary>The agent over the plugins. The caller registers what <see cref="Plugins.ServiceCollectionExtensions.AddShoppingPlugins"/> names, and an <see cref="IChatClient"/> where express is not to answer.</summary>
    public static IServiceCollection AddShoppingAgent(this IServiceCollection services, AgentSettings? settings = null)
    {
        services.AddShoppingPlugins();
        services.AddPlugin<MenuPlugin>().AddPlugin<PricePlugin>().AddPlugin<BasketPlugin>().AddPlugin<VoucherPlugin>().AddPlugin<PaymentPlugin>().AddPlugin<OrderPlugin>();
        services.TryAddSingleton(settings ?? new AgentSettings());
        services.TryAddSingleton(s => new FallbackResponder(Words(s, "fallback")));
        services.TryAddSingleton<IChatClient>(s => new ExpressChatClient(Folder(s), s.GetRequiredService<FallbackResponder>().Say));
        services.TryAddSingleton(s => new ReceiptWords(Words(s, "receipt")));
        services.TryAddSingleton<ConversationLogs>();
        services.TryAddSingleton<FunctionCatalogue>();
        services.TryAddSingleton<FunctionRunner>();
        services.TryAddSingleton<ReplyTexts>();
        services.TryAddSingleton<Planner>();
        services.TryAddSingleton<ConsentDesk>();
        services.TryAddSingleton<TurnRunner>();
        services.TryAddSingleton(s => new ShoppingAgent(
            s.GetRequiredService<ConversationLogs>(),
            s.GetRequiredService<TurnRunner>(),
            s.GetRequiredService<IDatabase>(),
            s.GetRequiredService<AgentSettings>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<IdSource>()));
        services.TryAddSingleton(s => new OrderWatcher(
            s.GetRequiredService<Checkout>(),
            s.GetRequiredService<OrderTracker>(),
            s.GetRequiredService<ConversationLogs>(),
            s.GetRequiredService<AgentSettings>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<IdSource>(),
            s.GetRequiredService<ILogger<OrderWatcher>>()));
        return services;
    }

    /// <summary>Lets the agent call the described methods of a plugin: a class whose constructor takes a <see cref="TurnContext"/> and services, whose methods return <c>Task&lt;Outcome&lt;T&gt;&gt;</c>.</summary>
    public static IServiceCollection AddPlugin<T>(this IServiceCollection services)
        where T : class => services.AddSingleton(new PluginRegistration(typeof(T)));

    private static WordBook Words(IServiceProvider services, string area) => WordBook.Load(Folder(services), area);

    private static string Folder(IServiceProvider services) => services.GetRequiredService<AgentSettings>().PromptsFolder ?? Path.Combine(AppContext.BaseDirectory, "prompts");
}
