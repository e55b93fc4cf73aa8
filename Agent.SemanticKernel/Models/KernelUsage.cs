using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace Agent.SemanticKernel.Models;

/// <summary>The tokens that a piece of an answer says were used. Each connector has a form of its own for them.</summary>
internal static class KernelUsage
{
    private const string Key = "Usage";

    public static UsageDetails? Of(IReadOnlyDictionary<string, object?>? metadata) => metadata?.GetValueOrDefault(Key) switch
    {
        ChatTokenUsage usage => new UsageDetails
        {
            InputTokenCount = usage.InputTokenCount,
            OutputTokenCount = usage.OutputTokenCount,
            TotalTokenCount = usage.TotalTokenCount,
            CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
        },
        UsageContent content => content.Details,
        UsageDetails details => details,
        _ => null,
    };
}
