using Microsoft.Data.Sqlite;

namespace Agent.Plugins.Storage;

/// <summary>SQLite as the embedded store: WAL, <c>synchronous=FULL</c>, one writer with group commit. Thread-safe.</summary>
/// <remarks>
/// Whoever finds the writer free becomes its leader and runs, on its own thread, its unit and those that queued meanwhile: one savepoint each, one commit for all,
/// acknowledged after that commit. Without contention nothing is ever queued, so a simulation on one thread runs inline.
/// </remarks>
public sealed class SqliteDatabase : IDatabase
{
    private const int MostUnitsInACommit = 256;

    private readonly string _path;
    private readonly Lock _gate = new();
    private readonly Queue<Unit> _queue = new();
    private readonly Stack<SqliteSession> _readers = new();
    private readonly SqliteSession _writer;
    private bool _leading;
    private bool _disposed;
    private TaskCompletionSource? _closing;

    private SqliteDatabase(string path, SqliteSession writer) => (_path, _writer) = (path, writer);

    /// <summary>Opens or creates the file, and brings it to the agent's schema.</summary>
    /// <param name="path">A file, or ":memory:" for a store that ends with this object.</param>
    /// <exception cref="ShopException">database_locked, database_read_only, database_corrupt, database_newer, database_other, database_unusable; the message names the file and what to do.</exception>
    public static SqliteDatabase Open(string path) => Open(path, Migrations.Agent);

    /// <summary>The same for a store with a schema of its own.</summary>
    public static SqliteDatabase Open(string path, Migrations migrations)
    {
        SqliteSession? writer = null;
        try
        {
            if (path != Memory && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            writer = SqliteSession.Open(path);
            migrations.Apply(writer, path);
            return new SqliteDatabase(path, writer);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or ShopException)
        {
            writer?.Dispose();
            if (e is ShopException) throw;
            throw SqliteErrors.Translate(e, path);
        }
    }

    /// <summary>The path of a database that lives in memory.</summary>
    public const string Memory = ":memory:";

    public Task<T> WriteAsync<T>(Func<ITransaction, T> unit, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        var queued = new Unit<T>(unit);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _queue.Enqueue(queued);
            if (_leading) return queued.Completion;
            _leading = true;
        }

        Lead();
        return queued.Completion;
    }

    public Task<T> ReadAsync<T>(Func<ITransaction, T> unit, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        // A database in memory has one connection, so its reads queue with the writes.
        if (_path == Memory) return WriteAsync(unit, cancellationToken);
        SqliteSession? reader = null;
        try
        {
            reader = Rent();
            reader.Begin(write: false);
            var result = unit(reader);
            reader.Rollback();
            Return(reader);
            return Task.FromResult(result);
        }
        catch (Exception e)
        {
            reader?.Dispose();
            return Task.FromException<T>(e is SqliteException ? SqliteErrors.Translate(e, _path) : e);
        }
    }

    /// <summary>Takes nothing new; what was queued before is committed first.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed) return _closing is null ? ValueTask.CompletedTask : new(_closing.Task);
            _disposed = true;
            while (_readers.TryPop(out var reader)) reader.Dispose();
            if (_leading)
            {
                // Another thread is in the middle of a commit: it closes the connection when it is done.
                _closing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return new(_closing.Task);
            }
        }

        _writer.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Lead()
    {
        var batch = new List<Unit>();
        while (true)
        {
            batch.Clear();
            lock (_gate)
            {
                while (batch.Count < MostUnitsInACommit && _queue.TryDequeue(out var unit)) batch.Add(unit);
                if (batch.Count == 0)
                {
                    _leading = false;
                    if (_closing is null) return;
                    break;
                }
            }

            Commit(batch);
        }

        _writer.Dispose();
        _closing.SetResult();
    }

    private void Commit(List<Unit> batch)
    {
        try
        {
            _writer.Begin(write: true);
            foreach (var unit in batch) unit.Run(_writer, isolated: batch.Count > 1);
            if (batch is [{ Failed: true }]) _writer.TryRollback();
            else _writer.Commit();
        }
        catch (Exception e)
        {
            _writer.TryRollback();
            foreach (var unit in batch) unit.Fail(e, _path);
            return;
        }

        foreach (var unit in batch) unit.Acknowledge(_path);
    }

    private SqliteSession Rent()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_readers.TryPop(out var reader)) return reader;
        }

        return SqliteSession.Open(_path);
    }

    private void Return(SqliteSession reader)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _readers.Push(reader);
                return;
            }
        }

        reader.Dispose();
    }

    private abstract class Unit
    {
        public bool Failed => Error is not null;

        protected Exception? Error { get; set; }

        /// <summary>Runs in a savepoint where it shares the transaction with others.</summary>
        public void Run(SqliteSession session, bool isolated)
        {
            if (isolated) session.Execute("SAVEPOINT unit");
            try
            {
                Invoke(session);
            }
            catch (Exception e)
            {
                Error = e;
                if (isolated) session.Execute("ROLLBACK TO unit");
            }

            if (isolated) session.Execute("RELEASE unit");
        }

        public abstract void Acknowledge(string path);

        /// <summary>The transaction that it shared came to nothing; its own error, if it had one, says more than the others'.</summary>
        public abstract void Fail(Exception error, string path);

        protected abstract void Invoke(ITransaction transaction);
    }

    private sealed class Unit<T>(Func<ITransaction, T> work) : Unit
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Completion => _completion.Task;

        public override void Acknowledge(string path)
        {
            if (Error is null) _completion.SetResult(_result);
            else Fail(Error, path);
        }

        public override void Fail(Exception error, string path) => _completion.SetException((Error ?? error) is SqliteException e ? SqliteErrors.Translate(e, path) : Error ?? error);

        protected override void Invoke(ITransaction transaction) => _result = work(transaction);
    }
}
