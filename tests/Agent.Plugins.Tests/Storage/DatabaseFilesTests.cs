using Agent.Plugins.Payments;
using Agent.Plugins.Storage;
using Microsoft.Data.Sqlite;

namespace Agent.Plugins.Tests.Storage;

public sealed class DatabaseFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Live => _folder.File("agent.db");

    private string Copy => _folder.File("copies/monday.db");

    [Fact]
    public async Task A_backup_is_taken_while_others_write_and_is_put_back_whole()
    {
        await using (var database = SqliteDatabase.Open(Live))
        {
            await TopUpAsync(database, 1);
            DatabaseFiles.Backup(Live, Copy);
            await TopUpAsync(database, 2);
            Should.Throw<ShopException>(() => DatabaseFiles.Backup(Live, Copy)).Code.ShouldBe("backup_exists");
        }

        var before = DatabaseFiles.Restore(Copy, Live, VirtualTime.Noon).ShouldNotBeNull();

        (await BalanceAsync(Live)).ShouldBe(1_00);
        (await BalanceAsync(before)).ShouldBe(3_00, "What was there is kept, the last write included.");
    }

    [Fact]
    public async Task A_damaged_or_unsound_backup_replaces_nothing()
    {
        await using (var database = SqliteDatabase.Open(Live)) await TopUpAsync(database, 1);
        DatabaseFiles.Backup(Live, Copy);
        using (var connection = new SqliteConnection($"Data Source={Copy};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TRIGGER entries_no_update; UPDATE entries SET minor = minor + 1 WHERE number = 1";
            command.ExecuteNonQuery();
        }

        Should.Throw<ShopException>(() => DatabaseFiles.Restore(Copy, Live, VirtualTime.Noon)).Code.ShouldBe("backup_unsound");
        var bytes = await File.ReadAllBytesAsync(Copy);
        bytes.AsSpan(5000, 3000).Fill(0x55);
        await File.WriteAllBytesAsync(Copy, bytes);
        Should.Throw<ShopException>(() => DatabaseFiles.Restore(Copy, Live, VirtualTime.Noon)).Code.ShouldBeOneOf("database_corrupt", "backup_unsound");
        await File.WriteAllTextAsync(_folder.File("note.txt"), "this is a note and no database, however long it may go on");
        Should.Throw<ShopException>(() => DatabaseFiles.Restore(_folder.File("note.txt"), Live, VirtualTime.Noon));
        Should.Throw<ShopException>(() => DatabaseFiles.Restore(_folder.File("nothing.db"), Live, VirtualTime.Noon)).Message.ShouldContain("There is no backup");
        (await BalanceAsync(Live)).ShouldBe(1_00);
    }

    private static Task<bool> TopUpAsync(SqliteDatabase database, int yuan) =>
        database.WriteAsync(tx => Ledger.TopUp(tx, "demo", new Money(yuan * 100, "CNY"), $"topup:{yuan}", VirtualTime.Noon), CancellationToken.None);

    private static async Task<long> BalanceAsync(string path)
    {
        await using var database = SqliteDatabase.Open(path);
        return (await database.ReadAsync(tx => Ledger.Balance(tx, LedgerAccount.Wallet("demo"), "CNY"), CancellationToken.None)).Minor;
    }

    public void Dispose() => _folder.Dispose();
}
