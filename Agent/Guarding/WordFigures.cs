using System.Text.RegularExpressions;

namespace Agent.Guarding;

/// <summary>Amounts, percentages and times that are written in words: "twenty yuan", "half price", 二十块五, 八五折, "halb eins". Only what is certain: "half sugar", 三块蛋糕 and 便宜一点 are none of them.</summary>
internal static partial class WordFigures
{
    private static readonly HintedPattern Units = new(Unit(), "%", "yuan", "kuai", "rmb", "cny", "renminbi", "eur", "dollar", "usd", "bucks", "pounds", "cent", "fen", "prozent", "uhr", "clock");
    private static readonly HintedPattern Halves = new(Half(), "价價折", "price", "half off", "preis");
    private static readonly HintedPattern SpokenTimes = new(SpokenTime(), "", "past", "quarter", "viertel", "halb", "am", "pm");
    private static readonly HintedPattern ChineseAmounts = new(ChineseAmount(), "元圆块塊");
    private static readonly HintedPattern ChinesePercents = new(ChinesePercent(), "百");
    private static readonly HintedPattern ChineseOffs = new(ChineseOff(), "折");
    private static readonly HintedPattern ChineseTimes = new(ChineseTime(), "点");

    public static void Scan(string text, List<Figure> found)
    {
        foreach (var m in Units.Matches(text))
        {
            if (NumberWords.ReadBefore(text, m.Index, out var start) is not { } value) continue;
            var (kind, factor) = m.Groups["percent"].Success ? (FigureKind.Percent, 100) : m.Groups["hour"].Success ? (FigureKind.Time, 60) : m.Groups["cent"].Success ? (FigureKind.Amount, 1) : (FigureKind.Amount, 100);
            if (kind == FigureKind.Time && value > 24) continue;
            var end = m.Index + m.Length;
            FigureScanner.Add(found, new Figure(kind, kind == FigureKind.Time ? value % 24 * factor : value * factor, text[start..end], kind == FigureKind.Time && value <= 12, start, end, FigureScanner.Currency(m.Groups["c"].Value)));
        }

        foreach (var m in Halves.Matches(text)) FigureScanner.Add(found, m, FigureKind.Percent, 50_00);
        foreach (var m in SpokenTimes.Matches(text)) AddSpoken(found, m);
        foreach (var m in ChineseAmounts.Matches(text))
        {
            if (NumberWords.ReadNumerals(m.Groups["w"].ValueSpan) is not { } whole) continue;
            var value = (whole * 100) + (m.Groups["half"].Success ? 50 : 0) + (Numeral(m, "dec") * 10) + (Numeral(m, "tenth") * 10) + Numeral(m, "fen");
            if (m.Groups["pieces"].Success && whole <= 12 && IsCounted(text, m.Index + m.Length)) continue;
            FigureScanner.Add(found, m, FigureKind.Amount, value, "CNY");
        }

        foreach (var m in ChinesePercents.Matches(text)) FigureScanner.Add(found, m, FigureKind.Percent, Numeral(m, "w") * 100);
        foreach (var m in ChineseOffs.Matches(text)) FigureScanner.Add(found, m, FigureKind.Percent, 10_000 - (Numeral(m, "w") * (m.Groups["w"].Length == 1 ? 1000 : 100)));
        foreach (var m in ChineseTimes.Matches(text))
        {
            var (hour, minute) = ((int)Numeral(m, "h"), m.Groups["half"].Value switch { "半" => 30, "一刻" => 15, "三刻" => 45, _ => (int)Numeral(m, "m") });
            if (hour is > 24 or 0 || minute > 59) continue;
            FigureScanner.Add(found, m, FigureKind.Time, FigureScanner.TimeOfDay(hour, minute, m.Groups["part"].Value, false, out var halfDay), halfDay: halfDay);
        }
    }

    /// <summary>Every number in words, whatever it counts.</summary>
    public static IEnumerable<(long Value, Capture Match)> PlainNumbers(string text)
    {
        foreach (Match m in Word().Matches(text))
            if (NumberWords.IsNumber(m.ValueSpan) && NumberWords.ReadBefore(text, m.Index + m.Length, out _) is { } value) yield return (value, m);
        foreach (Match m in Numerals().Matches(text))
            if (NumberWords.ReadNumerals(m.ValueSpan) is { } value) yield return (value, m);
    }

