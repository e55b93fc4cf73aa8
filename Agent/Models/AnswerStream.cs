using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Microsoft.Extensions.AI;

namespace Agent.Models;

/// <summary>What a chat client answers, piece by piece. A client that ignores its token is left behind rather than waited for.</summary>
/// <remarks>Has one reader. It waits without a task or a registration of its own for each piece, and goes on where the piece came, on no other thread.</remarks>
internal sealed class AnswerStream : IValueTaskSource<bool>, IAsyncDisposable
{
    private readonly IAsyncEnumerator<ChatResponseUpdate> _updates;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenRegistration _registration;
    private readonly Action _moved;
    private ManualResetValueTaskSourceCore<bool> _reader;
    private ValueTaskAwaiter<bool> _moving;
    private int _waits;
    private bool _left;

    public AnswerStream(IAsyncEnumerable<ChatResponseUpdate> updates, CancellationToken stop)
    {
        (_updates, _stop, _moved) = (updates.GetAsyncEnumerator(stop), stop, Moved);
        _registration = stop.UnsafeRegister(static stream => ((AnswerStream)stream!).Leave(), this);
    }

    public ChatResponseUpdate Current => _updates.Current;

    /// <returns>False at the end.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<bool> MoveNextAsync()
    {
#pragma warning disable CA2012 // Its result is taken once, by who is called when it has come.
        var moving = _updates.MoveNextAsync();
#pragma warning restore CA2012
        if (moving.IsCompleted) return moving;
        _reader.Reset();
        _moving = moving.GetAwaiter();
        Volatile.Write(ref _waits, 1);
        _moving.UnsafeOnCompleted(_moved);
        if (_stop.IsCancellationRequested) Leave();
        return new ValueTask<bool>(this, _reader.Version);
    }

    public ValueTask DisposeAsync()
    {
        _registration.Unregister();
        return _left ? default : _updates.DisposeAsync();
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _reader.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _reader.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _reader.OnCompleted(continuation, state, token, flags);

    private void Moved()
    {
        // Of one that was left behind nobody asks how it ended, but it must not go unobserved.
        var waits = Interlocked.Exchange(ref _waits, 0) == 1;
        bool more;
        try
        {
            more = _moving.GetResult();
        }
        catch (Exception e)
        {
            if (waits) _reader.SetException(e);
            return;
        }

        if (waits) _reader.SetResult(more);
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref _waits, 0) == 0) return;
        _left = true;
        _reader.SetException(new OperationCanceledException(_stop));
    }
}
