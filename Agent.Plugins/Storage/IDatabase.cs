namespace Agent.Plugins.Storage;

/// <summary>The agent's own store. A unit of work is synchronous: nothing outside is awaited inside a transaction.</summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>Runs a unit in a transaction of its own fate: it commits durably before this completes, or has no effect when it throws. Units never overlap.</summary>
    Task<T> WriteAsync<T>(Func<ITransaction, T> unit, CancellationToken cancellationToken);

    /// <summary>Runs a unit on one snapshot. It must not write.</summary>
    Task<T> ReadAsync<T>(Func<ITransaction, T> unit, CancellationToken cancellationToken);
}

/// <summary>SQL inside a unit of work. Parameters are named $1, $2… in the order they are given. Not to be kept after the unit.</summary>
public interface ITransaction
{
    /// <returns>Rows changed.</returns>
    int Execute(string sql, params ReadOnlySpan<object?> parameters);

    IReadOnlyList<T> Query<T>(string sql, Func<Row, T> map, params ReadOnlySpan<object?> parameters);

    /// <returns>The first row, or default.</returns>
    T? QueryFirst<T>(string sql, Func<Row, T> map, params ReadOnlySpan<object?> parameters);
}
