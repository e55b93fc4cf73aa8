using Agent.Plugins.Storage;

namespace Agent.Plugins.Tests.Payments.Simulation;

/// <summary>The real SQLite, with crashes before and after every transaction, and disks that are full for a moment. It outlives the processes that use it.</summary>
public sealed class FaultyDatabase(IDatabase inner, Script script) : IDatabase
{
    public async Task<T> WriteAsync<T>(Func<ITransaction, T> unit, CancellationToken cancellationToken)
    {
        var fault = script.At("commit");
        if (fault == Fault.Refused) throw new ShopException("database_full", "There is no room left.");
        var result = await inner.WriteAsync(unit, cancellationToken);
        script.After(fault);
        return result;
    }

    public async Task<T> ReadAsync<T>(Func<ITransaction, T> unit, CancellationToken cancellationToken)
    {
        var fault = script.At("read");
        var result = await inner.ReadAsync(unit, cancellationToken);
        script.After(fault);
        return result;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
