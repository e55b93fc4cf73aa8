namespace Agent.Plugins.People;

/// <summary>Delivery zones as people write them: "tech park" for tech-park.</summary>
internal static class ZoneWords
{
    private static readonly string[] Between = [" in", " im", "在"];

    public static string? Find(string said, IReadOnlyList<string> zones) =>
        zones.FirstOrDefault(z => string.Equals(z, said.Trim(), StringComparison.OrdinalIgnoreCase)) ?? zones.FirstOrDefault(z => string.Equals(Plain(z), Plain(said.Trim()), StringComparison.OrdinalIgnoreCase));

    /// <summary>"12 Lake Road in lakeside": the street, and the zone that it ends with; null for none.</summary>
    public static (string Street, string? Zone) Split(string text, IReadOnlyList<string> zones)
    {
        var written = text.TrimEnd(' ', '.', '。', '!', '！');
        foreach (var zone in zones)
        {
            var end = Math.Max(0, written.Length - zone.Length);
            if (!string.Equals(Plain(written[end..]), Plain(zone), StringComparison.OrdinalIgnoreCase) || (end > 0 && char.IsAsciiLetterOrDigit(written[end - 1]))) continue;
            var street = written[..end].TrimEnd();
            if (Between.FirstOrDefault(b => street.EndsWith(b, StringComparison.OrdinalIgnoreCase)) is { } link) street = street[..^link.Length];
            return (street.TrimEnd(' ', ',', '，', '、', ';', '；'), zone);
        }

        return (text, null);
    }

    private static string Plain(string zone) => zone.Replace('-', ' ');
}
