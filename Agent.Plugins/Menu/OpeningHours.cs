namespace Agent.Plugins.Menu;

/// <summary>The same hours every day, in the store's local time. A closing time at or before the opening time is on the next day.</summary>
public sealed record OpeningHours(TimeOnly Opens, TimeOnly Closes)
{
    public static OpeningHours Always { get; } = new(TimeOnly.MinValue, TimeOnly.MinValue);

    public bool IsOpen(TimeOnly at) => Opens == Closes || at.IsBetween(Opens, Closes);

    /// <summary>The next moment at which it opens, from a local time at which it is closed.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset local)
    {
        var today = new DateTimeOffset(local.Date + Opens.ToTimeSpan(), local.Offset);
        return today > local ? today : today.AddDays(1);
    }
}
