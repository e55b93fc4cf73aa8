using System.Text.RegularExpressions;
using Agent.Conversations;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Wording;

namespace Agent.Guarding;

/// <summary>The fact that a sentence means where its figure has no source: only where the sentence names what the figure is of, and exactly one such fact is known. Anything less would be a guess.</summary>
internal static partial class SourcedFacts
{
    /// <param name="before">What was said before the figure.</param>
    /// <param name="after">What is known to follow it; nothing at the end of a segment.</param>
    /// <returns>Null where the sentence leaves any doubt.</returns>
    public static string? Find(Figure figure, ReadOnlySpan<char> before, ReadOnlySpan<char> after, DialogueState state, TimeZoneInfo zone)
    {
        // "In total ¥20 less than…" is about something else.
        var next = after.TrimStart(" *_`\u00a0");
        if (!next.IsEmpty && !".,;!?)\n|。，；！？）".Contains(next[0], StringComparison.Ordinal)) return null;
        var sentence = SentenceBefore(before);
        return figure.Kind switch
        {
            FigureKind.Amount => Amount(sentence, state),
            FigureKind.Time => Time(figure, sentence, state, zone),
            _ => null,
        };
    }

    private static string? Amount(string sentence, DialogueState state)
    {
        var kinds = AmountKind().Matches(sentence);
        if (kinds.Any(k => k.Groups["other"].Success) || kinds.LastOrDefault() is not { } kind || FigureScanner.HasDigit(sentence.AsSpan(kind.Index))) return null;
        var quotes = Quotes(state).DistinctBy(q => q.Id).ToArray();
        var named = quotes.Where(q => sentence.Contains(q.PlatformName, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (named.Select(q => q.PlatformName).Distinct(StringComparer.Ordinal).Count() > 1) return null;
        var meant = named.Length > 0 ? named : quotes;
        Money[] facts = [.. (kind.Groups["delivery"].Success ? meant.SelectMany(DeliveryFees) : meant.Select(q => q.Total)).Distinct()];
        return facts is [var only] && meant.Length == 1 ? Phrases.Amount(only, state.Language) : null;
    }

    private static IEnumerable<Money> DeliveryFees(Quote quote) => quote.Fees.Where(f => f.Kind == FeeKind.Delivery).Select(f => f.Amount);

    private static IEnumerable<Quote> Quotes(DialogueState state)
    {
        if (state.OpenConsent is PaymentAsked payment) yield return payment.Quote;
        foreach (var compared in state.Comparison?.Ranked ?? []) yield return compared.Quote;
        foreach (var compared in state.Comparison?.Similar ?? []) yield return compared.Quote;
    }

    private static string? Time(Figure figure, string sentence, DialogueState state, TimeZoneInfo zone)
    {
        // A quote has a time of arrival as well.
        if (state.Order is not { Minutes: not null } order || state.Comparison is not null || state.OpenConsent is PaymentAsked || state.Orders is { Orders.Count: > 1 }) return null;
        var kind = Arrival().Matches(sentence).LastOrDefault();
        if (kind is null || FigureScanner.HasDigit(sentence.AsSpan(kind.Index))) return null;
        if (!OrderWord().IsMatch(sentence) && !sentence.Contains(order.Number, StringComparison.OrdinalIgnoreCase)) return null;
        var clock = Phrases.Clock(TimeZoneInfo.ConvertTime(order.ExpectedAt, zone));
        return figure.Text.EndsWith("Uhr", StringComparison.OrdinalIgnoreCase) ? clock + " Uhr" : clock;
    }

    private static string SentenceBefore(ReadOnlySpan<char> text)
    {
        for (var at = text.Length - 1; at >= 0; at--)
        {
            var ends = text[at] is '。' or '！' or '？' or '\n' || (text[at] is '.' or '!' or '?' && at + 1 < text.Length && text[at + 1] == ' ');
            if (ends) return text[(at + 1)..].ToString();
        }

        return text.ToString();
    }

    // The last of these words before the figure says what it is of, unless something is saved, less or in part.
    [GeneratedRegex(
        @"(?<delivery>\b(?i:delivery(?: fee| cost| charge)?s?|liefergebühr(?:en)?|lieferkosten)\b|配送费|配送費|运费)"
        + @"|(?<other>\b(?i:sav(?:e|es|ing|ings)|less|more|discounts?|vouchers?|coupons?|off|fees?|packaging|service|items?|subtotal|balance|wallet|refund\w*|each|minimum|spar\w*|ersparnis|weniger|mehr|rabatte?|gutschein\w*|verpackung\w*|zwischensumme|guthaben|erstatt\w*|je)\b|省|优惠|減|减|券|余额|退款|小计|打包费|包装费|服务费|每|起送|贵|便宜)"
        + @"|\b(?i:(?:grand |final )?total|in all|all in|altogether|gesamt(?:betrag|preis|summe)?|insgesamt|zusammen|endbetrag)\b|总共|一共|合计|总计|总价|共计|共",
        RegexOptions.CultureInvariant)]
    private static partial Regex AmountKind();

    [GeneratedRegex(@"\b(?i:arriv\w*|there by|deliver(?:ed|y)\b|expected|due|ankunft|kommt|da sein|geliefert|lieferung|eintreff\w*|erwartet)\b|送到|送达|到达|预计", RegexOptions.CultureInvariant)]
    private static partial Regex Arrival();

    [GeneratedRegex(@"\b(?i:order|bestellung)\b|订单", RegexOptions.CultureInvariant)]
    private static partial Regex OrderWord();
}
