namespace Agent.Models;

/// <summary>Requests and tokens a minute of one model: reserved before a request by an estimate, and settled after it by what was used. Both refill evenly. Thread-safe; it answers by values and never waits.</summary>
internal sealed class TokenGovernor
{
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly double _mostRequests;
    private readonly double _mostTokens;
    private double _requests;
    private double _tokens;
    private long _filled;
    private long _pausedUntil;

    public TokenGovernor(ModelLimits limits, TimeProvider clock)
    {
        _clock = clock;
        (_mostRequests, _mostTokens) = (limits.RequestsPerMinute ?? double.PositiveInfinity, limits.TokensPerMinute ?? double.PositiveInfinity);
        (_requests, _tokens, _filled) = (_mostRequests, _mostTokens, clock.GetTimestamp());
        _pausedUntil = _filled;
    }

    /// <summary>Takes one request and the tokens, or nothing. A request that is larger than a whole minute's tokens passes when the minute is full.</summary>
    public bool TryReserve(int tokens)
    {
        lock (_gate)
        {
            Fill();
            if (_clock.GetTimestamp() < _pausedUntil || _requests < 1 || _tokens < Math.Min(tokens, _mostTokens)) return false;
            _requests--;
            _tokens -= tokens;
            return true;
        }
    }

    /// <summary>Corrects a reservation by what was really used.</summary>
    public void Settle(int reserved, long used)
    {
        lock (_gate) _tokens = Math.Min(_mostTokens, _tokens + reserved - used);
    }

    /// <summary>The server asked for a pause.</summary>
    public void Pause(TimeSpan wait)
    {
        lock (_gate) _pausedUntil = Math.Max(_pausedUntil, _clock.GetTimestamp() + (long)(wait.TotalSeconds * _clock.TimestampFrequency));
    }

    private void Fill()
    {
        var now = _clock.GetTimestamp();
        var minutes = _clock.GetElapsedTime(_filled, now).TotalMinutes;
        _filled = now;
        if (minutes <= 0) return;
        _requests = Math.Min(_mostRequests, _requests + (minutes * _mostRequests));
        _tokens = Math.Min(_mostTokens, _tokens + (minutes * _mostTokens));
    }
}
