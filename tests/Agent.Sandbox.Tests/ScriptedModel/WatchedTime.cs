namespace Agent.Sandbox.Tests.ScriptedModel;

/// <summary>Virtual time that tells when somebody on another thread has begun to wait on it, so that it is never moved too early.</summary>
internal sealed class WatchedTime : TimeProvider, IDisposable
{
    private readonly VirtualTime _time = new();
    private readonly SemaphoreSlim _timers = new(0);

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _time.CreateTimer(callback, state, dueTime, period);
        _timers.Release();
        return timer;
    }

    /// <summary>Waits for the next timer, then moves on.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        (await _timers.WaitAsync(ModelFixture.Patience)).ShouldBeTrue("nobody waits on the clock");
        Advance(by);
    }

    public void Advance(TimeSpan by) => _time.Advance(by);

    public void Dispose() => _timers.Dispose();
}
