using Agent.Models;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Agent.SemanticKernel.Models;

/// <summary>The chat service of a Kernel as a model of the agent.</summary>
internal static class KernelRung
{
    private const string Unnamed = "kernel";

    public static ModelRung Of(IChatCompletionService service, ModelEndpoint? endpoint = null)
    {
        // Asked by its attributes alone, whoever the provider is.
        var name = endpoint?.Model ?? service.AsChatClient().GetModelId() ?? Unnamed;
        return new ModelRung(name, new KernelChatClient(service, name), endpoint?.Limits ?? new ModelLimits());
    }

    public static ModelRung Of(IChatClient client)
    {
        var name = client.GetModelId() ?? Unnamed;
        return new ModelRung(name, new DeclaringChatClient(client, name), new ModelLimits());
    }
}
