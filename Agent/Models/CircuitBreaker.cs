namespace Agent.Models;

/// <summary>Keeps requests from a model that fails: opens after several failures in a row, or at once after one that will not pass by itself, and lets one probe through when its time is up. Thread-safe; it answers by values.</summary>
internal sealed class CircuitBreaker(TimeProvider clock)
{
    public const int FailuresToOpen = 3;

    public static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private int _failures;
    private int _openings;
    private bool _probing;
    private long? _openUntil;

    /// <summary>What it opened on; null while closed.</summary>
    public ModelFailure? Failure { get; private set; }

    /// <summary>Whether a request may go out. Who was let through says how it ended: <see cref="Succeeded"/>, <see cref="Failed"/> or <see cref="Abandoned"/>.</summary>
    public bool TryPass()
    {
        lock (_gate)
        {
            if (_openUntil is not { } until) return true;
            if (_probing || clock.GetTimestamp() < until) return false;
            return _probing = true;
        }
    }

    public void Succeeded()
    {
        lock (_gate)
        {
            (_failures, _openings, _probing, _openUntil, Failure) = (0, 0, false, null, null);
        }
    }

    public void Failed(ModelFailure failure)
    {
        lock (_gate)
        {
            _failures++;
            var wasProbe = _probing;
            _probing = false;
            if (!wasProbe && !IsLasting(failure) && _failures < FailuresToOpen) return;
            var wait = IsLasting(failure) ? Longest : First * Math.Min(1 << Math.Min(_openings, 16), Longest / First);
            _openings++;
            _openUntil = clock.GetTimestamp() + (long)(wait.TotalSeconds * clock.TimestampFrequency);
            Failure = failure;
        }
    }

    /// <summary>The person stopped it: that says nothing of the model.</summary>
    public void Abandoned()
    {
        lock (_gate) _probing = false;
    }

    /// <summary>Somebody has to change something before it can work again.</summary>
    private static bool IsLasting(ModelFailure failure) =>
        failure is ModelFailure.KeyRefused or ModelFailure.ModelUnknown or ModelFailure.QuotaExhausted or ModelFailure.Tls or ModelFailure.NotAModel;
}
