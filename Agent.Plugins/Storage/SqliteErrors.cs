using Microsoft.Data.Sqlite;

namespace Agent.Plugins.Storage;

/// <summary>SQLite's result codes as errors that say what to do.</summary>
internal static class SqliteErrors
{
    public static ShopException Translate(Exception error, string path)
    {
        var (code, message) = error switch
        {
            SqliteException { SqliteErrorCode: 5 or 6 } => ("database_locked", $"The database {path} is in use by another program. Close it, or choose another file with --db."),
            SqliteException { SqliteErrorCode: 8 } or UnauthorizedAccessException => ("database_read_only", $"The database {path} cannot be written to. Change its permissions, or choose another file with --db."),
            SqliteException { SqliteErrorCode: 11 or 26 } => ("database_corrupt", $"The file {path} is damaged or is not a database. Restore a backup, or choose another file with --db."),
            SqliteException { SqliteErrorCode: 13 } => ("database_full", $"There is no room left to write to the database {path}. Nothing was lost; free some space and try again."),
            SqliteException { SqliteErrorCode: 14 } or IOException => ("database_unusable", $"The database {path} cannot be opened. Check that its folder exists and may be written to, or choose another file with --db."),
            _ => ("database_failed", $"The database {path} failed: {error.Message}"),
        };
        return new ShopException(code, message, error) { Subject = path };
    }
}
