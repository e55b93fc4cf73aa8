using System.Globalization;
using System.Reflection;

namespace Agent.Plugins.Storage;

/// <summary>A schema as numbered SQL files that are embedded in an assembly, applied in order, each in a transaction of its own. The number reached is the database's <c>user_version</c>.</summary>
/// <param name="assembly">Where the files are embedded.</param>
/// <param name="prefix">Of their resource names, up to the four digits.</param>
/// <param name="applicationId">Marks the database, so that one kind of file is never taken for another.</param>
public sealed class Migrations(Assembly assembly, string prefix, int applicationId)
{
    /// <summary>The agent's own schema: the files beside this one.</summary>
    public static Migrations Agent { get; } = new(typeof(Migrations).Assembly, "Agent.Plugins.Storage.Migrations.", 0x41474E54);

    internal void Apply(SqliteSession session, string path)
    {
        var (all, reached) = Check(session, path);
        foreach (var (number, name) in all.Where(m => m.Number > reached))
        {
            session.Begin(write: true);
            try
            {
                // Another process may have been faster while this one waited for the lock.
                if (session.QueryFirst("PRAGMA user_version", row => row.Int(0)) < number)
                {
                    session.Script(Read(name));
                    session.Script(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id={applicationId}"));
                    session.Script(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={number}"));
                }

                session.Commit();
            }
            catch
            {
                session.TryRollback();
                throw;
            }
        }
    }

    /// <summary>Whether this is such a database, and none of a newer program.</summary>
    /// <returns>All migrations, and which the database has reached.</returns>
    internal ((int Number, string Name)[] All, int Reached) Check(SqliteSession session, string path)
    {
        var all = assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .Select(n => (Number: int.Parse(n.AsSpan(prefix.Length, 4), CultureInfo.InvariantCulture), Name: n))
            .OrderBy(m => m.Number)
            .ToArray();
        var newest = all.Length == 0 ? 0 : all[^1].Number;
        var reached = session.QueryFirst("PRAGMA user_version", row => row.Int(0));
        if (reached > 0 && session.QueryFirst("PRAGMA application_id", row => row.Int(0)) != applicationId)
            throw new ShopException("database_other", $"The database {path} belongs to another program or to another part of this one. Choose another file.") { Subject = path };
        if (reached > newest)
            throw new ShopException("database_newer", $"The database {path} has version {reached}, and this program knows versions up to {newest}. Use a newer program, or another file with --db.") { Subject = path };
        return (all, reached);
    }

    private string Read(string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
