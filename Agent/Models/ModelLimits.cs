namespace Agent.Models;

/// <summary>What bounds the use of one model.</summary>
public sealed record ModelLimits
{
    /// <summary>Null for as many as it takes.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Input and output together; null for as many as it takes.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>From the request to the first piece of its answer, on the agent's clock.</summary>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two pieces of an answer, on the agent's clock. A long function call may come as one piece.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Further tries of one request, while nothing of its answer was shown.</summary>
    public int Retries { get; init; } = 1;

    /// <summary>Null where it is not known; then cost is not told and counts for nothing.</summary>
    public ModelPrice? Price { get; init; }
}

/// <summary>In units of a currency for a million tokens; so a token costs as many millionths of it.</summary>
/// <param name="CachedInput">Input that the provider's prompt cache held; null where it costs as much as other input.</param>
public sealed record ModelPrice(decimal Input, decimal Output, decimal? CachedInput = null, string Currency = "USD")
{
    /// <summary>In millionths of <see cref="Currency"/>, rounded half away from zero.</summary>
    public long Cost(ModelUsage usage) =>
        (long)decimal.Round(((usage.InputTokens - usage.CachedTokens) * Input) + (usage.CachedTokens * (CachedInput ?? Input)) + (usage.OutputTokens * Output), MidpointRounding.AwayFromZero);
}
