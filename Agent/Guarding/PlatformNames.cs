using System.Text.RegularExpressions;

namespace Agent.Guarding;

/// <summary>
/// Finds a platform that this conversation has no source for: one that is known the world over, one in the spelling of a brand behind "on", "via", "auf" or 在 ("on FastFood24"), and one that is called a platform or an app.
/// The platforms of this world are among the names of its catalogue. Takes a whole segment, so that no text is held for it.
/// </summary>
internal static partial class PlatformNames
{
    private static readonly HintedPattern Brands = new(Known(), "", "uber", "doordash", "deliveroo", "grubhub", "postmates", "instacart", "lieferando", "foodora", "foodpanda", "glovo", "wolt", "just eat", "meituan", "ele.me", "eleme", "keeta", "dianping", "swiggy", "zomato", "美团", "美團", "饿了么", "餓了麼", "京东", "京東", "淘宝", "大众点评", "盒马");
    private static readonly HintedPattern CoinedNames = new(Coined(), "", "on", "via", "through", "using", "from", "at", "auf", "ber", "bei", "mit");
    private static readonly HintedPattern CalledNames = new(Called(), "", "platform", "plattform", "app", "delivery service", "lieferdienst");
    private static readonly HintedPattern ChineseNames = new(ChineseCalled(), "上", "平台", "外卖", "app");
    private static readonly HintedPattern Titles = new(Titled(), "", "on ", "via ", "auf ", "über ");

    /// <returns>Null while all is well.</returns>
    public static string? FindUnsourced(string text, FigureSources sources, TimeZoneInfo zone)
    {
        return Find(Brands, text, name => !sources.Mentions(name, zone))
            ?? (MayHoldCoined(text) ? Find(CoinedNames, text, name => !sources.Mentions(name, zone)) : null)
            ?? Find(CalledNames, text, name => !IsLabel(name) && !sources.Mentions(name, zone))
            ?? Find(ChineseNames, text, name => !ChineseLabel().IsMatch(name) && !sources.Mentions(name, zone))
            ?? Find(Titles, text, name => !IsLabel(name) && Words(name).All(w => !sources.Mentions(w, zone)));
    }

    /// <summary>Every coined name has a capital, a digit or a dot right behind a small letter.</summary>
    private static bool MayHoldCoined(string text)
    {
        for (var at = 1; at < text.Length; at++)
            if (char.IsLower(text[at - 1]) && (char.IsUpper(text[at]) || char.IsAsciiDigit(text[at]) || (text[at] == '.' && at + 1 < text.Length && char.IsAsciiLetterLower(text[at + 1])))) return true;
        return false;
    }

    private static string? Find(HintedPattern pattern, string text, Func<string, bool> isDoubtful)
    {
        foreach (var m in pattern.Matches(text))
            if (m.Groups["n"].Value is var name && isDoubtful(name)) return name;
        return null;
    }

    private static bool IsLabel(string name) => Words(name).Any(w => LabelWords.Has(w));

    private static string[] Words(string name) => name.Split(' ');

    // Only names that are no words of the three languages.
    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?<n>Uber ?Eats|DoorDash|Deliveroo|Grubhub|Postmates|Instacart|Lieferando|Foodora|Foodpanda|foodpanda|Glovo|Wolt|Just Eat|Meituan|Ele\.me|Eleme|Keeta|Dianping|Swiggy|Zomato)(?![\p{L}\p{N}])|(?<n>美团|美團|饿了么|餓了麼|京东外卖|京东到家|京東外賣|淘宝闪购|大众点评|盒马)", RegexOptions.CultureInvariant)]
    private static partial Regex Known();

    // A capital inside, digits at the end, or an address of the web.
    [GeneratedRegex(@"(?<!\p{L})(?:[Oo]n|[Vv]ia|[Tt]hrough|[Uu]sing|[Ff]rom|[Aa]t|[Aa]uf|[Üü]ber|[Bb]ei|[Mm]it)\s[*_""“„]{0,2}(?<n>\p{Lu}\p{Ll}+(?:\p{Lu}\p{Ll}+)+[0-9]{0,3}|\p{Lu}\p{Ll}{2,}[0-9]{1,3}|\p{L}[\p{L}0-9]+\p{Ll}\.(?:com|de|cn|net|app|io))(?![\p{L}\p{N}])", RegexOptions.CultureInvariant)]
    private static partial Regex Coined();

    [GeneratedRegex(@"(?<!\p{L})(?:(?:[Pp]lat(?:t)?form|[Aa]pp|[Dd]elivery service|[Ll]ieferdienst)\s(?:called\s|named\s|namens\s)?[*_""“„]{0,2}(?<n>\p{Lu}\p{Ll}{2,}(?:\s?\p{Lu}\p{Ll}+)?[0-9]{0,3})|(?:[Tt]he|[Dd]ie|[Dd]er|[Aa]uf|[Oo]n|[Vv]ia|[Üü]ber)\s(?<n>\p{Lu}\p{Ll}{2,}(?:\s?\p{Lu}\p{Ll}+)?[0-9]{0,3})[*_""”“]{0,2}[\s-](?:platform|app|delivery service|Plattform|App))(?![\p{L}\p{N}])", RegexOptions.CultureInvariant)]
    private static partial Regex Called();

    [GeneratedRegex(@"(?:在|用|通过|到|去|打开)[「“《*]{0,2}(?<n>[\u4e00-\u9fff]{2,6}?)[」”》*]{0,2}(?:平台|外卖(?!平台)|APP|App|app)|在[「“《*]{0,2}(?<n>[\u4e00-\u9fff]{2,5}?)[」”》*]{0,2}上(?=只要|只需|仅需|下单|付款|支付|最便宜|更便宜|最划算|买|卖|有售|点单|是?\s?[¥￥0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseCalled();

    // Titles of headings have a capital "On"; a street or a feast has words that label.
    [GeneratedRegex(@"(?<!\p{L})(?:on|via|auf|über|(?:(?:^|[.!?\n]\s?)(?:On|Auf|Via|Über)))\s(?<n>\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)+)(?![\p{L}\p{N}])", RegexOptions.CultureInvariant)]
    private static partial Regex Titled();

    [GeneratedRegex("多|各|几|所有|任何|别|全部|合作|支持|本|该|外卖|每|两|三|这|那|哪|其他|其它|同|最|更|价|时间|平台|手机|网页|电脑|页面|界面|菜单|屏幕|地图|基础|列表|线", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseLabel();
}
