using System.Reflection;
using Agent.Guarding;

namespace Agent.Tests.Guarding;

public sealed class HintedPatternTests
{
    /// <summary>One of each kind, besides what the replies of the corpora hold.</summary>
    private static readonly string[] Spans =
    [
        "24 yuan", "24 kuai", "24 RMB", "CNY 24", "RMB24", "24 renminbi", "EUR 5", "5 euros", "USD 5", "5 dollars", "5 bucks", "5 pounds", "人民币24", "24人民币", "24欧元", "24英镑", "24块5", "24塊", "24圆",
        "3毛", "3角钱", "50 cents", "50 fen", "满30减5", "10％", "10 percent", "10 per cent", "10 Prozent", "百分之10", "8.5折", "3 pm", "3 a.m.", "12：30", "14.30 Uhr", "8 Uhr 15", "3 o'clock", "3点半",
        "order no. 54Q524", "Bestellung Nr. 54Q524", "订单号 54Q524", "total is 23", "price: 23", "Gesamtpreis 23", "Summe: 23", "costs 23", "kostet 23", "总价23", "实付:23", "合计为23", "售价23", "23.50",
        "code TEAPARTY", "coupon TEAPARTY", "voucher: TEAPARTY", "Gutscheincode TEAPARTY", "优惠码TEAPARTY", "twenty yuan", "ten percent", "ten per cent", "zehn Prozent", "acht Uhr", "ten%", "ten fen",
        "half price", "half off", "halber Preis", "半價", "對折", "half past three", "quarter to nine", "viertel nach acht", "halb eins", "二十块五", "百分之八十", "八五折", "下午三点", "三点一刻",
    ];

    private static readonly string[] Lines =
    [
        .. Spans,
        .. Files("Guarding", "*.txt").Select(l => l[(l.IndexOf('|') + 1)..]),
        .. Files("prompts", "*.yaml"),
    ];

    [Fact]
    public void No_hint_hides_what_its_pattern_finds()
    {
        var patterns = typeof(HintedPattern).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(f => f.FieldType == typeof(HintedPattern)))
            .Select(f => (Name: $"{f.DeclaringType!.Name}.{f.Name}", Pattern: (HintedPattern)f.GetValue(null)!))
            .ToArray();
        patterns.Length.ShouldBeGreaterThan(20);

        var hidden = from p in patterns
                     from line in Lines
                     from text in (string[])[line, line.ToUpperInvariant(), line.ToLowerInvariant(), line.Replace('k', '\u212a')]
                     from part in text.Split(['.', '!', '?', '。']).Append(text)
                     where !p.Pattern.IsMatch(part) && p.Pattern.Pattern.IsMatch(part)
                     select $"{p.Name}: {part}";
        hidden.ShouldBeEmpty();
        Spans.Where(s => FigureScanner.Scan(s).Count == 0).ShouldBeEmpty();
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, folder), pattern).Order(StringComparer.Ordinal).SelectMany(File.ReadLines);
}
