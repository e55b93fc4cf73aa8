using System.Buffers;
using System.Text.RegularExpressions;

namespace Agent.Guarding;

/// <summary>Finds claims that something was paid, ordered, cancelled or given back, in the three languages. What is to be, what is asked and what is denied ("nothing is paid until you say yes") is no claim.</summary>
internal static partial class DeedClaims
{
    private static readonly SearchValues<char> Clauses = SearchValues.Create(",;:、，；：–—");

    // Before the text is made plain, which costs more than to look.
    private static readonly SearchValues<char> Characters = SearchValues.Create("单單付买買订訂款账帳賬路退钱錢");
    private static readonly SearchValues<string> Words = SearchValues.Create(["paid", "order", "payment", "purchase", "bought", "transaction", "check", "charged", "successfully", "way", "cancel", "refund", "money", "zahl", "bestell", "kauf", "aufgegeben", "unterwegs", "abgebucht", "erfolgreich", "storniert", "erstatt", "überwiesen", "geld", "betrag", "取消"], StringComparison.OrdinalIgnoreCase);

    /// <param name="hasOrders">Whether the conversation has orders, so that a number tells of one of them: it is placed, whatever is asked now.</param>
    public static Deed In(string text, bool hasOrders = false)
    {
        if (!text.AsSpan().ContainsAny(Characters) && !text.AsSpan().ContainsAny(Words)) return Deed.None;
        var plain = PlainWords.Of(text);
        var claimed = Deed.None;
        foreach (var range in Sentences().EnumerateSplits(plain))
        {
            var said = plain.AsSpan(range);
            var asks = range.End.Value < plain.Length && plain[range.End.Value] == '?';
            if (said.Length < 4 || asks) continue;
            var deed = EnglishDeeds.In(said) | ChineseDeeds.In(said) | GermanDeeds.In(said);
            if (hasOrders && deed.HasFlag(Deed.Ordered) && OrderNumber().IsMatch(said)) deed &= ~Deed.Ordered;
            claimed |= deed;
        }

        return claimed;
    }

    /// <param name="unsaid">What, in the same clause and before its end, makes a claim none.</param>
    public static bool Claims(ReadOnlySpan<char> said, HintedPattern deed, Regex unsaid)
    {
        if (!deed.MayMatch(said)) return false;
        foreach (var match in deed.Pattern.EnumerateMatches(said))
        {
            var clause = said[..match.Index].LastIndexOfAny(Clauses) + 1;
            if (!unsaid.IsMatch(said[clause..(match.Index + match.Length)])) return true;
        }

        return false;
    }

    [GeneratedRegex(@"[.!?。\n]+(?!\w)|[!?。\n]+", RegexOptions.CultureInvariant)]
    private static partial Regex Sentences();

    [GeneratedRegex(@"(?<![\p{L}0-9])(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[A-Z0-9]{6}(?![\p{L}0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex OrderNumber();
}