    /// <summary>Whether the word that follows 块 is what there are pieces of.</summary>
    public static bool IsCounted(string text, int at) =>
        at < text.Length && text[at] >= '\u2e80' && char.IsLetter(text[at]) && !"钱半了吧就左右以之起一的多不啊哦呢是在到包送全含减优比省便贵还能可和加两".Contains(text[at], StringComparison.Ordinal);

    private static void AddSpoken(List<Figure> found, Match m)
    {
        if (NumberWords.ReadBefore(m.Groups["h"].Value, m.Groups["h"].Length, out _) is not { } hour || hour > 12) return;
        if (m.Groups["part"] is { Success: true, Value: var part })
        {
            FigureScanner.Add(found, m, FigureKind.Time, FigureScanner.TimeOfDay((int)hour, 0, part, false, out _));
            return;
        }

        var minutes = (hour * 60) + m.Groups["to"].Value.ToLowerInvariant() switch
        {
            "half past" => 30,
            "quarter past" or "viertel nach" => 15,
            "quarter to" or "viertel vor" or "dreiviertel" => -15,
            _ => -30,
        };
        FigureScanner.Add(found, m, FigureKind.Time, minutes % 1440, halfDay: true);
    }

    private static long Numeral(Match m, string group) => m.Groups[group].Success ? NumberWords.ReadNumerals(m.Groups[group].ValueSpan) ?? 0 : 0;

    private const string Number = "[〇零一二两兩三四五六七八九十百千万萬]";

    // Say it like “half past six”: what stands in quotation marks is what the person may say.
    private const string NotAnExample = @"(?<![""“„「])";
    private const string Ten = "[一二三四五六七八九]";

    [GeneratedRegex(
        @"(?<=\p{L}[*_]{0,2}[ \u00a0-]?[*_]{0,2})\b(?:(?<c>(?i:yuan|kuai|rmb|cny|renminbi|euros?|eur|dollars?|usd|bucks|pounds))\b|(?<cent>(?i:cents?|fen))\b|(?<percent>(?i:percent|per cent|prozent)\b|%)|(?<hour>(?i:uhr|o['’]clock))\b)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Unit();

    [GeneratedRegex(@"\b(?i:half[ -](?:the )?price|half off|halber preis|(?:zum|den) halben preis)\b|半价|半價|对折|對折", RegexOptions.CultureInvariant)]
    private static partial Regex Half();

    [GeneratedRegex(
        NotAnExample + @"\b(?i:(?<to>half past|quarter past|quarter to|viertel nach|viertel vor|dreiviertel|halb)) (?<h>(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|eins))\b"
        + "|" + NotAnExample + @"\b(?i:(?<h>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[ -](?<part>[ap]m))\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex SpokenTime();

    [GeneratedRegex(
        "(?<w>" + Number + "+)(?:点(?<dec>" + Ten + "))?(?:元|圆|(?<pieces>[块塊])钱?)(?:(?<half>半)|(?<tenth>" + Ten + ")(?:[毛角](?:(?<fen>" + Ten + @")分?)?|(?=$|[^\p{L}]|[的了吧])))?",
        RegexOptions.CultureInvariant)]
    private static partial Regex ChineseAmount();

    [GeneratedRegex("百分之(?<w>" + Number + "+)", RegexOptions.CultureInvariant)]
    private static partial Regex ChinesePercent();

    [GeneratedRegex("(?<w>" + Ten + "{1,2})折(?![扣叠])", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseOff();

    // 一点 is also a little and 两点 two points: an hour needs a part of the day before it or the rest of a time behind it.
    [GeneratedRegex(
        NotAnExample + "(?:(?<part>上午|下午|晚上|傍晚|中午|早上|凌晨)(?<h>" + Number + "{1,3})点(?:(?<half>半|一刻|三刻)|(?<m>" + Number + "{1,3})分?)?|(?<h>" + Number + "{1,3})点(?:(?<half>半|一刻|三刻)|(?<m>" + Number + "{1,3})分|(?<m>[二三四五]?十[一二三四五六七八九]?)|钟|整|(?=前|左右|之前|以前|送|到达|取餐|开门|关门|打烊)))",
        RegexOptions.CultureInvariant)]
    private static partial Regex ChineseTime();

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(Number + "+", RegexOptions.CultureInvariant)]
    private static partial Regex Numerals();
}
