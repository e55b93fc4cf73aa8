using Agent.Conversations;
using Agent.Express;
using Agent.Models;
using Agent.Planning;
using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Storage;
using Agent.Prompts;
using Agent.Wording;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Agent;

public static class ServiceCollectionExtensions
{
    internal const string PlannerKey = "agent.planner";

    /// <summary>The agent over the plugins. The caller registers what <see cref="Plugins.ServiceCollectionExtensions.AddShoppingPlugins"/> names, and a <see cref="ModelRung"/> for each model that plans before express does. An <see cref="IChatClient"/> takes the place of both.</summary>
    public static IServiceCollection AddShoppingAgent(this IServiceCollection services, AgentSettings? settings = null)
    {
        services.AddShoppingPlugins();
        services.AddPlugin<MenuPlugin>().AddPlugin<PricePlugin>().AddPlugin<BasketPlugin>().AddPlugin<VoucherPlugin>().AddPlugin<PaymentPlugin>().AddPlugin<OrderPlugin>();
        services.TryAddSingleton(settings ?? new AgentSettings());
        services.TryAddSingleton(s => new FallbackResponder(Words(s, "fallback")));
        services.TryAddSingleton(s => new ExpressChatClient(Folder(s), s.GetRequiredService<FallbackResponder>().Say));
        services.TryAddSingleton(s => new PlannerPrompt(Prompt(s, "planner", s.GetRequiredService<AgentSettings>().Models.PlannerPrompt), Prompt(s, "summary"), s.GetRequiredService<FunctionCatalogue>()));
        services.TryAddSingleton(s => new PromptPreview(
            s.GetRequiredService<PlannerPrompt>(),
            s.GetRequiredService<FunctionCatalogue>(),
            s.GetRequiredService<IDatabase>(),
            s.GetRequiredService<AgentSettings>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<IdSource>()));
        services.TryAddSingleton(s => new ModelUsageBook(s.GetRequiredService<IDatabase>(), s.GetRequiredService<AgentSettings>().Models, s.GetRequiredService<AgentSettings>().TimeZone, s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ModelHttp>();
        services.TryAddSingleton<IChatClient>(Client);
        services.TryAddSingleton(s => new ReceiptWords(Words(s, "receipt", "changes")));
        services.TryAddSingleton(s => new ReceiptPrompt(Prompt(s, "receipt"), s.GetRequiredService<AgentSettings>().Models, s.GetPlannerClient(), s.GetRequiredService<ILogger<ReceiptPrompt>>()));
        services.TryAddSingleton<ConversationLogs>();
        services.TryAddSingleton<FunctionCatalogue>();
        services.TryAddSingleton<FunctionRunner>();
        services.TryAddSingleton<ReplyTexts>();
        services.TryAddSingleton(s => ActivatorUtilities.CreateInstance<Planner>(s, s.GetPlannerClient()));
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

    /// <summary>A model that plans, before express does: tried after those registered before it.</summary>
    public static IServiceCollection AddModel(this IServiceCollection services, Func<IServiceProvider, ModelRung> rung) => services.AddSingleton(rung);

    /// <summary>What the agent asks. In an app that means its own model by <see cref="IChatClient"/>, it stands under a key.</summary>
    internal static IChatClient GetPlannerClient(this IServiceProvider services) => services.GetKeyedService<IChatClient>(PlannerKey) ?? services.GetRequiredService<IChatClient>();

    /// <summary>Express alone, or models with express behind them.</summary>
    internal static IChatClient Client(IServiceProvider services)
    {
        var settings = services.GetRequiredService<AgentSettings>().Models;
        var express = services.GetRequiredService<ExpressChatClient>();
        ModelRung[] rungs = [.. services.GetServices<ModelRung>(), .. settings.Endpoints.Select(e => new ModelRung(e.Model, new OpenAIChatClient(services.GetRequiredService<ModelHttp>().Client, e), e.Limits))];
        if (rungs.Length == 0) return express;
        return new ModelLadder(
            rungs,
            express,
            services.GetRequiredService<PlannerPrompt>(),
            services.GetRequiredService<ModelUsageBook>(),
            settings,
            services.GetRequiredService<FallbackResponder>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<ModelLadder>>());
    }

    private static PromptStore Prompt(IServiceProvider services, string name, string? path = null) =>
        new(path ?? Path.Combine(Folder(services), name + ".yaml"), services.GetRequiredService<ILogger<PromptStore>>());

    private static WordBook Words(IServiceProvider services, params IReadOnlyList<string> areas) => WordBook.Load(Folder(services), areas);

    private static string Folder(IServiceProvider services) => services.GetRequiredService<AgentSettings>().PromptsFolder ?? Path.Combine(AppContext.BaseDirectory, "prompts");
}
