using System.Text.RegularExpressions;

namespace Agent.Guarding;

/// <summary>Finds claims of being unable to act by nature ("as a language model…"), and sending people elsewhere as a dead end, in the three languages. An honest refusal ("the store is closed right now") is neither.</summary>
public static partial class NoHands
{
    public static bool Claims(string text)
    {
        foreach (var sentence in Sentences().EnumerateSplits(text))
        {
            var said = text[sentence];
            if (said.Length < 4) continue;
            if (ByNature().IsMatch(said) || Elsewhere().IsMatch(said)) return true;
            if (Unable().IsMatch(said) && !ForAReason().IsMatch(said)) return true;
        }

        return false;
    }

    private const string Ignore = "(?i)";

    [GeneratedRegex(@"[.!?。！？\n]+", RegexOptions.CultureInvariant)]
    private static partial Regex Sentences();

    [GeneratedRegex(
        Ignore + @"\bas an? (?:(?:large|ai|text-based|virtual) )*(?:language model|llm|ai\b|artificial intelligence|chat ?bot|virtual assistant|program\b)"
        + @"|\bi(?:['’]m| am) (?:just|only|merely|simply) an? (?:\w+[ -]){0,3}?(?:ai\b|language model|llm|chat ?bot|bot\b|program\b|assistant)"
        + @"|\bi (?:(?:do not|don['’]t) (?:actually |really )?have|have no|lack) (?:any |the )?(?:physical |real |actual )*(?:hands|body|arms|presence|form\b|existence|(?:ability|capability|means|power) to)"
        + @"|(?:作为|身为)(?:一个|一名|一款|个)?(?:大型|大)?(?:语言模型|AI|人工智能|聊天机器人|机器人|虚拟助手|程序)"
        + @"|我(?:只|仅仅|仅|不过|只不过|就)是(?:一个|一款|个)?(?:大型|大)?(?:语言模型|AI|人工智能|聊天机器人|机器人|虚拟助手|程序)"
        + @"|(?:我是|是)(?:一个|一款|个)?(?:大型|大)?(?:语言模型|AI|人工智能)[^，,]{0,6}[，,]?[^，,]{0,8}(?:无法|不能|没办法|没有)"
        + @"|我(?:并|也|又)?没有(?:真正的|真实的|物理的?|实体的?)*(?:双手|手(?![冲工机抓打撕提写作续头])|身体|肉身|实体(?!店)|形体)"
        + @"|没有(?:实体的?|物理的?|真实的?)(?:双手|手|身体|形态)"
        + @"|\bals (?:\w+ ){0,2}?(?:ki\b|künstliche intelligenz|sprachmodell|chatbot|sprachassistent|virtueller assistent)"
        + @"|\bich bin (?:doch |ja )?(?:nur|bloß|lediglich) ein(?:e|en)? (?:\w+ ){0,2}?(?:ki\b|künstliche intelligenz|sprachmodell|chatbot|bot\b|programm\b|assistent)"
        + @"|\bich (?:habe|besitze) (?:\w+ ){0,2}?(?:keine (?:\w+ )?(?:hände|arme)\b|keinen (?:\w+ )?körper)"
        + @"|\bich bin (?:\w+ ){0,2}?nicht in der lage\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex ByNature();

    [GeneratedRegex(
        Ignore + @"\b(?:please|you(?:['’]ll| will)? (?:need|have) to|you (?:should|must)|i (?:suggest|recommend) (?:that )?(?:you )?)\s*(?:\w+ ){0,2}?(?:use|using|open|opening|visit|visiting|go to|going to|contact|contacting|call|calling|order(?:ing)? (?:directly )?(?:through|via|on|from|in|with))\b [^,;]{0,30}?(?:\bapps?\b|website|web site|hotline|customer (?:service|support)|(?:restaurant|store|shop|platform)s? (?:directly|yourself))"
        + @"|\b(?:order|buy|pay for|do|place) (?:it|that|this|them|the order) (?:yourself|on your own|elsewhere)\b"
        + @"|(?:请|建议|需要|只能|可以)(?:您|你)?(?:自行|自己|直接|手动|亲自)*(?:去|到|前往|打开|使用|通过|联系|拨打|登录)[^，,；;]{0,14}?(?:APP|应用|官网|网站|小程序|客服|热线|商家电话)"
        + @"|(?:请|建议|需要|只能)(?:您|你)?(?:自行|自己)(?:去)?(?:下单|购买|点餐|订购|付款|支付)"
        + @"|\b(?:bitte|sie müssen|du musst|am besten|nutze|nutzen sie|verwende|öffne|öffnen sie|besuche|besuchen sie)\b[^,;]{0,30}?(?:\bapps?\b|webseite|website|hotline|kundenservice|kundendienst|kundensupport)"
        + @"|\b(?:wende dich|wenden sie sich|melde dich|melden sie sich) (?:bitte |direkt )*(?:an|bei)\b[^,;]{0,30}?(?:restaurant|laden|geschäft|plattform|anbieter|kundenservice|kundendienst|lieferdienst|hotline)"
        + @"|\b(?:bestell|bestelle|bestellen sie|kauf|kaufen sie) (?:es |das |sie )?(?:bitte )?(?:selbst|woanders|anderswo)\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(
        Ignore + @"\bi(?:['’]m| am)? ?(?:can['’]?t|cannot|can not|unable to|not able to|incapable of|not capable of|not allowed to)\s+(?:actually |really |directly |physically |personally |just )*(?:place|placing|order|ordering|buy|buying|purchase|pay\b|paying|make (?:an? |any )?(?:real )?(?:purchase|payment|order)|process|access|interact|deliver|cancel|track|perform|do (?:that|this|things) (?:for you|in the real world)|help (?:you )?(?:with )?(?:order|buy|pay))"
        + @"|我?(?:无法|不能|没办法|没法|做不到)(?:真正|实际|直接|亲自|为你|为您|帮你|帮您|替你|替您|在现实中)*(?:地)?(?:下单|点餐|点单|订购|购买|付款|支付|送餐|配送|取消订单|查询订单|操作|访问)"
        + @"|\bich kann (?:(?:leider|selbst|dir|ihnen|das|es|für dich|für sie|tatsächlich|wirklich|physisch) )*(?:nichts|nicht|keine[nr]?)\b[^,;]*?\b(?:bestellen|kaufen|bezahlen|zahlen|aufgeben|liefern|stornieren|zugreifen|ausführen|tätigen|verfolgen)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Unable();

    [GeneratedRegex(
        Ignore + @"right now|at the moment|currently|because|\buntil\b|\byet\b|today|\bwhile\b|\bsince\b|closed|sold out|declined|expired|without (?:an? |your )|before|once|unless|any ?more|minimum|already|too (?:far|late)|than"
        + @"|暂时|现在|目前|因为|由于|打烊|售罄|卖完|过期|已经|还没|之前|没有(?:你|您)的|起送|超过"
        + @"|gerade|momentan|derzeit|im moment|\bweil\b|\bda\b|\bbis\b|noch nicht|heute|geschlossen|ausverkauft|abgelaufen|solange|jetzt|ohne|bevor|mehr\b|mindest|schon|bereits",
        RegexOptions.CultureInvariant)]
    private static partial Regex ForAReason();
}
