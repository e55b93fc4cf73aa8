using System.Buffers;
using System.Text.RegularExpressions;

namespace Agent.Guarding;

/// <summary>Finds amounts, percentages, times, ids and numbers as people write them in the three languages.</summary>
internal static partial class FigureScanner
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789０１２３４５６７８９");

    public static bool MayHold(ReadOnlySpan<char> text) => text.ContainsAny(Digits);

    public static List<Figure> Scan(string text)
    {
        var found = new List<Figure>();
        if (!MayHold(text)) return found;
        foreach (Match m in AmountAfterSign().Matches(text)) Add(found, m, FigureKind.Amount, Minor(m.Groups["n"].Value));
        foreach (Match m in AmountBeforeSign().Matches(text)) Add(found, m, FigureKind.Amount, Minor(m.Groups["n"].Value) + Rest(m));
        foreach (Match m in Percentage().Matches(text)) Add(found, m, FigureKind.Percent, Minor(m.Groups["n"].Value));
        foreach (Match m in Off().Matches(text)) Add(found, m, FigureKind.Percent, OffValue(m.Groups["n"].Value));
        foreach (Match m in Clock().Matches(text)) AddTime(found, m);
        foreach (Match m in Code().Matches(text))
            if (m.ValueSpan.ContainsAny(Digits)) Add(found, m, FigureKind.Id, 0);
        return found;
    }

    /// <summary>Every plain number as well, as an amount, a percentage and an hour: a person says "under 30" and means yuan.</summary>
    public static IEnumerable<Figure> ScanLoosely(string text)
    {
        foreach (var figure in Scan(text)) yield return figure;
        if (!MayHold(text)) yield break;
        foreach (Match m in PlainNumber().Matches(text))
        {
            var value = Minor(m.Value);
            yield return new Figure(FigureKind.Amount, value, m.Value, false, m.Index, m.Index + m.Length);
            yield return new Figure(FigureKind.Percent, value, m.Value, false, m.Index, m.Index + m.Length);
            if (value < 2400) yield return new Figure(FigureKind.Time, value / 100 * 60, m.Value, true, m.Index, m.Index + m.Length);
        }
    }

    private static void AddTime(List<Figure> found, Match m)
    {
        var hour = Number(m.Groups["h"].ValueSpan);
        var minute = m.Groups["half"].Value switch
        {
            "半" => 30,
            "一刻" => 15,
            "三刻" => 45,
            _ => m.Groups["m"].Success ? Number(m.Groups["m"].ValueSpan) : 0,
        };
        if (hour > 24 || minute > 59) return;
        var half = m.Groups["part"].Value.ToLowerInvariant();
        var evening = half is "下午" or "晚上" or "傍晚" || half.StartsWith('p');
        var morning = half is "上午" or "早上" or "凌晨" || half.StartsWith('a');
        if (evening && hour < 12) hour += 12;
        if (morning && hour == 12) hour = 0;
        Add(found, m, FigureKind.Time, (hour % 24 * 60) + minute, halfDay: !evening && !morning && hour <= 12 && !m.Groups["full"].Success);
    }

    private static void Add(List<Figure> found, Match m, FigureKind kind, long value, bool halfDay = false)
    {
        foreach (var other in found)
            if (m.Index < other.End && other.Start < m.Index + m.Length) return;
        found.Add(new Figure(kind, value, m.Value, halfDay, m.Index, m.Index + m.Length));
    }

    /// <summary>Hundredths. The last separator with one or two digits behind it is the decimal one, whichever of the two it is.</summary>
    private static long Minor(string number)
    {
        var separator = number.LastIndexOfAny(['.', ',', '，', '．']);
        var decimals = separator < 0 ? 0 : number.Length - separator - 1;
        var isDecimal = decimals is 1 or 2;
        var value = 0L;
        foreach (var c in number)
        {
            if (!char.IsDigit(c)) continue;
            if (value > long.MaxValue / 10_000) return long.MaxValue;
            value = (value * 10) + (long)char.GetNumericValue(c);
        }

        return !isDecimal ? value * 100 : decimals == 1 ? value * 10 : value;
    }

    /// <summary>24块5 and 24块半.</summary>
    private static long Rest(Match m) => m.Groups["half"].Success ? 50 : m.Groups["tenth"].Success ? Number(m.Groups["tenth"].ValueSpan) * 10 : 0;

    /// <summary>八折 is what is left: 8折 takes 20 % off.</summary>
    private static long OffValue(string number) => 10_000 - (Minor(number) * (number.Length == 2 && number.IndexOf('.', StringComparison.Ordinal) < 0 ? 1 : 10));

    private static int Number(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var c in digits) value = (value * 10) + (int)char.GetNumericValue(c);
        return value;
    }

    private const string Whole = @"(?<n>[0-9０-９](?:[0-9０-９.,]*[0-9０-９])?)";

    [GeneratedRegex(@"(?<![0-9０-９][ \u00a0\u202f]?)(?:[¥￥€$£]|\b(?:CNY|RMB|EUR|USD))[ \u00a0\u202f]?" + Whole, RegexOptions.CultureInvariant)]
    private static partial Regex AmountAfterSign();

    [GeneratedRegex(@"(?<![0-9０-９.,:：A-Za-z_])" + Whole + @"[ \u00a0\u202f]?(?:[¥￥€$£](?![0-9])|(?:元|块钱?)(?:(?<half>半)|(?<tenth>[1-9])(?![0-9]))?|(?:(?i:yuan|kuai|rmb|cny|eur|euros?|usd|dollars?|renminbi))\b)", RegexOptions.CultureInvariant)]
    private static partial Regex AmountBeforeSign();

    [GeneratedRegex(@"(?<![0-9０-９.,:：A-Za-z_])" + Whole + @"[ \u00a0\u202f]?(?:[%％]|(?i:percent|per cent|prozent)\b)|百分之" + Whole, RegexOptions.CultureInvariant)]
    private static partial Regex Percentage();

    [GeneratedRegex(@"(?<n>[1-9](?:\.?[0-9])?)\s?折(?!扣)", RegexOptions.CultureInvariant)]
    private static partial Regex Off();

    [GeneratedRegex(
        @"(?<part>上午|下午|晚上|傍晚|中午|早上|凌晨)?(?<![0-9０-９.,:：])(?:(?<h>[01]?[0-9]|2[0-4])[:：](?<m>[0-5][0-9])(?![0-9])(?:\s?(?<part>[AaPp]\.?[Mm]\b\.?)|(?<full>\s?Uhr\b))?|(?<h>1[0-2]|0?[1-9])\s?(?<part>[AaPp]\.?[Mm]\b\.?)|(?<h>[01]?[0-9]|2[0-4])\s(?:[Uu]hr\b|o'clock)(?:\s(?<m>[0-5][0-9])\b)?|(?<h>[01]?[0-9]|2[0-4])点(?:(?<half>半|一刻|三刻)|(?<m>[0-5]?[0-9])分?)?)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<![A-Za-z0-9_])(?:[a-z]{2,5}_[0-9a-z]{6,}|[A-Z0-9]{5,}(?:-[A-Z0-9]+)*)(?![A-Za-z0-9_])", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<![0-9A-Za-z_])[0-9０-９](?:[0-9０-９.,]*[0-9０-９])?(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex PlainNumber();
}
