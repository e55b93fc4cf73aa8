namespace Agent.Sandbox;

/// <summary>A time that runs fast up to a moment and at real pace after it, measured on a base clock. Thread-safe.</summary>
internal sealed class PacedTime(TimeProvider baseClock, DateTimeOffset start, double speed)
{
    private readonly Lock _gate = new();
    private long _anchor = baseClock.GetTimestamp();
    private DateTimeOffset _anchorTime = start.ToUniversalTime();
    private DateTimeOffset _fastUntil = DateTimeOffset.MinValue;
    private double _speed = speed;

    public static PacedTime Following(TimeProvider baseClock, Pacing pacing)
    {
        var time = new PacedTime(baseClock, pacing.Now, pacing.Speed);
        time.RunFastUntil(pacing.FastUntil);
        return time;
    }

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate) return Read(baseClock.GetTimestamp());
        }
    }

    /// <summary>How the time runs now: what a follower needs to run alike.</summary>
    public Pacing Pacing
    {
        get
        {
            lock (_gate) return new Pacing(Read(baseClock.GetTimestamp()), _fastUntil, _speed);
        }
    }

    public void RunFastUntil(DateTimeOffset time)
    {
        lock (_gate)
        {
            Anchor();
            _fastUntil = time.ToUniversalTime();
        }
    }

    /// <summary>Runs alike from here on. Small steps back are not taken: what has been seen once stays past.</summary>
    public void Follow(Pacing pacing, TimeSpan tolerance)
    {
        lock (_gate)
        {
            Anchor();
            var behind = _anchorTime - pacing.Now;
            if (behind <= TimeSpan.Zero || behind > tolerance) _anchorTime = pacing.Now.ToUniversalTime();
            (_fastUntil, _speed) = (pacing.FastUntil.ToUniversalTime(), pacing.Speed);
        }
    }

    private void Anchor()
    {
        var timestamp = baseClock.GetTimestamp();
        _anchorTime = Read(timestamp);
        _anchor = timestamp;
    }

    private DateTimeOffset Read(long timestamp)
    {
        var elapsed = baseClock.GetElapsedTime(_anchor, timestamp);
        if (_anchorTime >= _fastUntil) return _anchorTime + elapsed;
        var fast = (_fastUntil - _anchorTime) / _speed;
        return elapsed <= fast ? _anchorTime + (elapsed * _speed) : _fastUntil + (elapsed - fast);
    }
}

/// <param name="FastUntil">Until then it runs <paramref name="Speed"/> times as fast as real time.</param>
internal sealed record Pacing(DateTimeOffset Now, DateTimeOffset FastUntil, double Speed);
