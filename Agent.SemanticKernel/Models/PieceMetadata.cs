using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace Agent.SemanticKernel.Models;

/// <summary>What a piece of an answer says besides its text. Each connector has forms of its own for it.</summary>
internal static class PieceMetadata
{
    /// <summary>True or false where a piece says whether the answer is at its end; null where it says nothing of it.</summary>
    public static bool? Ends(IReadOnlyDictionary<string, object?>? metadata) =>
        metadata is not null && metadata.TryGetValue("FinishReason", out var reason) ? reason is not null : null;

    /// <summary>The tokens used up to here.</summary>
    public static UsageDetails? Usage(IReadOnlyDictionary<string, object?>? metadata) => metadata?.GetValueOrDefault("Usage") switch
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
