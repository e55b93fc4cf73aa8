using System.Globalization;
using Agent.Plugins;

namespace Agent.Host;

/// <summary>The tags by which people name the languages.</summary>
internal static class Languages
{
    private static readonly (string Tag, Language Language)[] Known = [("en", Language.English), ("zh", Language.Chinese), ("de", Language.German)];

    public static IEnumerable<string> Tags => Known.Select(k => k.Tag);

    public static Language? Find(string? tag)
    {
        foreach (var (known, language) in Known)
            if (string.Equals(known, tag, StringComparison.OrdinalIgnoreCase)) return language;
        return null;
    }

    /// <summary>The one that the system is set to, for what is said before the person has written anything.</summary>
    public static Language OfSystem => Find(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? Language.English;
}
