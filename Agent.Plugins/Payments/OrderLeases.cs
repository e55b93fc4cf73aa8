namespace Agent.Plugins.Payments;

/// <summary>Who drives an order at the moment, within this process. Thread-safe.</summary>
internal sealed class OrderLeases
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);

    /// <returns>Null where another holds it.</returns>
    public IDisposable? TryTake(string orderId)
    {
        lock (_gate) return _held.Add(orderId) ? new Lease(this, orderId) : null;
    }

    public bool IsHeld(string orderId)
    {
        lock (_gate) return _held.Contains(orderId);
    }

    private sealed class Lease(OrderLeases leases, string orderId) : IDisposable
    {
        public void Dispose()
        {
            lock (leases._gate) leases._held.Remove(orderId);
        }
    }
}
