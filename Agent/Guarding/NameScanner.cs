using System.Text.RegularExpressions;
using Agent.Plugins.Menu;

namespace Agent.Guarding;

/// <summary>Finds names of stores, items and vouchers that this conversation has no source for.</summary>
/// <remarks>
/// Certain enough to act on are: a name of the catalogue that nothing here returned, in its own spelling, where its words are not ordinary ones too ("Latte" is both, "Paper Crane Café" is not) or where bold or
/// quotation marks make a name of them; a name in bold or quotation marks that an amount or the word store or voucher stands next to; and words with capitals behind "at", "from" or "bei". All else that looks
/// like a name is more often a label, and a good reply withdrawn costs more than a store that nobody can order from.
/// </remarks>
internal sealed partial class NameScanner(FigureSources sources, TimeZoneInfo zone, MenuNames names)
{
    private const int Before = 48;
    private const string Openers = "*_\"“„「『《«";
    private const string Closers = "*_\"“”」』》»";

    private static readonly HintedPattern MarkedNames = new(Marked(), "*_„“「『《«\"");
    private static readonly HintedPattern Titles = new(AtTitle(), "", "at", "from", "bei");

    public MenuNames Names => names;

    /// <summary>Those that end after a place, first ones first.</summary>
    public List<Figure> Scan(string text, int after)
    {
        var found = new List<Figure>();
        ScanCatalogue(text, after, found);
        foreach (var m in MarkedNames.Matches(text))
        {
            var n = m.Groups["n"];
            if (m.Index + m.Length > after && IsTied(text, m) && IsDoubtful(n.Value, byWord: IsNextToWord(text, m))) FigureScanner.Add(found, n, FigureKind.Name, 0);
        }

        foreach (var m in Titles.Matches(text))
        {
            var n = m.Groups["n"];
            if (n.Index + n.Length <= after || WordsOf(n.Value).Any(w => LabelWords.Has(w))) continue;

            // German nouns have capitals too, so that all of them must be unheard of.
            var unheard = WordsOf(n.Value).Count(w => !sources.Mentions(w, zone));
            if (unheard > 0 && (!m.Value.StartsWith("bei", StringComparison.OrdinalIgnoreCase) || unheard == WordsOf(n.Value).Count())) FigureScanner.Add(found, n, FigureKind.Name, 0);
        }

        return found;
    }

    /// <summary>Whether the text ends so soon behind a name in doubt that what it is tied to may still come.</summary>
    public int HeldFrom(ReadOnlySpan<char> text, int shown)
    {
        if (!MarkedNames.MayMatch(text)) return text.Length;
        foreach (Match m in Marked().Matches(text.ToString()))
        {
            var end = m.Index + m.Length;
            if (m.Index < shown || text.Length - end >= 10 || text.Length - m.Index > OpenSpans.Longest || text[end..].Contains('\n')) continue;
            if (IsDoubtful(m.Groups["n"].Value, byWord: true)) return m.Index;
        }

        return text.Length;
    }

    private void ScanCatalogue(string text, int after, List<Figure> found)
    {
        if (names == MenuNames.None) return;
        for (var at = Math.Max(0, after - Before); at < text.Length; at++)
        {
            if (!OpenSpans.IsCjk(text[at]) && !OpenSpans.IsWordStart(text, at)) continue;
            if (names.Match(text.AsSpan(at), out _) is not { } name) continue;
            var end = at + name.Name.Length;
            if (end > after && IsName(text, at, end, name) && !name.Alike.Append(name.Name).Any(n => sources.Mentions(n, zone)))
                FigureScanner.Add(found, new Figure(FigureKind.Name, 0, name.Name, false, at, end));
            at = end - 1;
        }
    }

    private static bool IsName(string text, int start, int end, ListedName name)
    {
        if (start > 0 && end < text.Length && Openers.Contains(text[start - 1], StringComparison.Ordinal) && Closers.Contains(text[end], StringComparison.Ordinal)) return true;
        if (OpenSpans.IsCjk(name.Name[0])) return name.Name.Length >= (name.IsStore ? 3 : 5);
        var capitals = 0;
        for (var at = 0; at < name.Name.Length; at++)
            if (char.IsUpper(name.Name[at]) && OpenSpans.IsWordStart(name.Name, at)) capitals++;
        return capitals >= 2 || (name.IsStore && name.Name.Length >= 8);
    }

