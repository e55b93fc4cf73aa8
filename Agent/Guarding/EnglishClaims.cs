using System.Text.RegularExpressions;

namespace Agent.Guarding;

/// <summary>How models say it in English. Each takes one sentence in plain words.</summary>
internal static partial class EnglishClaims
{
    private static readonly HintedPattern Natures = new(ByNature(), "", "i'", "i ", "my ", "as a", "as only", "as just", "as merely", "being", "physical", "real", "actual", "human", "hands", "world");
    private static readonly HintedPattern Dismissals = new(Elsewhere(), "", "app", "web", "hotline", "customer s", "customer c", "support team", "delivery service", "eats", "doordash", "deliveroo", "grubhub", "directly", "call", "phone", "ring", "contact", "another", "other", "different", "yourself", "itself", "on your own", "elsewhere", "manually", "somewhere else");
    private static readonly HintedPattern Inabilities = new(Unable(), "", "can't", "cant", "cannot", "can not", "able to", "unable", "capable", "not allowed", "not permitted", "not author", "not in a position", "do not", "don't", "have no", "lack", "haven't got", "for me to", "no way i can", "something", "is not", "are not", "is n't", "are n't");

    public static bool In(ReadOnlySpan<char> said) => Natures.IsMatch(said) || Dismissals.IsMatch(said) || (Inabilities.IsMatch(said) && !ForAReason().IsMatch(said));

    private const string Ignore = "(?i)";
    private const string Machine = @"(?:ai\b(?:[ -](?:assistant|model|system|agent|chat ?bot))?|artificial intelligence|(?:large |ai )*language model|llm\b|chat ?bot|bot\b|virtual (?:assistant|agent)|digital assistant|automated (?:assistant|system)|(?:computer |software )?program\b(?!me)|piece of software|software\b|machine\b|algorithm|text[ -]based (?:ai|assistant|model|system))";
    private const string Verbs = @"(?:plac(?:e|ing)|submit|re-?order|order|buy|purchas|pay\b|paying|payments?\b|check ?out|finali[sz]|complet(?:e|ing) (?:an? |the |your |any |this |real |actual )*(?:order|purchase|payment|transaction|checkout)|mak(?:e|ing) (?:an? |any |the |your |this )*(?:real |actual |online )*(?:purchase|payment|order|booking|transaction|reservation)|process|execut|carry(?:ing)? (?:that |this |it )?out|conduct|initiat|perform|handl(?:e|ing) (?:the |any |your )?(?:payment|order|transaction|purchase)|book\b|access|interact|deliver|bring|fetch|cancel|track|tak(?:e|ing) (?:the |your |any )?(?:food )?(?:orders?|payments?|actions?)|arrange|do (?:that|this|it|things?|anything)\b(?: (?:for you|like that|in the real world))?|(?:help|assist)(?:ing)? (?:you )?(?:with |in )?(?:the |an? |your |actually )*(?:order|buy|pay|plac|purchas|checkout))";

