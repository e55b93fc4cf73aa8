using System.CommandLine;
using System.Globalization;
using Agent.Plugins;
using Agent.Plugins.Storage;
using Agent.Sandbox;
using Agent.Wording;

namespace Agent.Host.Commands;

/// <summary>How a command for operators opens the agent's database, with no world around it, and how it ends.</summary>
internal static class Books
{
    public static Option<string?> DatabaseOption() => new WorldOptions().Database;

    public static Task<int> RunAsync(string? path, Func<SqliteDatabase, Task> act) => CommandRun.RunAsync(async () =>
    {
        path ??= DataFolder.DefaultDatabase;
        // A question about what was never kept must not leave an empty database behind.
        if (path != SqliteDatabase.Memory && !File.Exists(path)) throw new ShopException("database_unusable", $"There is no database {path}. Name one with --db.") { Subject = path };
        await using var database = SqliteDatabase.Open(path);
        await act(database);
    });

    public static string Amount(Money money) => Phrases.Amount(money, Language.English);

    public static string Moment(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, SandboxClock.City).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