    /// <summary>Whether a name has no source, and its words are none that label something.</summary>
    private bool IsDoubtful(string marked, bool byWord)
    {
        var name = marked.Trim(' ', ':', '：', ',', '.', '!', '“', '”', '„', '"', '*', '_', '「', '」', '《', '》');
        if (name.Length < 2 || FigureScanner.HasDigit(name) || sources.Mentions(name, zone)) return false;
        if (OpenSpans.IsCjk(name[0])) return !LabelWords.IsChineseLabel(name) && (byWord || NameEnding().IsMatch(name));
        var words = WordsOf(name).ToArray();
        var labels = words.Any(w => LabelWords.Has(w));
        if (!char.IsUpper(name[0]) || (labels && !byWord) || (!byWord && words.Count(w => char.IsUpper(w[0])) < 2)) return false;
        return words.Any(w => char.IsUpper(w[0]) && !LabelWords.Has(w) && !sources.Mentions(w, zone));
    }

    private static IEnumerable<string> WordsOf(string name) => Word().Matches(name).Select(m => m.Value).Where(w => w.Length > 2);

    private static bool IsTied(string text, Match m) => IsNextToWord(text, m) || AmountBehind().IsMatch(text[(m.Index + m.Length)..]);

    private static bool IsNextToWord(string text, Match m) => WordBehind().IsMatch(text[(m.Index + m.Length)..]) || WordBefore().IsMatch(text[..m.Index]);

    [GeneratedRegex(@"\*\*(?<n>[^*\s][^*\n]{0,38}[^*\s])\*\*|__(?<n>[^_\s][^_\n]{0,38}[^_\s])__|„(?<n>[^“”„\n]{2,40})[“”]|“(?<n>[^“”\n]{2,40})”|「(?<n>[^」\n]{2,40})」|『(?<n>[^』\n]{2,40})』|《(?<n>[^》\n]{2,40})》|«(?<n>[^»\n]{2,40})»|(?<![A-Za-z0-9])""(?<n>[^""\s][^""\n]{0,38}[^""\s])""", RegexOptions.CultureInvariant)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^[*_]{0,2}\s?(?:[:：–—|(（,，-]|is|for|at|costs?|comes to|für|zu|kostet|ist|只要|仅|只|卖|售价|要|是|为)?\s?(?:(?i:only|just|nur|from|ab|about)\s)?[*_]{0,2}(?:[¥￥€$£]\s?[0-9]|[0-9]+(?:[.,][0-9]+)?\s?(?:[¥￥€]|yuan|Yuan|RMB|元|块|Euro))", RegexOptions.CultureInvariant)]
    private static partial Regex AmountBehind();

    [GeneratedRegex(@"^[*_”“」』》»""]{0,2}(?:\s(?:store|shop|café|restaurant|bakery|voucher|coupon|promo(?:tion)?\b|discount code)|\s?(?:[-–]\s?)?(?:Laden|Geschäft|Restaurant|Gutschein|Rabattcode)|(?:这家|這家)?(?:店(?!家)|门店|門店|餐厅|餐廳|超市|奶茶店|优惠券|優惠券|代金券|券|红包|紅包))", RegexOptions.CultureInvariant)]
    private static partial Regex WordBehind();

    [GeneratedRegex(@"(?:\b(?i:store|shop|restaurant|café|voucher|coupon|laden|geschäft|gutschein|gutscheincode)(?:\s(?:called|named|code|namens|mit dem namen))?[:,]?\s|(?:店铺|商店|商家|门店|門店|餐厅|饭店|优惠券|優惠券|代金券|券|红包|紅包|店)(?:叫做?|名为|名叫|是|：|:)?\s?)[*_“„「《""]{0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex WordBefore();

    [GeneratedRegex(@"(?<!\p{L})(?:[Aa]t|[Ff]rom|[Bb]ei)\s(?<n>\p{Lu}[\p{Ll}’']+(?:\s(?:(?:of|the|and|&)\s)?\p{Lu}[\p{Ll}’']+)+)", RegexOptions.CultureInvariant)]
    private static partial Regex AtTitle();

    [GeneratedRegex("(?:店|铺|鋪|馆|館|坊|屋|阁|閣|楼|轩|超市|茶饮|茶飲|茶|咖啡|小厨|厨房|券|红包|記|记)$", RegexOptions.CultureInvariant)]
    private static partial Regex NameEnding();

    [GeneratedRegex(@"\p{L}[\p{L}’'-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
