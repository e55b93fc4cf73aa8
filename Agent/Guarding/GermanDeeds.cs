using System.Text.RegularExpressions;

namespace Agent.Guarding;

/// <summary>How models claim a deed in German. Takes one sentence in plain words.</summary>
internal static partial class GermanDeeds
{
    private const string Ignore = "(?i)";
    private const string Between = @"(?:[\w-]+ ){0,6}?";
    private const string Few = @"(?:[\w-]+ ){0,3}?";

    private static readonly HintedPattern Orders = new(Ordered(), "", "zahl", "bestell", "kauf", "aufgegeben", "unterwegs", "abgebucht", "erfolgreich");
    private static readonly HintedPattern Cancellations = new(Cancelled(), "", "storniert", "erstattet", "überwiesen", "geld ", "erstattung", "betrag ");

    public static Deed In(ReadOnlySpan<char> said)
    {
        var claimed = (DeedClaims.Claims(said, Orders, Unsaid()) ? Deed.Ordered : Deed.None) | (DeedClaims.Claims(said, Cancellations, Unsaid()) ? Deed.Cancelled : Deed.None);
        return claimed == Deed.None || Condition().IsMatch(said) ? Deed.None : claimed;
    }

    [GeneratedRegex(
        Ignore + @"\b(?:ich|wir) hab(?:e|en)? " + Between + @"(?:bezahlt|bestellt|gekauft|abgebucht|(?:bestellung|zahlung|kauf) " + Few + @"(?:aufgegeben|abgeschickt|abgeschlossen|bestätigt|ausgeführt|gesendet|erledigt|veranlasst|getätigt))\b"
        + @"|\bhab(?:e|en)? (?:ich|wir) " + Between + @"(?:bezahlt|bestellt|gekauft|aufgegeben|abgebucht)\b"
        + @"|\b(?:bestellung|zahlung|bezahlung|kauf)(?: bei [^,;]{1,30}?| über [^,;]{1,30}?)? (?:ist|sind|wurde|war|ging) " + Few + @"(?:aufgegeben|bezahlt|bestätigt|abgeschlossen|erfolgreich|erfolgt|durch|raus|eingegangen|ausgeführt|abgeschickt|unterwegs|gesendet|in (?:arbeit|zubereitung))\b"
        + @"|\b(?:ist|sind|wurde|wurden) " + Few + @"(?:bezahlt|bestellt|gekauft|abgebucht)\b"
        + @"|\b(?:ist|sind) " + Few + @"unterwegs\b"
        + @"|\berfolgreich (?:bezahlt|bestellt|gekauft|aufgegeben)\b"
        + @"|\bdu hast " + Few + @"erfolgreich\b"
        + @"|(?:^|[,;:–—-]|\bund) ?(?:(?:deine |die )?bestellung (?:aufgegeben|bestätigt|abgeschickt)|(?:deine |die )?zahlung (?:erfolgreich|erfolgt|bestätigt)|bezahlt und bestellt|bestellt und bezahlt)\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Ordered();

    [GeneratedRegex(
        Ignore + @"\b(?:ich|wir) hab(?:e|en)? " + Between + @"(?:storniert|erstattet|rückerstattet|zurücküberwiesen)\b|\bhab(?:e|en)? (?:ich|wir) " + Between + @"(?:storniert|erstattet|rückerstattet)\b"
        + @"|\b(?:ist|sind|wurde|wurden) " + Few + @"(?:storniert|erstattet|rückerstattet)\b"
        + @"|\b(?:geld|erstattung|rückerstattung|betrag) (?:ist|wurde) " + Few + @"(?:unterwegs|zurück|veranlasst|überwiesen|erfolgt)\b"
        + @"|\berfolgreich storniert\b|(?:^|[,;:–—-]) ?bestellung storniert\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Cancelled();

    [GeneratedRegex(Ignore + @"\b(?:nicht|nichts|kein\w*|nie|niemals|noch nie|weder|erst|bis|wird|werden|würde\w*|kann\w*|könnte\w*|soll\w*|möchte\w*|ob|ohne|muss|müssen|wäre\w*|bevor|letztes mal|zuletzt|was|welche\w*)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Unsaid();

    [GeneratedRegex(Ignore + @"\b(?:sobald|wenn|falls|nachdem|erst|bevor) (?:[\w-]+ ){0,4}?(?:zustimm\w*|bestätig\w*|ja|sagst|sag\w*|drückst|tippst|bezahl\w*|zahl\w*|einverstanden|antwort\w*)", RegexOptions.CultureInvariant)]
    private static partial Regex Condition();
}
