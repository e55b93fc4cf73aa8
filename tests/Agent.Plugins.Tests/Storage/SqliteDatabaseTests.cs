using Agent.Plugins.Storage;
using Microsoft.Data.Sqlite;

namespace Agent.Plugins.Tests.Storage;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Sixteen_writers_share_commits_and_none_is_lost()
    {
        var path = _folder.File("agent.db");
        await using (var database = SqliteDatabase.Open(path))
        {
            await CreateAsync(database);
            await Task.WhenAll(Enumerable.Range(0, 16).Select(worker => Task.Run(async () =>
            {
                for (var i = 0; i < 25; i++)
                {
                    var number = worker * 1000 + i;
                    (await database.WriteAsync(tx => tx.Execute("INSERT INTO things (number) VALUES ($1)", number), CancellationToken.None)).ShouldBe(1);
                    // Acknowledged means that another connection sees it.
                    (await database.ReadAsync(tx => Has(tx, number), CancellationToken.None)).ShouldBeTrue();
                }
            })));
        }

        await using var again = SqliteDatabase.Open(path);
        (await CountAsync(again)).ShouldBe(400);
    }

    [Fact]
    public async Task What_is_under_way_when_the_store_closes_is_committed_first()
    {
        var path = _folder.File("agent.db");
        var database = SqliteDatabase.Open(path);
        await CreateAsync(database);
        using var entered = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        var first = Task.Run(() => database.WriteAsync(
            tx =>
            {
                entered.Release();
                go.Wait();
                return Insert(1)(tx);
            },
            CancellationToken.None));
        await entered.WaitAsync();
        var second = database.WriteAsync(Insert(2), CancellationToken.None);

        var closing = database.DisposeAsync().AsTask();
        closing.IsCompleted.ShouldBeFalse();
        Should.Throw<ObjectDisposedException>(() => { _ = database.WriteAsync(Insert(3), CancellationToken.None); });
        go.Release();
        await closing;
        await database.DisposeAsync();

        (await first, await second).ShouldBe((1, 1));
        await using var again = SqliteDatabase.Open(path);
        (await NumbersAsync(again)).ShouldBe([1L, 2]);
    }

    [Fact]
    public async Task A_unit_that_fails_has_no_effect_and_poisons_nobody()
    {
        await using var database = SqliteDatabase.Open(_folder.File("agent.db"));
        await CreateAsync(database);

        var (good, bad) = await Batch(database, Insert(1), Fail(2), Insert(3), tx => tx.Execute("INSERT INTO nothing VALUES (1)"), Insert(1), Insert(5));

        good.ShouldBe([0, 2, 5]);
        bad[1].ShouldBeOfType<InvalidTimeZoneException>();
        bad[3].ShouldBeOfType<ShopException>().Code.ShouldBe("database_failed");
        bad[4].ShouldBeOfType<ShopException>();
        (await NumbersAsync(database)).ShouldBe([1L, 3, 5]);
    }

    [Fact]
    public async Task A_unit_that_ends_the_transaction_fails_with_all_that_shared_it_and_nothing_is_acknowledged()
    {
        await using var database = SqliteDatabase.Open(_folder.File("agent.db"));
        await CreateAsync(database);

        var (good, bad) = await Batch(database, Insert(1), tx => tx.Execute("INSERT OR ROLLBACK INTO things (number) VALUES (1)"), Insert(3));

        good.ShouldBeEmpty();
        bad.Keys.ShouldBe([0, 1, 2], ignoreOrder: true);
        (await NumbersAsync(database)).ShouldBeEmpty();
        await database.WriteAsync(Insert(9), CancellationToken.None);
        (await NumbersAsync(database)).ShouldBe([9L]);
    }

    [Fact]
    public async Task A_commit_that_fails_fails_every_unit_in_it()
    {
        await using var database = SqliteDatabase.Open(_folder.File("agent.db"));
        await CreateAsync(database);

        // A deferred constraint is only looked at by the commit.
        var (good, bad) = await Batch(database, Insert(1), tx => tx.Execute("INSERT INTO parts (thing) VALUES (99)"), Insert(3));

        good.ShouldBeEmpty();
        bad.Count.ShouldBe(3);
        (await NumbersAsync(database)).ShouldBeEmpty();
        await database.WriteAsync(Insert(9), CancellationToken.None);
        (await NumbersAsync(database)).ShouldBe([9L]);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_loses_nothing()
    {
        await using var database = SqliteDatabase.Open(_folder.File("agent.db"));
        await CreateAsync(database);
        await database.WriteAsync(Insert(1), CancellationToken.None);
        var pages = await database.WriteAsync(tx => tx.QueryFirst("PRAGMA page_count", row => row.Number(0)), CancellationToken.None);
        await database.WriteAsync(tx => tx.QueryFirst($"PRAGMA max_page_count={pages}", row => row.Number(0)), CancellationToken.None);

        var error = await Should.ThrowAsync<ShopException>(() => database.WriteAsync(tx => tx.Execute("INSERT INTO things (number, filling) VALUES (2, $1)", new string('x', 1_000_000)), CancellationToken.None));

        error.Code.ShouldBe("database_full");
        (await NumbersAsync(database)).ShouldBe([1L]);
        await database.WriteAsync(tx => tx.QueryFirst("PRAGMA max_page_count=1000000", row => row.Number(0)), CancellationToken.None);
        await database.WriteAsync(Insert(3), CancellationToken.None);
        (await NumbersAsync(database)).ShouldBe([1L, 3]);
    }

    [Fact]
    public async Task A_reader_sees_one_snapshot_while_others_write()
    {
        await using var database = SqliteDatabase.Open(_folder.File("agent.db"));
        await CreateAsync(database);

        var (before, after) = await database.ReadAsync(
            tx =>
            {
                var first = tx.QueryFirst("SELECT count(*) FROM things", row => row.Number(0));
                database.WriteAsync(Insert(1), CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
                return (first, tx.QueryFirst("SELECT count(*) FROM things", row => row.Number(0)));
            },
            CancellationToken.None);

        (before, after).ShouldBe((0, 0));
        (await CountAsync(database)).ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_call_writes_nothing()
    {
        await using var database = SqliteDatabase.Open(_folder.File("agent.db"));
        await CreateAsync(database);

        await Should.ThrowAsync<OperationCanceledException>(() => database.WriteAsync(Insert(1), new CancellationToken(true)));

        (await CountAsync(database)).ShouldBe(0);
    }

    [Fact]
    public async Task Without_others_a_unit_runs_on_the_callers_own_thread()
    {
        await using var database = SqliteDatabase.Open(SqliteDatabase.Memory);
        var caller = Environment.CurrentManagedThreadId;

        var task = database.WriteAsync(_ => Environment.CurrentManagedThreadId, CancellationToken.None);

        task.IsCompletedSuccessfully.ShouldBeTrue();
        (await task).ShouldBe(caller);
    }

    [Fact]
    public void A_file_that_is_no_database_is_named()
    {
        var path = _folder.File("agent.db");
        File.WriteAllText(path, new string('?', 5000));

        var error = Should.Throw<ShopException>(() => SqliteDatabase.Open(path));

        (error.Code, error.Subject).ShouldBe(("database_corrupt", path));
        error.Message.ShouldContain(path);
        File.ReadAllText(path).ShouldBe(new string('?', 5000));
    }

    [Fact]
    public async Task A_file_from_a_newer_program_is_refused()
    {
        var path = _folder.File("agent.db");
        await using (var database = SqliteDatabase.Open(path)) await database.WriteAsync(tx => tx.Execute("PRAGMA user_version=9999"), CancellationToken.None);

        Should.Throw<ShopException>(() => SqliteDatabase.Open(path)).Code.ShouldBe("database_newer");
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        var file = _folder.File("file");
        File.WriteAllText(file, "");

        Should.Throw<ShopException>(() => SqliteDatabase.Open(Path.Combine(file, "agent.db"))).Code.ShouldBe("database_unusable");
    }

    [Fact]
    public async Task A_database_that_may_not_be_written_to_is_told_as_such()
    {
        await using var database = SqliteDatabase.Open(_folder.File("agent.db"));
        await CreateAsync(database);
        await database.WriteAsync(tx => tx.Execute("PRAGMA query_only=ON"), CancellationToken.None);

        (await Should.ThrowAsync<ShopException>(() => database.WriteAsync(Insert(1), CancellationToken.None))).Code.ShouldBe("database_read_only");
    }

    [Fact]
    public async Task A_database_that_another_program_keeps_is_told_as_locked()
    {
        var path = _folder.File("agent.db");
        await using var database = SqliteDatabase.Open(path);
        await database.WriteAsync(tx => tx.Execute("PRAGMA busy_timeout=1"), CancellationToken.None);
        await using var other = new SqliteConnection($"Data Source={path};Pooling=False");
        other.Open();
        using var hold = other.CreateCommand();
        hold.CommandText = "BEGIN IMMEDIATE";
        hold.ExecuteNonQuery();

        (await Should.ThrowAsync<ShopException>(() => database.WriteAsync(tx => tx.Execute("DELETE FROM secrets"), CancellationToken.None))).Code.ShouldBe("database_locked");

        hold.CommandText = "ROLLBACK";
        hold.ExecuteNonQuery();
        (await database.WriteAsync(tx => tx.Execute("DELETE FROM secrets"), CancellationToken.None)).ShouldBe(0);
    }

    public void Dispose() => _folder.Dispose();

    private static Func<ITransaction, int> Insert(int number) => tx => tx.Execute("INSERT INTO things (number) VALUES ($1)", number);

    private static Func<ITransaction, int> Fail(int number) => tx =>
    {
        Insert(number)(tx);
        throw new InvalidTimeZoneException("This unit fails after it has written.");
    };

    /// <summary>Makes the units queue behind one that is still running, so that they share a commit.</summary>
    private static async Task<(int[] Good, Dictionary<int, Exception> Bad)> Batch(SqliteDatabase database, params Func<ITransaction, int>[] units)
    {
        var queued = new List<Task<int>>();
        await database.WriteAsync(
            _ =>
            {
                queued.AddRange(units.Select(u => database.WriteAsync(u, CancellationToken.None)));
                return queued.All(t => !t.IsCompleted);
            },
            CancellationToken.None).ShouldBeTrueAsync("They ran before their turn.");
        var bad = new Dictionary<int, Exception>();
        for (var i = 0; i < queued.Count; i++)
        {
            try
            {
                await queued[i];
            }
            catch (Exception e)
            {
                bad[i] = e;
            }
        }

        return ([.. Enumerable.Range(0, queued.Count).Where(i => !bad.ContainsKey(i))], bad);
    }

    private static Task<int> CreateAsync(SqliteDatabase database) => database.WriteAsync(
        tx => tx.Execute("CREATE TABLE things (number INTEGER PRIMARY KEY, filling TEXT)") + tx.Execute("CREATE TABLE parts (thing INTEGER REFERENCES things (number) DEFERRABLE INITIALLY DEFERRED)"),
        CancellationToken.None);

    private static bool Has(ITransaction tx, int number) => tx.QueryFirst("SELECT 1 FROM things WHERE number = $1", row => row.Flag(0), number);

    private static Task<long> CountAsync(SqliteDatabase database) => database.ReadAsync(tx => tx.QueryFirst("SELECT count(*) FROM things", row => row.Number(0)), CancellationToken.None);

    private static Task<IReadOnlyList<long>> NumbersAsync(SqliteDatabase database) => database.ReadAsync(tx => tx.Query("SELECT number FROM things ORDER BY number", row => row.Number(0)), CancellationToken.None);
}

file static class TaskShould
{
    public static async Task ShouldBeTrueAsync(this Task<bool> task, string message) => (await task).ShouldBeTrue(message);
}
