
namespace Agent.Plugins.Tests.Payments.Simulation;

/// <summary>What lies between the process and the world: replies get lost, requests come late or twice.</summary>
public sealed class Wire(VirtualTime clock, Script script)
{
    private readonly List<ITimer> _underWay = [];

    public async Task<T> SendAsync<T>(string what, Func<T> effect, Func<T>? refuse, CancellationToken cancellationToken)
    {
        var fault = script.At(what);
        switch (fault)
        {
            case Fault.Down:
                throw Unavailable();
            case Fault.Delayed:
                _underWay.Add(clock.CreateTimer(_ => effect(), null, TimeSpan.FromSeconds(400), Timeout.InfiniteTimeSpan));
                await clock.DelayAsync(TimeSpan.FromSeconds(30), cancellationToken);
                throw Unavailable();
        }

        await clock.DelayAsync(TimeSpan.FromMilliseconds(40), cancellationToken);
        var reply = fault == Fault.Refused && refuse is not null ? refuse() : effect();
        if (fault == Fault.Doubled) reply = effect();
        script.After(fault);
        if (fault == Fault.ReplyLost) throw Unavailable();
        if (fault == Fault.Broken) throw new TaskCanceledException("A time-out of its own.");
        await clock.DelayAsync(fault == Fault.Late ? TimeSpan.FromSeconds(30) : TimeSpan.FromMilliseconds(40), cancellationToken);
        script.After(Fault.None);
        return reply;
    }

    private static ShopException Unavailable() => new(ShopException.Unavailable, "It does not answer.");
}
