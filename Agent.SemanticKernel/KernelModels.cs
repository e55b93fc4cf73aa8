using Agent.Models;
using Agent.SemanticKernel.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Agent.SemanticKernel;

/// <summary>Models by Semantic Kernel's OpenAI connector in place of the agent's own client.</summary>
public static class KernelModels
{
    // With a client of ours the connector neither tries again nor has a time limit: both are the ladder's. A key is sent to the address that was set, and nowhere else.
    private static readonly Lazy<HttpClient> Http = new(OpenAIChatClient.CreateHttpClient);

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
