using System.Buffers;
using System.Text.RegularExpressions;

namespace Agent.Guarding;

/// <summary>Finds amounts, percentages, times, ids and numbers as people and models write them in the three languages, Markdown included.</summary>
internal static partial class FigureScanner
{
    /// <summary>Pieces of something are counted with the same word as yuan (三块蛋糕); of more than these nobody speaks.</summary>
    private const int MostPieces = 12_00;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789０１２３４５６７８９");
    private static readonly HintedPattern SignedAmounts = new(AmountAfterSign(), "¥￥€$£民", "CNY", "RMB", "EUR", "USD");
    private static readonly HintedPattern Amounts = new(AmountBeforeSign(), "¥￥€$£元圆块塊镑币", "yuan", "kuai", "rmb", "cny", "eur", "usd", "dollar", "bucks", "pounds", "renminbi");
    private static readonly HintedPattern Minors = new(MinorUnits(), "毛角", "cent", "fen");
    private static readonly HintedPattern OffsFrom = new(OffFrom(), "满");
    private static readonly HintedPattern Percentages = new(Percentage(), "%％百", "percent", "per cent", "prozent");
    private static readonly HintedPattern Offs = new(Off(), "折");
    private static readonly HintedPattern Clocks = new(Clock(), ":：点", "am", "pm", "a.m", "p.m", "uhr", "clock");
    private static readonly HintedPattern NumberedOrders = new(NumberedOrder(), "订", "order", "bestellung");
    private static readonly HintedPattern BarePrices = new(BarePrice(), ".,总合售价实", "total", "price", "preis", "summe", "costs", "kostet");
    private static readonly HintedPattern NamedCodes = new(NamedCode(), "券码", "code", "coupon", "voucher", "gutschein");

    public static bool HasDigit(ReadOnlySpan<char> text) => text.ContainsAny(Digits);

    public static List<Figure> Scan(string text)
    {
        var found = new List<Figure>();
        if (HasDigit(text))
        {
            foreach (var m in SignedAmounts.Matches(text)) AddAmounts(found, m, 0);
            foreach (var m in Amounts.Matches(text))
                if (!ArePieces(text, m)) AddAmounts(found, m, Rest(m));
            foreach (var m in Minors.Matches(text)) Add(found, m, FigureKind.Amount, MinorUnit(m), Currency(m.Groups["c"].Value));
            foreach (var m in OffsFrom.Matches(text))
            {
                Add(found, m.Groups["n"], FigureKind.Amount, Minor(m.Groups["n"].Value));
                Add(found, m.Groups["n2"], FigureKind.Amount, Minor(m.Groups["n2"].Value));
            }

            foreach (var m in Percentages.Matches(text)) AddPercents(found, m);
            foreach (var m in Offs.Matches(text)) Add(found, m, FigureKind.Percent, OffValue(m.Groups["n"].Value));
            foreach (var m in Clocks.Matches(text)) AddTime(found, m);
            foreach (var m in NumberedOrders.Matches(text)) Add(found, m.Groups["id"], FigureKind.Id, 0);
            foreach (var m in BarePrices.Matches(text)) Add(found, m.Groups["n"], FigureKind.Amount, Minor(m.Groups["n"].Value));
        }

        foreach (var m in NamedCodes.Matches(text)) Add(found, m.Groups["id"], FigureKind.Id, 0);
        if (MayHoldCode(text))
        {
            foreach (Match m in Code().Matches(text))
                if (m.ValueSpan.ContainsAny(Digits) || m.Groups["words"].Success) Add(found, m, FigureKind.Id, 0);
        }

        WordFigures.Scan(text, found);
        return found;
    }

