using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.People;
using Agent.Plugins.Storage;
using Agent.Plugins.Tests.Payments.Simulation;
using Microsoft.Data.Sqlite;

namespace Agent.Plugins.Tests.Storage;

public sealed class MigrationsTests
{
    private static readonly Migrations Other = new(typeof(Migrations).Assembly, "Agent.Plugins.Storage.Migrations.", 7);

    [Fact]
    public async Task A_database_opens_again_with_what_it_held()
    {
        using var folder = new TempFolder();
        await using (var first = SqliteDatabase.Open(folder.File("agent.db")))
        {
            await first.WriteAsync(tx => tx.Execute("INSERT INTO addresses (person_id, id, position, content) VALUES ('p', 'home', 0, '{}')"), default);
        }

        await using var again = SqliteDatabase.Open(folder.File("agent.db"));
        (await again.ReadAsync(tx => tx.QueryFirst("SELECT id FROM addresses", row => row.Text(0)), default)).ShouldBe("home");
    }

    /// <summary>What version 4 held is read by this one, and nobody is told old news.</summary>
    [Fact]
    public async Task Orders_and_addresses_from_before_are_whole()
    {
        using var folder = new TempFolder();
        await using (var shop = new Shop(path: folder.File("new.db")))
        {
            shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>();
            var content = shop.Read(tx => tx.QueryFirst("SELECT json_remove(content, '$.gone') FROM orders", row => row.Text(0)))!;
            using var old = new SqliteConnection($"Data Source={folder.File("old.db")};Pooling=False");
            old.Open();
            foreach (var number in Enumerable.Range(1, 4)) Run(old, Script(number));
            Run(old, "PRAGMA application_id=0x41474E54; PRAGMA user_version=4");
            Run(old, "INSERT INTO addresses VALUES ('demo', 'home', 0, '{}')");
            Run(old, "INSERT INTO orders VALUES ('ord_old', 'demo', 'cnv_1', 5, 'Placed', 1, 0, 2450, 'CNY', 'Placed', 0, $content)", ("$content", content));
        }

        await using var database = SqliteDatabase.Open(folder.File("old.db"));

        var followed = (await database.ReadAsync(OrderStore.ListToFollow, default)).ShouldHaveSingleItem();
        (followed.HasNews, followed.Order.Gone.Count, followed.Order.Left.Minor).ShouldBe((false, 0, 24_50));
        (await database.ReadAsync(tx => AddressBook.AddedAt(tx, "demo", "home"), default)).ShouldBeNull("what was there before is not new");

        static void Run(SqliteConnection connection, string sql, params (string Name, string Value)[] values)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
            command.ExecuteNonQuery();
        }

        static string Script(int number)
        {
            var assembly = typeof(Migrations).Assembly;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.Contains($".Migrations.{number:0000}_", StringComparison.Ordinal)))!);
            return reader.ReadToEnd();
        }
    }

    [Fact]
    public async Task A_database_of_another_kind_is_refused_with_its_name()
    {
        using var folder = new TempFolder();
        var path = folder.File("world.db");
        await SqliteDatabase.Open(path, Other).DisposeAsync();

        var error = Should.Throw<ShopException>(() => SqliteDatabase.Open(path));
        error.Code.ShouldBe("database_other");
        error.Message.ShouldContain(path);
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused()
    {
        using var folder = new TempFolder();
        var path = folder.File("agent.db");
        await SqliteDatabase.Open(path).DisposeAsync();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version=9999";
            command.ExecuteNonQuery();
        }

        Should.Throw<ShopException>(() => SqliteDatabase.Open(path)).Code.ShouldBe("database_newer");
    }
}
