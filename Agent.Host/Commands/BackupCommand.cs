using System.CommandLine;
using Agent.Plugins.Storage;

namespace Agent.Host.Commands;

/// <summary>Copies of the agent's database.</summary>
internal static class BackupCommand
{
    public static Command CreateBackup()
    {
        var file = new Argument<string>("file") { Description = "The new file." };
        var database = Books.DatabaseOption();
        var command = new Command("backup", "Write a consistent copy of the agent's database to a new file, also while a chat runs.") { file, database };
        command.SetAction((parsed, _) => Run(() =>
        {
            DatabaseFiles.Backup(parsed.GetValue(database) ?? DataFolder.DefaultDatabase, parsed.GetValue(file)!);
            return $"Backed up to {parsed.GetValue(file)}.";
        }));
        return command;
    }

    public static Command CreateRestore()
    {
        var file = new Argument<string>("file") { Description = "A backup." };
        var database = Books.DatabaseOption();
        var command = new Command("restore", "Put a backup in the database's place, once it is found whole and its ledger in order. Stop every chat first.") { file, database };
        command.SetAction((parsed, _) => Run(() =>
        {
            var path = parsed.GetValue(database) ?? DataFolder.DefaultDatabase;
            return DatabaseFiles.Restore(parsed.GetValue(file)!, path, TimeProvider.System.GetUtcNow()) is { } before ? $"Restored; what was there before is in {before}." : $"Restored to {path}.";
        }));
        return command;
    }

    private static Task<int> Run(Func<string> act) => CommandRun.RunAsync(() => Console.Out.WriteLineAsync(act()));
}
