namespace Agent.Conversations;

/// <summary>A turn while it runs: what stops its planning.</summary>
internal sealed class ActiveTurn(string id, TimeSpan deadline, TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _deadline = new(deadline, clock);
    private CancellationTokenSource? _either;

    public string Id { get; } = id;

    public bool Stopped => _stop.IsCancellationRequested;

    /// <summary>Cancelled when the person stops the turn or its time is up.</summary>
    public CancellationToken Token => (_either ??= CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _deadline.Token)).Token;

    public void Stop()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It had just ended.
        }
    }

    public void Dispose()
    {
        _either?.Dispose();
        _deadline.Dispose();
        _stop.Dispose();
    }
}
