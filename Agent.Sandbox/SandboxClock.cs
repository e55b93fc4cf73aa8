using Agent.Plugins;

namespace Agent.Sandbox;

/// <summary>The calendar of the world. Only its time of day runs fast, and only while an order is under way; timestamps and timers stay those of the base clock, so that patience and deadlines are real. Thread-safe.</summary>
public sealed class SandboxClock : TimeProvider
{
    /// <summary>A delivery of half an hour takes twenty seconds.</summary>
    public const double DefaultSpeed = 90;

    private const double MostSpeed = 3600;

    private readonly TimeProvider _base;
    private readonly PacedTime _time;

    /// <exception cref="ShopException">speed_invalid</exception>
    internal SandboxClock(TimeProvider baseClock, DateTimeOffset start, double speed)
    {
        if (speed is not (> 0 and <= MostSpeed))
            throw new ShopException("speed_invalid", FormattableString.Invariant($"The speed {speed} is out of range. Give a number above 0 and up to {MostSpeed}; 1 is real time."));
        (_base, _time) = (baseClock, new PacedTime(baseClock, start, speed));
    }

    /// <summary>The city that the world lies in.</summary>
    public static TimeZoneInfo City { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>Noon of the world's first day.</summary>
    public static DateTimeOffset FirstNoon { get; } = new(2026, 2, 6, 12, 0, 0, TimeSpan.FromHours(8));

    public override TimeZoneInfo LocalTimeZone => _base.LocalTimeZone;

    public override long TimestampFrequency => _base.TimestampFrequency;

    internal Pacing Pacing => _time.Pacing;

    public override DateTimeOffset GetUtcNow() => _time.Now;

    public override long GetTimestamp() => _base.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _base.CreateTimer(callback, state, dueTime, period);

    /// <summary>The world's time on the city's clock.</summary>
    internal DateTimeOffset GetCityNow() => TimeZoneInfo.ConvertTime(GetUtcNow(), City);

    internal void RunFastUntil(DateTimeOffset lastOrderEnds) => _time.RunFastUntil(lastOrderEnds);

    /// <summary>When a world that stopped at <paramref name="last"/> goes on: there and then by day or with an order under way, so that nothing is missed, else at the next noon, so that nothing is closed.</summary>
    internal static DateTimeOffset Resume(DateTimeOffset last, bool orderUnderWay)
    {
        var local = TimeZoneInfo.ConvertTime(last, City);
        var noon = new DateTimeOffset(local.Date.AddHours(12), local.Offset);
        return orderUnderWay || local.Hour is >= 8 and < 20 ? last : noon > local ? noon : noon.AddDays(1);
    }
}