    [GeneratedRegex(
        Ignore + @"\b(?:as|being|since i'm|because i'm|given that i'm|seeing as i'm) (?:only |just |merely )?an? (?:(?:large|ai|text-based|virtual|digital|mere|simple|humble|conversational|purely)[ ,-]+)*" + Machine
        + @"|\bi(?:'m| am) (?:just|only|merely|simply|nothing (?:but|more than)|but|really just) (?:an? )?(?:[\w-]+[ ,-]+){0,4}?(?:" + Machine + @"|assistant|lines of code)"
        + @"|\bi(?:'m| am) an? (?:[\w-]+ ){0,3}?" + Machine + @"[^.]{0,60}?(?:can't|cannot|can not|unable|not able|don't|do not|without|no way|incapable|not capable|unfortunately)"
        + @"|\bi(?:'m| am) not (?:an? )?(?:actual |real )?(?:human|person|physical being)"
        + @"|\bi (?:(?:do not|don't) (?:actually |really |physically )?(?:have|possess)|have no|lack|possess no|haven't got) (?:any |the |a )?(?:(?:physical|real|actual|human|bodily|literal)[ ,]+(?:and )?)*(?:hands\b|body|bodies|arms|legs|fingers|presence|form\b|existence|mouth)"
        + @"|\b(?:without|no) (?:(?:physical|real|actual|human) )+(?:hands|body|arms|form|presence)|\bwithout (?:any )?hands"
        + @"|\b(?:beyond|outside|not within|not part of|exceeds?)(?: of)?(?: the)?(?: scope of| limits of| bounds of| realm of)? (?:my (?:\w+ )?(?:capabilit|abilit|scope|power|reach|programming|function|skill)|what i(?:'m| am| can| was)? )"
        + @"|\bmy (?:\w+ )?(?:capabilities|abilities|functions?|functionality|role|programming|purpose|skills)\b (?:(?:is|are) (?:\w+ )?(?:limited|restricted|confined)|(?:does|do)(?:n't| not) (?:\w+ )?(?:include|extend|allow|cover|permit)|(?:only )?(?:stops?|ends?) (?:at|with))"
        + @"|\bi(?:'m| am| was|'ve been| have been) (?:\w+ )?(?:not|only|merely|just|never|simply) (?:\w+ )?(?:designed|programmed|built|equipped|made|trained|set up|configured|intended|meant)\b|\bi (?:wasn't|haven't been) (?:\w+ )?(?:designed|programmed|built|equipped|made|trained|set up|configured|meant)\b"
        + @"|\b(?:i can|i|my role is to|i'm here to|i(?:'m| am)(?= only able to)) only (?:able to )?(?:provide|offer|give|share|generate|assist with|help with|chat|answer|talk|produce|respond)\w* (?:you )?(?:with )?(?:[\w-]+ ){0,3}?(?:information|suggestions?|advice|text|recommendations?|guidance|ideas?|answers?|questions?|conversation)"
        + @"|\b(?:in|with|into|on) the (?:real|physical|outside|offline) world|\breal[ -](?:world|life) (?:actions?|tasks?|orders?|purchases?|transactions?|things)|\bphysical(?:ly)? (?:actions?|tasks?|go (?:to|and)|pick|hand|carry|bring)"
        + @"|\bi (?:only )?exist (?:only |purely |solely )?(?:as|in|inside|within)\b|\bi (?:only )?live (?:only )?(?:in the cloud|inside|in a computer)",
        RegexOptions.CultureInvariant)]
    private static partial Regex ByNature();

