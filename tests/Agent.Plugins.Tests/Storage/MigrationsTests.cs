using Agent.Plugins.Storage;

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
