using System.Globalization;
using System.Reflection;

namespace Agent.Plugins.Storage;

/// <summary>The numbered SQL files beside this one, applied in order, each in a transaction of its own. The number reached is the file's <c>user_version</c>.</summary>
internal static class Migrations
{
    private const string Prefix = "Agent.Plugins.Storage.Migrations.";

    public static void Apply(SqliteSession session, string path)
    {
        var all = Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => (Number: int.Parse(n.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), Name: n))
            .OrderBy(m => m.Number)
            .ToArray();
        var newest = all.Length == 0 ? 0 : all[^1].Number;
        var reached = session.QueryFirst("PRAGMA user_version", row => row.Int(0));
        if (reached > newest)
            throw new ShopException("database_newer", $"The database {path} has version {reached}, and this program knows versions up to {newest}. Use a newer program, or another file with --db.") { Subject = path };

        foreach (var (number, name) in all.Where(m => m.Number > reached))
        {
            session.Begin(write: true);
            try
            {
                // Another process may have been faster while this one waited for the lock.
                if (session.QueryFirst("PRAGMA user_version", row => row.Int(0)) < number)
                {
                    session.Script(Read(name));
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

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
