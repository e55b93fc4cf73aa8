namespace Agent.Testing;

public static class ClockDelay
{
    /// <summary>Waits on the clock and goes on, when it is due or cancelled, on the thread that moved the clock. Task.Delay hands a cancelled continuation to the thread pool, and virtual time would run ahead of it.</summary>
    public static async Task DelayAsync(this TimeProvider clock, TimeSpan time, CancellationToken cancellationToken)
    {
        var due = new TaskCompletionSource();
        using var timer = clock.CreateTimer(_ => due.TrySetResult(), null, time, Timeout.InfiniteTimeSpan);
        using var cancelled = cancellationToken.UnsafeRegister(_ => due.TrySetCanceled(cancellationToken), null);
        await due.Task;
    }
}
