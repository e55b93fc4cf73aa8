namespace Agent.Testing;

/// <summary>A clock that stands still until a test moves it. Timers fire on the thread that moves it, in the order they are due.</summary>
public sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<VirtualTimer, (DateTimeOffset Due, long Order)> _timers = new();
    private DateTimeOffset _now = start;
    private long _order;

    /// <summary>Noon of the sandbox's stated day.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 2, 6, 12, 0, 0, TimeSpan.FromHours(8));

    public VirtualTime()
        : this(Noon)
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next timer is due; null when none waits.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                DropStopped();
                return _timers.TryPeek(out _, out var at) ? at.Due : null;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now.ToUniversalTime();
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    /// <summary>Moves on, firing every timer that falls due on the way at its own moment.</summary>
    public void MoveTo(DateTimeOffset time)
    {
        while (true)
        {
            VirtualTimer timer;
            lock (_gate)
            {
                DropStopped();
                if (!_timers.TryPeek(out _, out var next) || next.Due > time)
                {
                    if (time > _now) _now = time;
                    return;
                }

                timer = _timers.Dequeue();
                if (next.Due > _now) _now = next.Due;
            }

            timer.Fire();
        }
    }

    private void DropStopped()
    {
        while (_timers.TryPeek(out var timer, out var at) && timer.Ticket != at.Order) _timers.Dequeue();
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        /// <summary>The place in the queue that is valid; 0 when stopped.</summary>
        public long Ticket { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                _period = period;
                Ticket = 0;
                if (dueTime >= TimeSpan.Zero) Queue(dueTime);
            }

            return true;
        }

        public void Fire()
        {
            lock (time._gate)
            {
                Ticket = 0;
                if (_period > TimeSpan.Zero) Queue(_period);
            }

            callback(state);
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Queue(TimeSpan after)
        {
            Ticket = ++time._order;
            time._timers.Enqueue(this, (time._now + after, Ticket));
        }
    }
}