    [GeneratedRegex(
        Ignore + @"\b(?:please|kindly|simply|instead|you(?:'ll| will)? (?:need|have) to|you (?:should|must|might want to|may want to|could|can|may|might)|you'd (?:need to|have to|better|be better off)|(?:i|i'd|i would) (?:suggest|recommend|advise|encourage)(?: that)?(?: you)?(?: to)?|try|consider|feel free to|it(?:'s| is) best to|(?:the )?(?:best|easiest) (?:way|option|thing)(?: is)? to|why not|the best option is)\s*(?:\w+ ){0,2}?(?:use|using|try|trying|open|opening|visit|visiting|go(?:ing)? (?:directly |straight )?(?:to|through)|head(?:ing)? (?:over )?to|contact|contacting|call|calling|phone|reach(?:ing)? out to|get(?:ting)? in touch with|check(?:ing)?|download|downloading|log(?:ging)? (?:in|on) ?to|turn to|(?:order|plac)(?:e|ing)?\b[^,;]{0,24}?(?:through|via|on|from|in|with|using))\b [^,;]{0,40}?(?:\bapps?\b|website|web site|web page|hotline|customer (?:service|support|care)|support team|delivery service|(?:another|other|different) (?:service|provider|site)|uber ?eats|doordash|deliveroo|grubhub|(?:restaurant|store|shop|platform|merchant|café|cafe|provider)(?:'?s)? (?:directly|yourself|itself))"
        + @"|\b(?:order|ordering|buy|buying|pay for|paying for|do|doing|place|placing|get|getting|purchase|purchasing|handle) (?:it|that|this|them|those|the order|your order|your food|food|your tea|the payment) (?:(?:on|in|at|through|via) (?:the |its |their )?\w+ )?(?:yourself|on your own|elsewhere|manually|somewhere else)\b"
        + @"|\b(?:please|kindly|you(?:'ll| will)? (?:need|have) to|you (?:should|must)) (?:call|phone|ring|contact) the (?:restaurant|store|shop|merchant|café|cafe)\b"
        + @"|\b(?:order|ordering|call|calling|contact|contacting) (?:\w+ )?(?:the )?(?:restaurant|store|shop|merchant|café|cafe)s? (?:directly|yourself)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(
        Ignore + @"\b(?:i|we)(?:'m| am|'re| are| will| would| wo|'ll|'d)? ?(?:can'?t|cannot|can not|unable to|not able to|n't be able to|not be able to|be unable to|incapable of|not capable of|not allowed to|not permitted to|not authori[sz]ed to|not in a position to)\s+(?:actually |really |directly |physically |personally |just |simply |literally |independently |help you |go and |go ahead and |for you |on your behalf )*" + Verbs
        + @"|\bi (?:do not|don't) (?:actually |really |currently )?(?:support|offer|do|place|process|handle|take|accept|make|perform) (?:\w+ )?(?:order|payment|purchase|transaction|booking)"
        + @"|\bi (?:(?:do not|don't) (?:actually |really |currently )?(?:have|possess)|have no|lack|haven't got) (?:any |the |a |an )?(?:(?:necessary|required|technical|direct|actual|real) )*(?:ability|abilities|capability|capabilities|capacity|means|power|way|tools?|functionality|permission|authority|feature)s? (?:to|of|for|that)"
        + @"|\bi (?:(?:do not|don't) (?:actually |really |currently )?have|have no|lack) (?:any )?(?:direct |real-time |live )*access to (?:[\w-]+ ){0,2}?(?:ordering|delivery|payment|external|systems?|platforms?|internet|web\b|apps?\b|real world|services?|restaurants?|stores?)"
        + @"|\b(?:not|isn't|n't) (?:\w+ )?(?:possible|feasible) for me to|\bimpossible for me to|\bno way for me to|\bthere(?:'s| is) no way i can"
        + @"|\b(?:not|isn't|n't) something (?:that )?i(?:'m| am)? (?:can|able|capable)|\bsomething (?:that )?i(?:'m| am)? (?:can't|cannot|unable|not able)|\b(?:ordering|buying|paying|placing orders|purchasing)\b[^,;]{0,20}? (?:is|are) (?:not|n't) (?:\w+ )?(?:supported|possible|available|something)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Unable();

    [GeneratedRegex(
        Ignore + @"right now|at the moment|just now|currently|because|\buntil\b|\byet\b|today|tonight|\bwhile\b|\bsince\b|closed|sold out|out of stock|ran out|declined|expired|without (?:an? |your )|before|\bafter\b|once|unless|any ?more|any longer|minimum|already|too (?:far|late)|than|picked (?:it )?up|on (?:its|the) way|out for delivery|outside|(?:does|do|did)(?:n't| not) (?:deliver|serve|take|accept|sell|open|answer|list|cover)|not answering|unavailable|\bdown\b|offline|\blimit|balance|enough|\bneeds?\b|opens? at|\bonly (?:sells|opens|delivers|takes)|no (?:store|platform|courier|address)|changed|\bas (?:the|its?|they|your)\b|(?:is|are) being|\btwice\b|\bfirst\b|different stores|two stores",
        RegexOptions.CultureInvariant)]
    private static partial Regex ForAReason();
}