    /// <summary>Every plain number as well, as an amount, a percentage and an hour: a person says "under 30" and means yuan.</summary>
    public static IEnumerable<Figure> ScanLoosely(string text)
    {
        foreach (var figure in Scan(text)) yield return figure;
        foreach (var (value, m) in PlainNumber().Matches(text).Select(m => (Minor(m.Value), (Capture)m)).Concat(WordFigures.PlainNumbers(text).Select(n => (n.Value * 100, n.Match))))
        {
            yield return new Figure(FigureKind.Amount, value, m.Value, false, m.Index, m.Index + m.Length);
            yield return new Figure(FigureKind.Percent, value, m.Value, false, m.Index, m.Index + m.Length);
            if (value < 2400) yield return new Figure(FigureKind.Time, value / 100 * 60, m.Value, true, m.Index, m.Index + m.Length);
        }
    }

    /// <summary>The first to be found at a place is what stands there.</summary>
    public static void Add(List<Figure> found, Figure figure)
    {
        foreach (var other in found)
            if (figure.Start < other.End && other.Start < figure.End) return;
        found.Add(figure);
    }

    public static void Add(List<Figure> found, Capture m, FigureKind kind, long value, string? currency = null, bool halfDay = false) =>
        Add(found, new Figure(kind, value, m.Value, halfDay, m.Index, m.Index + m.Length, currency));

    public static string? Currency(string word) => word.ToUpperInvariant() switch
    {
        "€" or "EUR" or "EURO" or "EUROS" or "欧元" => "EUR",
        "$" or "USD" or "DOLLAR" or "DOLLARS" or "BUCKS" or "美元" => "USD",
        "£" or "GBP" or "POUNDS" or "英镑" => "GBP",
        "" => null,

        // The yen's sign is the same one; what has the yuan's has a source in either.
        _ => "CNY",
    };

    /// <summary>Every code has an underscore, or four capitals and digits in a row.</summary>
    private static bool MayHoldCode(string text)
    {
        var row = 0;
        foreach (var c in text)
        {
            row = char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) ? row + 1 : 0;
            if (row == 4 || c == '_') return true;
        }

