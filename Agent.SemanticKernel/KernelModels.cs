using Agent.Models;
using Agent.SemanticKernel.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Agent.SemanticKernel;

/// <summary>Models by Semantic Kernel's OpenAI connector in place of the agent's own client.</summary>
public static class KernelModels
{
    // Who brings a client of his own has no retries by the connector and no time limit of its own: both are the ladder's.
    private static readonly Lazy<HttpClient> Http = new(() => new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan });

    /// <summary>One rung an endpoint, in order.</summary>
    public static IServiceCollection AddKernelModels(this IServiceCollection services, IReadOnlyList<ModelEndpoint> endpoints) => services.AddKernelModels(endpoints, null);

    internal static IServiceCollection AddKernelModels(this IServiceCollection services, IReadOnlyList<ModelEndpoint> endpoints, HttpClient? http)
    {
        foreach (var endpoint in endpoints) services.AddSingleton(_ => Rung(endpoint, http ?? Http.Value));
        return services;
    }

    private static ModelRung Rung(ModelEndpoint endpoint, HttpClient http)
    {
        var builder = Kernel.CreateBuilder();
        builder.AddOpenAIChatCompletion(endpoint.Model, endpoint.Url, endpoint.ApiKey, httpClient: http);
        return KernelRung.Of(builder.Build().GetRequiredService<IChatCompletionService>(), endpoint);
    }
}
