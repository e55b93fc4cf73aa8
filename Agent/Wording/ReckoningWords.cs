using System.Globalization;
using System.Text.Json;
using Agent.Plugins;
using Agent.Plugins.Pricing;

namespace Agent.Wording;

/// <summary>How a discount came about, in a few words: "20% of ¥38.00 = ¥7.60, capped at ¥5.00". The keys begin with <c>how.</c>, in whichever area's words.</summary>
public static class ReckoningWords
{
    public static string Say(WordBook words, Language language, Reckoning how)
    {
        var said = words.Say(
            language,
            "how." + JsonNamingPolicy.SnakeCaseLower.ConvertName(how.Kind.ToString()),
            ("percent", how.BasisPoints is { } points ? Percent(points, language) : null),
            ("counted", Phrases.Amount(how.Counted, language)),
            ("full", Phrases.Amount(how.Full, language)),
            ("units", how.Units?.ToString(CultureInfo.InvariantCulture)),
            ("of", how.Of?.ToString(CultureInfo.InvariantCulture)));
        if (how.Cap is { } cap && cap < how.Full) said += words.Say(language, "how.cap", ("cap", Phrases.Amount(cap, language)));
        if (how.Left is { } left) said += words.Say(language, "how.left", ("left", Phrases.Amount(left, language)));
        return said;
    }

    /// <summary>20% in English and Chinese, 20 % in German.</summary>
    private static string Percent(int basisPoints, Language language)
    {
        var number = (basisPoints / 100m).ToString("0.##", Phrases.Culture(language));
        return language == Language.German ? number + " %" : number + "%";
    }
}
