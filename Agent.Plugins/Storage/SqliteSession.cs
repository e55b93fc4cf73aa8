using Microsoft.Data.Sqlite;

namespace Agent.Plugins.Storage;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : ITransaction, IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    private SqliteSession(SqliteConnection connection) => _connection = connection;

    public static SqliteSession Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);
            session.Pragma("PRAGMA busy_timeout=5000");
            // A database in memory is its own page cache, and a commit after a split page walks that cache's whole table: fewer pages keep the walk short.
            if (path == SqliteDatabase.Memory) session.Pragma("PRAGMA page_size=16384");
            session.Pragma("PRAGMA journal_mode=WAL");
            session.Pragma("PRAGMA synchronous=FULL");
            // 16 MiB: the indexes of some hundred thousand orders.
            session.Pragma("PRAGMA cache_size=-16384");
            session.Pragma("PRAGMA foreign_keys=ON");
            // Without it, REPLACE would delete a row of the ledger and its trigger would never know.
            session.Pragma("PRAGMA recursive_triggers=ON");
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Begin(bool write) => Execute(write ? "BEGIN IMMEDIATE" : "BEGIN");

    public void Commit() => Execute("COMMIT");

    public void Rollback() => Execute("ROLLBACK");

    public void TryRollback()
    {
        try
        {
            Rollback();
        }
        catch (SqliteException)
        {
            // SQLite has already rolled back by itself (a full disk, an I/O error), so there is nothing to undo.
        }
    }

    /// <summary>Several statements at once, without parameters.</summary>
    public void Script(string sql) => Pragma(sql);

    public int Execute(string sql, params ReadOnlySpan<object?> parameters) => Prepare(sql, parameters).ExecuteNonQuery();

    public IReadOnlyList<T> Query<T>(string sql, Func<Row, T> map, params ReadOnlySpan<object?> parameters)
    {
        using var reader = Prepare(sql, parameters).ExecuteReader();
        var row = new Row(reader);
        var rows = new List<T>();
        while (reader.Read()) rows.Add(map(row));
        return rows;
    }

    public T? QueryFirst<T>(string sql, Func<Row, T> map, params ReadOnlySpan<object?> parameters)
    {
        using var reader = Prepare(sql, parameters).ExecuteReader();
        return reader.Read() ? map(new Row(reader)) : default;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _connection.Dispose();
    }

    private void Pragma(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < parameters.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + (i + 1) });
            _prepared.Add(sql, command);
        }

        for (var i = 0; i < parameters.Length; i++) command.Parameters[i].Value = Stored(parameters[i]);
        return command;
    }

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => time.UtcTicks,
        bool flag => flag ? 1L : 0L,
        Enum named => named.ToString(),
        _ => value,
    };
}
