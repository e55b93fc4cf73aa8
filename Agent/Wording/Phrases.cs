using System.Globalization;
using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Pricing;

namespace Agent.Wording;

/// <summary>Amounts, times and lists as people of each language write them.</summary>
public static class Phrases
{
    private static readonly CultureInfo[] Cultures = [CultureInfo.GetCultureInfo("en-US"), CultureInfo.GetCultureInfo("zh-CN"), CultureInfo.GetCultureInfo("de-DE")];

    public static CultureInfo Culture(Language language) => Cultures[(int)language];

    /// <summary>¥24.50 in English and Chinese, 24,50 ¥ in German.</summary>
    public static string Amount(Money money, Language language)
    {
        var sign = money.Minor < 0 ? "−" : "";
        var (whole, minor) = UInt128.DivRem((UInt128)Int128.Abs(money.Minor), 100);
        var symbol = Symbol(money.Currency);
        var culture = Culture(language).NumberFormat;
        var digits = whole.ToString("N0", culture) + culture.NumberDecimalSeparator + minor.ToString("00", CultureInfo.InvariantCulture);
        return language == Language.German ? $"{sign}{digits} {symbol}" : $"{sign}{symbol}{digits}";
    }

    /// <summary>The 24-hour clock in all three: 12:30.</summary>
    public static string Clock(DateTimeOffset time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>6 February · 2月6日 · 6. Februar.</summary>
    public static string Day(DateTimeOffset time, Language language) => language switch
    {
        Language.Chinese => time.ToString("M月d日", CultureInfo.InvariantCulture),
        Language.German => time.ToString("d. MMMM", Culture(language)),
        _ => time.ToString("d MMMM", Culture(language)),
    };

    /// <summary>6 February 2027 · 2027年2月6日 · 6. Februar 2027.</summary>
    public static string DayAndYear(DateTimeOffset time, Language language) => language == Language.Chinese ? time.ToString("yyyy年M月d日", CultureInfo.InvariantCulture) : $"{Day(time, language)} {time.ToString("yyyy", CultureInfo.InvariantCulture)}";

    /// <summary>2 × Taro Milk Tea and 1 × Bun.</summary>
    public static string Units(Quote quote, IReadOnlyList<LineUnits> units, Language language) =>
        And([.. units.Where(u => u.Line >= 1 && u.Line <= quote.Lines.Count).Select(u => string.Create(CultureInfo.InvariantCulture, $"{u.Units} × {quote.Lines[u.Line - 1].Name}"))], language);

    /// <summary>a, b and c.</summary>
    public static string And(IReadOnlyList<string> items, Language language) => Join(items, language, " and ", "和", " und ");

    /// <summary>a, b or c.</summary>
    public static string Or(IReadOnlyList<string> items, Language language) => Join(items, language, " or ", "或", " oder ");

    private static string Join(IReadOnlyList<string> items, Language language, string english, string chinese, string german)
    {
        if (items.Count < 2) return items.Count == 0 ? "" : items[0];
        var (comma, last) = language switch
        {
            Language.Chinese => ("、", chinese),
            Language.German => (", ", german),
            _ => (", ", english),
        };
        return string.Join(comma, items.Take(items.Count - 1)) + last + items[^1];
    }

    private static string Symbol(string currency) => currency switch
    {
        "CNY" => "¥",
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        _ => currency + " ",
    };
}
