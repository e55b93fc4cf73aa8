namespace Agent.Plugins.Files;

/// <summary>Finds what somebody probably meant to write.</summary>
internal static class Spelling
{
    /// <returns>" (did you mean 'sugar'?)", or nothing where no name is near.</returns>
    public static string Hint(string written, IEnumerable<string> known)
    {
        var near = known
            .Select(name => (name, distance: Distance(written, name)))
            .OrderBy(c => c.distance).ThenBy(c => c.name, StringComparer.Ordinal)
            .FirstOrDefault(c => c.distance <= Math.Max(1, c.name.Length / 3));
        return near.name is null ? "" : $" (did you mean '{near.name}'?)";
    }

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
