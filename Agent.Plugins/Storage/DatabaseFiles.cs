using Agent.Plugins.Payments;
using Microsoft.Data.Sqlite;

namespace Agent.Plugins.Storage;

/// <summary>Copies of a database file: taken while it is in use, and put back only where they are whole.</summary>
public static class DatabaseFiles
{
    /// <summary>Writes one consistent snapshot to a new file; readers and writers go on meanwhile.</summary>
    /// <exception cref="ShopException">backup_exists, or what opening a database can throw.</exception>
    public static void Backup(string database, string copy)
    {
        if (!File.Exists(database)) throw new ShopException("database_unusable", $"There is no database {database} to back up.") { Subject = database };
        if (File.Exists(copy)) throw new ShopException("backup_exists", $"{copy} is there already, and a backup never overwrites one. Name another file.") { Subject = copy };
        // Written beside, so that what has the name of a backup is always a whole one.
        var part = copy + ".part";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(copy)) is { } folder) Directory.CreateDirectory(folder);
            File.Delete(part);
            using (var session = SqliteSession.Open(database)) session.Execute("VACUUM INTO $1", part);
            Check(part, Migrations.Agent);
            File.Move(part, copy);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            File.Delete(part);
            throw SqliteErrors.Translate(e, e is SqliteException ? database : copy);
        }
    }

    /// <summary>Puts a backup in a database's place, after it is found whole and its ledger in order. What was there before is kept beside it. Nothing else may have the database open.</summary>
    /// <returns>Where what was there before lies now; null where nothing was.</returns>
    /// <exception cref="ShopException">database_corrupt, database_other, database_newer, backup_unsound, or what opening a database can throw.</exception>
    public static string? Restore(string copy, string database, DateTimeOffset now)
    {
        if (!File.Exists(copy)) throw new ShopException("database_unusable", $"There is no backup {copy}.") { Subject = copy };
        try
        {
            Check(copy, Migrations.Agent);
            if (Path.GetDirectoryName(Path.GetFullPath(database)) is { } folder) Directory.CreateDirectory(folder);
            string? before = null;
            if (File.Exists(database))
            {
                before = FormattableString.Invariant($"{database}.before-{now.UtcDateTime:yyyyMMddTHHmmss}");
                // All that is in the write-ahead log belongs to it.
                using (var session = SqliteSession.Open(database)) session.Script("PRAGMA wal_checkpoint(TRUNCATE)");
                File.Move(database, before);
            }

            foreach (var rest in new[] { "-wal", "-shm" }) File.Delete(database + rest);
            File.Copy(copy, database);
            return before;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.Translate(e, database);
        }
    }

    private static void Check(string path, Migrations migrations)
    {
        try
        {
            using var session = SqliteSession.Open(path);
            if (session.QueryFirst("PRAGMA integrity_check", row => row.Text(0)) != "ok") throw new ShopException("database_corrupt", $"{path} is damaged. Use another backup.") { Subject = path };
            migrations.Check(session, path);
            if (Ledger.Verify(session) is [var first, ..]) throw new ShopException("backup_unsound", $"The ledger in {path} is not in order: {first}. Use another backup.") { Subject = path };
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Translate(e, path);
        }
    }
}
