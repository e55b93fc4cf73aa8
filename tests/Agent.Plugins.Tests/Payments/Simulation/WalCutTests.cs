using System.Buffers.Binary;
using Agent.Plugins.Payments;
using Agent.Plugins.Storage;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Agent.Plugins.Tests.Payments.Simulation;

/// <summary>The power fails while a commit is being written: whatever was acknowledged before is there, and of the rest nothing in part.</summary>
/// <remarks>A commit counts as on the disk once it was acknowledged, which is what <c>synchronous=FULL</c> is for; that the disk keeps its word is not ours to prove.</remarks>
public sealed class WalCutTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Cut_anywhere_after_the_last_commit_the_log_gives_that_commit_and_nothing_more()
    {
        using var folder = new TempFolder();
        var live = folder.File("live.db");
        var marks = new List<(long Length, string State)>();
        Shop? shop = null;
        await using var story = new Story(Plot.Plain with { Ending = Ending.PersonCancels, Rivals = true }, (_, what) => Mark(what), path: live);
        shop = story.Shop;
        // What opening wrote goes into the database itself, so that all that follows is in the log.
        Execute(live, "PRAGMA wal_checkpoint(TRUNCATE)");
        var database = Read(live);
        story.Tell();
        var log = Read(live + "-wal");
        Read(live).ShouldBe(database, "A checkpoint came in between; the log is not the whole story.");

        var commits = Commits(log);
        marks.ShouldAllBe(m => commits.Contains(m.Length), "What was acknowledged ends with a commit.");
        var random = new Random(1);
        var cuts = 0;
        for (var i = 0; i + 1 < commits.Count; i++)
        {
            var (from, until) = (commits[i], commits[i + 1]);
            var state = await CutAsync(from);
            foreach (var (_, acknowledged) in marks.Where(m => m.Length == from)) state.ShouldBe(acknowledged, $"cut right after the commit that ended at {from}");
            foreach (var cut in new[] { from + 1, from + random.NextInt64(1, until - from), until - 1 })
            {
                (await CutAsync(cut)).ShouldBe(state, $"cut at {cut}, within the commit after the one that ended at {from}");
                cuts++;
            }
        }

        output.WriteLine($"{cuts} of {cuts} cuts within {commits.Count - 1} commits; before {marks.Count} of them the code under test had been told that all was kept.");
        cuts.ShouldBeGreaterThan(40);

        async Task<string> CutAsync(long at)
        {
            var path = folder.File($"cut-{at}.db");
            File.WriteAllBytes(path, database);
            File.WriteAllBytes(path + "-wal", log[..(int)at]);
            await using var opened = SqliteDatabase.Open(path);
            (await opened.ReadAsync(Ledger.Verify, CancellationToken.None)).ShouldBeEmpty();
            return await opened.ReadAsync(Rows, CancellationToken.None);
        }

        Fault Mark(string what)
        {
            if (what == "commit") marks.Add((new FileInfo(live + "-wal").Length, shop!.Read(Rows)));
            return Fault.None;
        }
    }

    /// <summary>Where in the log each commit ends: with a frame that says how large the database is then. The format is SQLite's own.</summary>
    private static List<long> Commits(byte[] log)
    {
        const int header = 32;
        const int frameHeader = 24;
        var page = BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(8));
        var ends = new List<long>();
        for (var at = header; at + frameHeader + page <= log.Length; at += frameHeader + page)
            if (BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(at + 4)) != 0) ends.Add(at + frameHeader + page);
        return ends;
    }

    private static string Rows(ITransaction tx) => string.Join(
        '\n',
        [
            .. tx.Query("SELECT id || step || content FROM journals ORDER BY id", row => row.Text(0)),
            .. tx.Query("SELECT id || state FROM orders ORDER BY id", row => row.Text(0)),
            .. tx.Query("SELECT id || state FROM consents ORDER BY id", row => row.Text(0)),
            .. tx.Query("SELECT reference FROM postings ORDER BY number", row => row.Text(0)),
            .. tx.Query("SELECT account || minor FROM entries ORDER BY number", row => row.Text(0)),
            .. tx.Query("SELECT code || order_id || redeemed FROM voucher_uses ORDER BY code", row => row.Text(0)),
            .. tx.Query("SELECT code || person_id || promised || spent_minor FROM issued_vouchers ORDER BY code", row => row.Text(0)),
        ]);

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