        return false;
    }

    private static void AddAmounts(List<Figure> found, Match m, long rest)
    {
        var currency = Currency(m.Groups["c"].Value);
        if (m.Groups["n2"] is { Success: true } other)
        {
            Add(found, m.Groups["n"], FigureKind.Amount, Minor(m.Groups["n"].Value) + rest, currency);
            Add(found, other, FigureKind.Amount, Minor(other.Value), currency);
            return;
        }

        Add(found, m, FigureKind.Amount, Minor(m.Groups["n"].Value) + rest, currency);
    }

    private static void AddPercents(List<Figure> found, Match m)
    {
        Add(found, m.Groups["n2"] is { Success: true } ? m.Groups["n"] : m, FigureKind.Percent, Minor(m.Groups["n"].Value));
        if (m.Groups["n2"] is { Success: true } other) Add(found, other, FigureKind.Percent, Minor(other.Value));
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
        Add(found, m, FigureKind.Time, TimeOfDay(hour, minute, m.Groups["part"].Value, m.Groups["full"].Success, out var halfDay), halfDay: halfDay);
    }

    /// <summary>In minutes of the day.</summary>
    public static long TimeOfDay(int hour, int minute, string partOfDay, bool full, out bool halfDay)
    {
        var half = partOfDay.ToLowerInvariant();
        var evening = half is "下午" or "晚上" or "傍晚" || half.StartsWith('p');
        var morning = half is "上午" or "早上" or "凌晨" || half.StartsWith('a');
        if (evening && hour < 12) hour += 12;
        if (morning && hour == 12) hour = 0;
        halfDay = !evening && !morning && hour <= 12 && !full;
        return (hour % 24 * 60) + minute;
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

    /// <summary>24块5, 24块5毛6 and 24块半.</summary>
    private static long Rest(Match m) => m.Groups["half"].Success ? 50 : (Number(m.Groups["tenth"].ValueSpan) * 10) + Number(m.Groups["fen"].ValueSpan);

    private static long MinorUnit(Match m) => m.Groups["tenths"].Success ? Minor(m.Groups["n"].Value) / 10 : Minor(m.Groups["n"].Value) / 100;

    private static bool ArePieces(string text, Match m) => m.Groups["pieces"].Success && Minor(m.Groups["n"].Value) <= MostPieces && WordFigures.IsCounted(text, m.Index + m.Length);

    /// <summary>八折 is what is left: 8折 takes 20 % off.</summary>
    private static long OffValue(string number) => 10_000 - (Minor(number) * (number.Length == 2 && number.IndexOf('.', StringComparison.Ordinal) < 0 ? 1 : 10));

    private static int Number(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var c in digits) value = (value * 10) + (int)char.GetNumericValue(c);
        return value;
    }

    private const string Digit = "[0-9０-９]";
    private const string Whole = @"(?<n>[0-9０-９](?:[0-9０-９.,]*[0-9０-９])?)";
    private const string Other = @"(?<n2>[0-9０-９](?:[0-9０-９.,]*[0-9０-９])?)";

    // A space, and the marks of bold, italic or code, where a number and its unit meet.
    private const string Gap = @"[ \u00a0\u202f]?[*_`~]{0,3}[ \u00a0\u202f]?";

    // Never over the end of a line: the dash that opens the next one is no range.
    private const string Upto = "(?:[-–—~～至到]|[ \u00a0][-–—][ \u00a0]|[ \u00a0]?bis[ \u00a0]|[ \u00a0]to[ \u00a0])";
    private const string Fresh = @"(?<![0-9０-９A-Za-z_]|[0-9０-９][.,:：])";

    [GeneratedRegex(
        @"(?<![0-9０-９][ \u00a0\u202f]?)(?:(?<c>[¥￥€$£])|(?<![A-Za-z])(?<c>CNY|RMB|EUR|USD|人民币))" + Gap + Whole + "(?:[-–—~～至到]" + Other + @"(?![0-9:：]|[.,][0-9]|\s?[A-Za-z分]))?",
        RegexOptions.CultureInvariant)]
    private static partial Regex AmountAfterSign();

    [GeneratedRegex(
        Fresh + "(?:" + Other + Upto + ")?" + Whole + Gap
        + @"(?:(?<c>[¥￥€$£])(?!" + Gap + Digit + @")|(?<c>欧元|美元|英镑|元|圆|人民币|(?<pieces>[块塊])钱?)(?:(?<half>半)|(?<tenth>[1-9])(?:[毛角](?:(?<fen>[1-9])分?)?|(?![0-9]|[杯份个個家张只盒碗瓶单串袋件])))?|(?<c>(?i:yuan|kuai|rmb|cny|eur|euros?|usd|dollars?|bucks|pounds|renminbi))\b)",
        RegexOptions.CultureInvariant)]
    private static partial Regex AmountBeforeSign();

    [GeneratedRegex(Fresh + Whole + @"\s?(?:(?<tenths>[毛角])(?=$|钱|[^\p{L}])|(?i:(?<c>euro|dollar)?cents?)\b|(?i:fen)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex MinorUnits();

    [GeneratedRegex(@"满\s?(?<n>[0-9]+(?:\.[0-9]+)?)\s?(?:元|块)?[再立]?减\s?(?<n2>[0-9]+(?:\.[0-9]+)?)", RegexOptions.CultureInvariant)]
    private static partial Regex OffFrom();

    [GeneratedRegex(Fresh + "(?:" + Other + Upto + ")?" + Whole + Gap + @"(?:[%％]|(?i:percent|per cent|prozent)\b)|百分之\s?" + Whole, RegexOptions.CultureInvariant)]
    private static partial Regex Percentage();

    [GeneratedRegex(@"(?<![0-9.])(?<n>[1-9](?:\.?[0-9])?)" + Gap + "折(?!扣)", RegexOptions.CultureInvariant)]
    private static partial Regex Off();

    [GeneratedRegex(
        @"(?<part>上午|下午|晚上|傍晚|中午|早上|凌晨)?(?<![0-9０-９]|[0-9０-９][.,:：])(?:(?<h>[01]?[0-9]|2[0-4])[:：](?<m>[0-5][0-9])(?![0-9])(?:\s?(?<part>[AaPp]\.?[Mm]\b\.?)|(?<full>\s?Uhr\b))?"
        + @"|(?<h>[01]?[0-9]|2[0-4])\.(?<m>[0-5][0-9])(?:(?<full>\s?Uhr\b)|(?=\s?(?:[-–—]|bis|und)\s?[0-9]{1,2}\.[0-9]{2}\s?Uhr\b))"
        + @"|(?<h>1[0-2]|0?[1-9])\s?(?<part>[AaPp]\.?[Mm]\b\.?)|(?<h>[01]?[0-9]|2[0-4])\s(?:[Uu]hr\b|o['’]clock)(?:\s(?<m>[0-5][0-9])\b)?|(?<h>[01]?[0-9]|2[0-4])点(?:(?<half>半|一刻|三刻)|(?<m>[0-5]?[0-9])分?)?)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<![A-Za-z0-9_])(?:[a-z]{2,5}_[0-9a-z]{6,}|(?<words>[A-Z]{4,}(?:-[A-Z0-9]+)+)|[A-Z0-9]{5,}(?:-[A-Z0-9]+)*)(?![A-Za-z0-9_])", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    // A code of letters only is told by the word before it.
    [GeneratedRegex(@"(?:\b(?i:code|coupon|voucher|gutschein(?:code)?)|券码|优惠码|兑换码|优惠券|券)\s?[:：]?\s?[*_`“”""„「]{0,3}(?<id>[A-Z][A-Z0-9-]{3,}[A-Z0-9])(?![a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex NamedCode();

    // As our numbers are not written, so that what is none of ours is no order of ours.
    [GeneratedRegex(
        @"(?:\b(?i:order|bestellung)|订单)(?:\s?(?:(?i:no|nr)\.?|(?i:number|nummer|id)\b|号码?|编号))?[\s:：]?\s?[*_`“""„「]{0,3}#?[*_`]{0,2}(?<id>(?=[A-Za-z0-9-]*[0-9])(?![0-9]+[a-z]{1,2}\b)(?:(?=[0-9-]*[A-Za-z])[A-Za-z0-9-]{4,}|(?<=#[*_`]{0,2})[0-9]{3,}))(?![A-Za-z0-9_])",
        RegexOptions.CultureInvariant)]
    private static partial Regex NumberedOrder();

    // With two decimals and no unit, as in a column of prices, or whole behind a word for a price.
    [GeneratedRegex(
        @"(?<![0-9０-９A-Za-z_/]|[0-9０-９][.,:：]|\b(?i:am|vom|zum|ab|den|bis|on|um|von|zwischen|gegen) (?=[0-9]{1,2}\.))(?<n>[0-9]{1,3}(?:[.,][0-9]{3})*[.,][0-9]{2})(?![0-9/]|[.,:][0-9]|\.\s?(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)|[ \u00a0]?(?:[mk]?[lg]|k?m|cm|kcal|kJ|x|×|Uhr|h|min|stars?|Sterne|of|von|out|公[里斤]|[克升斤米星分倍]|毫升|千[米克])(?![A-Za-z])|\s?[%％*_]*\s?★)"
        + @"|(?:\b(?i:(?:total|price|gesamtpreis|gesamtsumme|summe|preis)(?:\s(?:is|ist|of|von))?[:：]?|costs|kostet)|(?:总价|合计|总计|售价|价格|实付)(?:[:：]|[是为]|只要)?)[\s*_|]{0,4}(?<n>[0-9]{1,5})(?=[*_]{0,3}\s?(?:$|[;!?。，；！？)|\n]|[.,](?:\s|$)))",
        RegexOptions.CultureInvariant)]
    private static partial Regex BarePrice();

    [GeneratedRegex(@"(?<![0-9A-Za-z_])[0-9０-９](?:[0-9０-９.,]*[0-9０-９])?(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex PlainNumber();
}
