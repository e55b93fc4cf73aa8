using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agent.Models.OpenAI;

/// <summary>Reads token counts, under the names that servers give them.</summary>
internal static class UsageReader
{
    /// <returns>Null where there is none.</returns>
    public static UsageDetails? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var usage = new UsageDetails();
        while (ChunkReader.NextProperty(ref reader))
        {
            if (ChunkReader.Is(ref reader, "prompt_tokens"u8)) usage.InputTokenCount = Count(ref reader);
            else if (ChunkReader.Is(ref reader, "completion_tokens"u8)) usage.OutputTokenCount = Count(ref reader);
            else if (ChunkReader.Is(ref reader, "total_tokens"u8)) usage.TotalTokenCount = Count(ref reader);
            else if (ChunkReader.Is(ref reader, "prompt_tokens_details"u8)) usage.CachedInputTokenCount = Detail(ref reader, "cached_tokens"u8) ?? usage.CachedInputTokenCount;
            else if (ChunkReader.Is(ref reader, "completion_tokens_details"u8)) usage.ReasoningTokenCount = Detail(ref reader, "reasoning_tokens"u8);
            else if (ChunkReader.Is(ref reader, "prompt_cache_hit_tokens"u8) || ChunkReader.Is(ref reader, "cached_tokens"u8)) usage.CachedInputTokenCount ??= Count(ref reader);
            else reader.Skip();
        }

        if (usage.InputTokenCount is null && usage.OutputTokenCount is null && usage.TotalTokenCount is null) return null;
        usage.TotalTokenCount ??= (usage.InputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0);
        return usage;
    }

    private static long? Detail(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        long? count = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        while (ChunkReader.NextProperty(ref reader))
        {
            if (ChunkReader.Is(ref reader, name)) count = Count(ref reader);
            else reader.Skip();
        }

        return count;
    }

    /// <summary>Null for what is no count. Some servers count in fractions.</summary>
    private static long? Count(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out var count)) return count >= 0 ? count : null;
            return reader.TryGetDouble(out var fraction) && fraction is >= 0 and < 1e15 ? (long)fraction : null;
        }

        reader.Skip();
        return null;
    }
}
