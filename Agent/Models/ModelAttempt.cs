using Agent.Prompts;
using Microsoft.Extensions.AI;

namespace Agent.Models;

/// <summary>One request to one model, read piece by piece. How it failed is a value; only the person's own stop is thrown. It ends by itself when nothing comes for too long, or when models have had their time in the turn.</summary>
internal sealed class ModelAttempt : IAsyncDisposable
{
    private readonly IChatClient _client;
    private readonly ModelRequest _request;
    private readonly TimeProvider _clock;
    private readonly ModelLimits _limits;
    private readonly long _until;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _time;
    private readonly ITimer _timer;
    private AnswerStream? _updates;
    private long _lastHeard;
    private bool _heard;

    /// <param name="until">A timestamp of the clock.</param>
    public ModelAttempt(IChatClient client, ModelRequest request, ModelLimits limits, long until, TimeProvider clock, CancellationToken stop)
    {
        (_client, _request, _clock, _limits, _until, _stop) = (client, request, clock, limits, until, stop);
        _time = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _lastHeard = clock.GetTimestamp();
        _timer = clock.CreateTimer(static attempt => ((ModelAttempt)attempt!).Check(), this, Left(_lastHeard), Timeout.InfiniteTimeSpan);
    }

    public ChatResponseUpdate Current => _updates!.Current;

    /// <summary>Null while all is well, and after a whole answer.</summary>
    public ModelException? Failure { get; private set; }

    /// <returns>False at the end, whole or not.</returns>
    public async ValueTask<bool> MoveNextAsync()
    {
        try
        {
            _updates ??= new AnswerStream(_client.GetStreamingResponseAsync(_request.Messages, _request.Options, _time.Token), _time.Token);
            if (!await _updates.MoveNextAsync()) return false;
            Volatile.Write(ref _lastHeard, _clock.GetTimestamp());
            _heard = true;
            return true;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e)
        {
            Failure = new ModelException(ModelFailure.TimedOut, "The model did not answer in time.", e);
        }
        catch (ModelException e)
        {
            Failure = e;
        }
        catch (Exception e)
        {
            // A client of somebody else's, or a transport's own error.
            Failure = new ModelException(e is HttpRequestException ? ModelFailure.Unreachable : ModelFailure.AnswerBroken, $"The model failed: {e.Message.ReplaceLineEndings(" ")}", e);
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        try
        {
            // Here and now: a hop to another thread would cost more than what it spares the caller.
            _time.Cancel();
            if (_updates is not null) await _updates.DisposeAsync();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // How the answer ended is known already.
        }

        _time.Dispose();
    }

    private TimeSpan Left(long now)
    {
        var patience = (_heard ? _limits.Silence : _limits.FirstToken) - _clock.GetElapsedTime(Volatile.Read(ref _lastHeard), now);
        var turn = _clock.GetElapsedTime(now, _until);
        return patience < turn ? patience : turn;
    }

    private void Check()
    {
        var left = Left(_clock.GetTimestamp());
        try
        {
            if (left <= TimeSpan.Zero) _time.Cancel();
            else _timer.Change(left, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The answer has just ended.
        }
    }
}
