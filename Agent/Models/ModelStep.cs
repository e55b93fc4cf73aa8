using Microsoft.Extensions.AI;

namespace Agent.Models;

/// <summary>A rung with what is known of its health.</summary>
internal sealed class ModelStep(ModelRung rung, TimeProvider clock)
{
    public string Name => rung.Name;

    public IChatClient Client => rung.Client;

    public ModelLimits Limits => rung.Limits;

    public CircuitBreaker Breaker { get; } = new(clock);

    public TokenGovernor Governor { get; } = new(rung.Limits, clock);

    /// <summary>Whether a request of this size may go out now; if so, a request and its tokens are taken.</summary>
    /// <returns>Null where it may; else why not.</returns>
    public string? Refuses(int tokens)
    {
        if (!Breaker.TryPass()) return ModelLadder.Reason(Breaker.Failure ?? ModelFailure.ServerError);
        if (Governor.TryReserve(tokens)) return null;
        Breaker.Abandoned();
        return ModelLadder.Reason(ModelFailure.RateLimited);
    }

    public void Ended(ModelException? failure)
    {
        if (failure is null)
        {
            Breaker.Succeeded();
            return;
        }

        if (failure.RetryAfter is { } wait) Governor.Pause(wait);
        Breaker.Failed(failure.Failure);
    }
}
