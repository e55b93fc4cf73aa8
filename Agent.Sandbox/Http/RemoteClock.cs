namespace Agent.Sandbox.Http;

/// <summary>The calendar of a world in another process: it runs as the world's did when it last answered. Timestamps and timers are those of this machine.</summary>
internal sealed class RemoteClock(TimeProvider baseClock, Pacing pacing) : TimeProvider
{
    /// <summary>A message on the way ages; only a world that was set back is followed back.</summary>
    private static readonly TimeSpan Jitter = TimeSpan.FromMinutes(1);

    private readonly PacedTime _time = PacedTime.Following(baseClock, pacing);

    public override TimeZoneInfo LocalTimeZone => baseClock.LocalTimeZone;

    public override long TimestampFrequency => baseClock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.Now;

    public override long GetTimestamp() => baseClock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => baseClock.CreateTimer(callback, state, dueTime, period);

    public void Follow(Pacing pacing) => _time.Follow(pacing, Jitter);
}
