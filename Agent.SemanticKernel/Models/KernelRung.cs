using Agent.Models;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Agent.SemanticKernel.Models;

/// <summary>The chat service of a Kernel as a model of the agent.</summary>
internal static class KernelRung
{
    private const string Unnamed = "kernel";

    // Stands where an address would.
    private static readonly Uri Nowhere = new("The Kernel's chat service", UriKind.Relative);

    public static ModelRung Of(IChatCompletionService service, ModelEndpoint endpoint) => new(endpoint.Model, new KernelChatClient(service, endpoint), endpoint.Limits);

    public static ModelRung Of(IChatCompletionService service) => Of(service, Known(service.AsChatClient()));

    public static ModelRung Of(IChatClient client)
    {
        var endpoint = Known(client);
        return new ModelRung(endpoint.Model, new DeclaringChatClient(client, endpoint), endpoint.Limits);
    }

    private static ModelEndpoint Known(IChatClient client) =>
        new() { Model = client.GetModelId() ?? Unnamed, Url = client.GetService<ChatClientMetadata>()?.ProviderUri ?? Nowhere };
}
