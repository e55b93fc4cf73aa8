using Agent.Models;

namespace Agent.Tests.Models;

public sealed class TokenGovernorTests
{
    private readonly VirtualTime _time = new();

    [Fact]
    public void Without_limits_everything_passes()
    {
        var governor = new TokenGovernor(new ModelLimits(), _time);
        for (var i = 0; i < 10_000; i++) governor.TryReserve(1_000_000).ShouldBeTrue();
    }

    [Fact]
    public void Requests_refill_evenly()
    {
        var governor = new TokenGovernor(new ModelLimits { RequestsPerMinute = 6 }, _time);
        for (var i = 0; i < 6; i++) governor.TryReserve(1).ShouldBeTrue();
        governor.TryReserve(1).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(10));
        governor.TryReserve(1).ShouldBeTrue();
        governor.TryReserve(1).ShouldBeFalse();
    }

    [Fact]
    public void What_was_reserved_is_settled_by_what_was_used()
    {
        var governor = new TokenGovernor(new ModelLimits { TokensPerMinute = 1_000 }, _time);
        governor.TryReserve(800).ShouldBeTrue();
        governor.TryReserve(800).ShouldBeFalse();
        governor.Settle(800, 100);
        governor.TryReserve(800).ShouldBeTrue();
        governor.Settle(800, 1_500);
        _time.Advance(TimeSpan.FromSeconds(30));
        governor.TryReserve(1).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(30));
        governor.TryReserve(300).ShouldBeTrue();
    }

    [Fact]
    public void A_request_larger_than_a_minute_passes_when_the_minute_is_full()
    {
        var governor = new TokenGovernor(new ModelLimits { TokensPerMinute = 100 }, _time);
        governor.TryReserve(250).ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(149));
        governor.TryReserve(250).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(2));
        governor.TryReserve(250).ShouldBeTrue();
    }

    [Fact]
    public void A_pause_that_the_server_asks_for_holds()
    {
        var governor = new TokenGovernor(new ModelLimits(), _time);
        governor.Pause(TimeSpan.FromSeconds(7));
        governor.Pause(TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(6.9));
        governor.TryReserve(1).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));
        governor.TryReserve(1).ShouldBeTrue();
    }

    [Fact]
    public void Many_at_once_never_get_more_than_there_is()
    {
        var governor = new TokenGovernor(new ModelLimits { RequestsPerMinute = 1_000, TokensPerMinute = 50_000 }, _time);
        var passed = 0;
        Parallel.For(0, 20_000, _ =>
        {
            if (governor.TryReserve(100)) Interlocked.Increment(ref passed);
        });
        passed.ShouldBe(500);
    }
}
