namespace Agent.Models;

/// <summary>What requests to a model used.</summary>
/// <param name="InputTokens">Cached ones included.</param>
/// <param name="CostMicros">In millionths of the price's currency; 0 where no price is known.</param>
public readonly record struct ModelUsage(int Requests, long InputTokens, long CachedTokens, long OutputTokens, long CostMicros)
{
    public long Tokens => InputTokens + OutputTokens;

    public static ModelUsage operator +(ModelUsage left, ModelUsage right) =>
        new(left.Requests + right.Requests, left.InputTokens + right.InputTokens, left.CachedTokens + right.CachedTokens, left.OutputTokens + right.OutputTokens, left.CostMicros + right.CostMicros);
}
