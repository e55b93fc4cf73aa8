using Agent.Models;

namespace Agent.Tests.Models;

public sealed class CircuitBreakerTests
{
    private readonly VirtualTime _time = new();

    [Fact]
    public void It_opens_after_several_failures_in_a_row_and_lets_one_probe_through()
    {
        var breaker = new CircuitBreaker(_time);
        for (var i = 0; i < CircuitBreaker.FailuresToOpen; i++)
        {
            breaker.TryPass().ShouldBeTrue();
            breaker.Failed(ModelFailure.ServerError);
        }

        breaker.TryPass().ShouldBeFalse();
        breaker.Failure.ShouldBe(ModelFailure.ServerError);
        _time.Advance(CircuitBreaker.First);
        breaker.TryPass().ShouldBeTrue();
        breaker.TryPass().ShouldBeFalse();
        breaker.Succeeded();
        breaker.TryPass().ShouldBeTrue();
        breaker.Failure.ShouldBeNull();
    }

    [Fact]
    public void A_success_between_failures_begins_the_count_anew()
    {
        var breaker = new CircuitBreaker(_time);
        for (var i = 0; i < 20; i++)
        {
            breaker.TryPass().ShouldBeTrue();
            if (i % CircuitBreaker.FailuresToOpen == 0) breaker.Succeeded();
            else breaker.Failed(ModelFailure.TimedOut);
        }
    }

    [Theory]
    [InlineData(ModelFailure.KeyRefused)]
    [InlineData(ModelFailure.ModelUnknown)]
    [InlineData(ModelFailure.QuotaExhausted)]
    [InlineData(ModelFailure.Tls)]
    [InlineData(ModelFailure.NotAModel)]
    public void What_does_not_pass_by_itself_opens_it_at_once_and_for_long(ModelFailure failure)
    {
        var breaker = new CircuitBreaker(_time);
        breaker.TryPass();
        breaker.Failed(failure);

        _time.Advance(CircuitBreaker.Longest - TimeSpan.FromSeconds(1));
        breaker.TryPass().ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        breaker.TryPass().ShouldBeTrue();
    }

    [Fact]
    public void Each_failed_probe_doubles_the_wait_up_to_the_longest()
    {
        var breaker = new CircuitBreaker(_time);
        for (var i = 0; i < CircuitBreaker.FailuresToOpen; i++) breaker.Failed(ModelFailure.Unreachable);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 6; i++)
        {
            var opened = _time.GetUtcNow();
            while (!breaker.TryPass()) _time.Advance(TimeSpan.FromSeconds(1));
            waits.Add(_time.GetUtcNow() - opened);
            breaker.Failed(ModelFailure.Unreachable);
        }

        waits.Select(w => (int)w.TotalSeconds).ShouldBe([10, 20, 40, 80, 120, 120]);
    }

    [Fact]
    public void A_probe_that_the_person_stopped_leaves_room_for_another()
    {
        var breaker = new CircuitBreaker(_time);
        breaker.Failed(ModelFailure.KeyRefused);
        _time.Advance(CircuitBreaker.Longest);
        breaker.TryPass().ShouldBeTrue();
        breaker.Abandoned();
        breaker.TryPass().ShouldBeTrue();
    }
}
