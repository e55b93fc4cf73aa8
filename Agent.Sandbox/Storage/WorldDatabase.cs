using Agent.Plugins;
using Agent.Plugins.Storage;

namespace Agent.Sandbox.Storage;

/// <summary>The world's own store. Each unit also keeps the world's time, so that nothing that was told is ever taken back.</summary>
internal sealed class WorldDatabase : IAsyncDisposable
{
    internal static readonly Migrations Schema = new(typeof(WorldDatabase).Assembly, "Agent.Sandbox.Storage.Migrations.", 0x41475742);
    private static readonly TimeSpan QuotesAreKept = TimeSpan.FromDays(1);

    private readonly SqliteDatabase _database;
    private int _disposed;

    private WorldDatabase(SqliteDatabase database, SandboxClock clock, IdSource ids) => (_database, Clock, Ids) = (database, clock, ids);

    public SandboxClock Clock { get; }

    public IdSource Ids { get; }

    /// <exception cref="ShopException">As <see cref="SqliteDatabase.Open(string)"/>; speed_invalid.</exception>
    public static WorldDatabase Open(SandboxOptions options)
    {
        var database = SqliteDatabase.Open(options.DatabasePath, Schema);
        try
        {
            // A unit on a store that nobody else uses yet completes before it returns.
            var found = database.WriteAsync(Find, CancellationToken.None).GetAwaiter().GetResult();
            var start = options.Now ?? (found.Last is { } last ? SandboxClock.Resume(last, found.LastEnd > last) : SandboxClock.FirstNoon);
            var clock = new SandboxClock(options.BaseClock, start, options.Speed);
            if (found.LastEnd is { } end) clock.RunFastUntil(end);
            IdSource ids = options.Seed is { } seed ? new SeededIds(unchecked((seed * 7919) + found.Openings)) : new RandomIds();
            return new WorldDatabase(database, clock, ids);
        }
        catch
        {
            database.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    public Task<T> ReadAsync<T>(Func<ITransaction, T> unit, CancellationToken cancellationToken) => _database.ReadAsync(unit, cancellationToken);

    public Task<T> WriteAsync<T>(Func<ITransaction, T> unit, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            tx =>
            {
                var now = Clock.GetUtcNow();
                var value = unit(tx);
                tx.Execute("UPDATE world SET now = $1 WHERE id = 1", now);
                tx.Execute("DELETE FROM quotes WHERE expires_at < $1", now - QuotesAreKept);
                // In here units never overlap, so that the clock is never set by what an earlier one saw.
                Clock.RunFastUntil(LastEnd(tx) ?? DateTimeOffset.MinValue);
                return value;
            },
            cancellationToken);

    /// <summary>Keeps the time at which the world stops. Idempotent.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        try
        {
            await WriteAsync(_ => true, CancellationToken.None);
        }
        finally
        {
            await _database.DisposeAsync();
        }
    }

    private static (DateTimeOffset? Last, DateTimeOffset? LastEnd, int Openings) Find(ITransaction tx)
    {
        tx.Execute("UPDATE world SET openings = openings + 1 WHERE id = 1");
        var (last, openings) = tx.QueryFirst("SELECT now, openings FROM world WHERE id = 1", row => (row.IsNull(0) ? (DateTimeOffset?)null : row.Time(0), row.Int(1)));
        return (last, LastEnd(tx), openings);
    }

    private static DateTimeOffset? LastEnd(ITransaction tx) => tx.QueryFirst("SELECT max(ends_at) FROM orders", row => row.IsNull(0) ? (DateTimeOffset?)null : row.Time(0));
}
