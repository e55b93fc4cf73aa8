using System.Text.RegularExpressions;

namespace Agent.Guarding;

/// <summary>How models claim a deed in English. Takes one sentence in plain words.</summary>
internal static partial class EnglishDeeds
{
    private const string Ignore = "(?i)";
    private const string Already = "(?:now |just |already |also |all |successfully |officially |gone ahead and |went ahead and |then |even )*";
    private const string Thing = "(?:order|payment|purchase|transaction|checkout)";
    private const string Have = @"\b(?:i|we)(?:'ve| have)? ";
    private const string Number = @"(?: (?:number |no\. ?)?[A-Z0-9]{6})?";

    private static readonly HintedPattern Orders = new(Ordered(), "", "paid", "order", "payment", "purchase", "bought", "transaction", "checkout", "checked", "charged", "successfully", " way");
    private static readonly HintedPattern Cancellations = new(Cancelled(), "", "cancel", "refund", "money");

    public static Deed In(ReadOnlySpan<char> said)
    {
        var claimed = (DeedClaims.Claims(said, Orders, Unsaid()) ? Deed.Ordered : Deed.None) | (DeedClaims.Claims(said, Cancellations, Unsaid()) ? Deed.Cancelled : Deed.None);
        return claimed == Deed.None || Condition().IsMatch(said) ? Deed.None : claimed;
    }

    [GeneratedRegex(
        Ignore + Have + Already + @"(?:paid\b(?! attention)|bought\b|purchased\b|checked (?:it |that |you |everything )?out\b|ordered\b(?![^.]* by (?:price|rating|distance|time|name))|charged (?:it|your|the|you)\b|made (?:the|your|a) (?:payment|purchase)|(?:placed|submitted|completed|finali[sz]ed|processed|confirmed|sent(?: off| out| in)?|put (?:in|through)|sorted(?: out)?) (?:\w+ ){0,3}?" + Thing + @"s?\b)"
        + @"|\b" + Thing + @"s?(?: for [^,;]{1,40}?)?(?: is| are|'s| was| were| has been| have been| went| has| have) " + Already + @"(?:been )?" + Already + @"(?:placed|paid(?: for)?|confirmed|complete[d]?|submitted|processed|sent|made|(?:gone )?through|successful|a success|in the (?:kitchen|works)|on (?:its|the|their) way|being (?:prepared|made|processed))\b"
        + @"|\b(?:it|that|this|everything|they|all)(?:'s| is|'re| are| was| were| has been| have been) " + Already + @"(?:been )?" + Already + @"(?:paid(?: for)?|ordered|purchased|bought|on (?:its|the|their) way)\b"
        + @"|\b(?:have|has|had) " + Already + "been " + Already + @"(?:ordered|purchased|bought|paid(?: for)?)\b"
        + @"|\b(?:is|are) " + Already + @"(?:on (?:its|their|the) way(?! out)|paid for)\b"
        + @"|\bsuccessfully (?:paid|ordered|placed|purchased|bought|submitted|processed|completed)\b"
        + @"|\byou(?:'ve| have) " + Already + @"(?:paid|ordered|purchased|bought)\b"
        + @"|(?:^|[,;:–—-]|\band|\bdone|\bgreat|\bok(?:ay)?) ?(?:your |the )?(?:order (?:placed|confirmed|submitted|sent)|payment (?:made|successful|confirmed|complete|received)|paid and ordered|ordered and paid)\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Ordered();

    [GeneratedRegex(
        Ignore + Have + Already + @"(?:cancel+ed (?!the voucher|your voucher)(?:\w+ ){0,3}?(?:order|it|that|them|everything|purchase)s?\b|refunded\b|(?:issued|sent|processed|made|arranged) (?:\w+ ){0,2}?refund)"
        + @"|\b(?:order|purchase)s?" + Number + "(?: is| are|'s| was| were| has been| have been) " + Already + "(?:been )?" + Already + @"(?:cancel+ed|refunded)\b"
        + @"|\b(?:it|that|this|everything)(?:'s| is| was| has been) " + Already + "(?:been )?" + Already + @"(?:cancel+ed|refunded)\b"
        + @"|\b(?:refund|money)(?: is| was| has been|'s| has) " + Already + "(?:been )?" + Already + @"(?:issued|sent|processed|made|returned|(?:gone )?through|on (?:its|the) way|back)\b"
        + @"|\bsuccessfully (?:cancel+ed|refunded)\b|\byou(?:'ve| have) " + Already + @"been refunded\b|(?:^|[,;:–—-]) ?order cancel+ed\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Cancelled();

    [GeneratedRegex(Ignore + @"\b(?:not|nothing|never|none|nobody|no (?:order|payment|money)|neither|nor|yet to|will|would|could|should|shall|may|might|whether|unless|until|before|without|ready to|to be|need|must|if|what|which|last time|usually)\b|n't\b|'ll\b", RegexOptions.CultureInvariant)]
    private static partial Regex Unsaid();

    [GeneratedRegex(Ignore + @"\b(?:one|your|with a|just say) yes\b|\b(?:once|when|if|unless|until|as soon as|only|after|before) (?:after |when |if |once )?(?:you|your|it|that|the|i have your|there)?(?:'s|'ve| is| has| have)?(?: \w+)? ?(?:say|said|press|tap|click|confirm|agree|approve|answer|yes|okay|ok|give|pay|paid|accept)", RegexOptions.CultureInvariant)]
    private static partial Regex Condition();
}
