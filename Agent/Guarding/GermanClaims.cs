using System.Text.RegularExpressions;

namespace Agent.Guarding;

/// <summary>How models say it in German. Each takes one sentence in plain words.</summary>
internal static partial class GermanClaims
{
    private static readonly HintedPattern Natures = new(ByNature(), "", "als ", "ich ", "mir ", "hände", "körper", "meine", "welt", "physisch");
    private static readonly HintedPattern Dismissals = new(Elsewhere(), "", "app", "web", "internetseite", "homepage", "hotline", "kunden", "lieferando", "uber", "wende", "melde", "ruf", "kontaktier", "direkt", "selbst", "selber", "woanders", "anderswo", "eigenständig");
    private static readonly HintedPattern Inabilities = new(Unable(), "", "ich ", "mir ");

    public static bool In(ReadOnlySpan<char> said) => Natures.IsMatch(said) || Dismissals.IsMatch(said) || (Inabilities.IsMatch(said) && !ForAReason().IsMatch(said));

    private const string Ignore = "(?i)";
    private const string Machine = @"(?:ki\b(?:-\w+)?|künstliche intelligenz|(?:ki-)?sprachmodell|chat-?bot|bot\b|sprachassistent\w*|virtuelle[rn]? assistent\w*|digitale[rn]? assistent\w*|(?:computer)?programm\b|software\b|maschine\b|algorithmus|textbasierte\w*)";
    private const string Acts = @"(?:bestellen|bestellung\w*|bestellvorg\w*|kaufen|käufe|einkäufe|einkaufen|bezahlen|zahlen|zahlung\w*|aufgeben|aufzugeben|liefern|bringen|stornieren|zugreifen|ausführen|tätigen|verfolgen|durchführen|abwickeln|vornehmen|abschließen|buchen|erledigen|auslösen|transaktion\w*)\b";

    [GeneratedRegex(
        Ignore + @"\bals (?!das |der |die )(?:\w+ ){0,3}?" + Machine
        + @"|\bich bin (?:doch |ja |eben |leider |halt |letztlich |am ende )*(?:nur|bloß|lediglich|nichts (?:als|weiter als)|einfach nur|rein) (?:ein(?:e|en)? )?(?:[\w-]+ ){0,3}?(?:" + Machine + @"|assistent\w*|text\b|code\b)"
        + @"|\bich bin (?:ja |eben |halt )?eine? (?:[\w-]+ ){0,2}?" + Machine + @"[^.]{0,50}?(?:kann|nicht|kein|leider|ohne)|\bda ich (?:\w+ )?eine? (?:[\w-]+ ){0,2}?" + Machine + @"|\bich bin kein(?:e)? (?:echte[rs]? |richtige[rs]? )?mensch\b"
        + @"|\bich (?:habe|besitze|verfüge über) (?:\w+ ){0,3}?keine?n? (?:[\w-]+ )*?(?:hände|arme\b|körper\b|finger|beine\b|existenz|präsenz)|\bmir fehl(?:en|t) (?:\w+ ){0,3}?(?:hände|arme\b|körper\b)|\bohne (?:\w+ ){0,2}?(?:hände|körper\b)"
        + @"|\bich bin (?:\w+ ){0,2}?nicht in der lage\b"
        + @"|\b(?:übersteigt|überschreitet|außerhalb|jenseits|gehört nicht zu|liegt nicht in)\b[^,;]{0,20}?\bmeine[rsn]? (?:\w+ )?(?:fähigkeit|möglichkeit|funktion|macht|reichweite|bereich|aufgabe|können|rahmen)"
        + @"|\bmeine (?:fähigkeiten|funktionen|möglichkeiten|aufgaben?)\b[^,;.]{0,30}?(?:begrenzt|beschränk|nicht|keine|nur)"
        + @"|\bich (?:bin|wurde|ward) (?:[\w-]+ ){0,3}?(?:nicht|nur|lediglich|ausschließlich)\b[^;.]{0,40}?(?:gemacht|ausgelegt|programmiert|entwickelt|konzipiert|gedacht|vorgesehen|trainiert|gebaut|ausgestattet)"
        + @"|\bich (?:kann|biete|liefere|gebe)(?: dir| ihnen)? (?:\w+ )?(?:nur|lediglich|ausschließlich|bloß) (?:\w+ ){0,3}?(?:informationen|auskunft|auskünfte|vorschläge|tipps|texte?\b|empfehlungen|fragen|ratschläge|antworten)|\bkann ich (?:dir |ihnen )?(?:nur|lediglich|bloß) (?:\w+ ){0,2}?(?:informationen|vorschläge|tipps|texte?\b|empfehlungen|fragen|ratschläge)"
        + @"|\b(?:in|mit) der (?:realen|echten|physischen|wirklichen) welt|\bphysisch\w* (?:handlung\w*|aktion\w*|anwesen\w*|präsen\w*|existe\w*|etwas|nichts|nicht)"
        + @"|\bich existiere (?:\w+ )?(?:nur|rein|ausschließlich|lediglich)|\bich lebe nur (?:in|im)\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex ByNature();

    [GeneratedRegex(
        Ignore + @"\b(?:bitte|sie müssen|du musst|du solltest|sie sollten|du kannst|sie können|du könntest|am besten|am einfachsten|versuch\w*|probier\w*|ich empfehle|ich rate|ich schlage vor|nutze|nutzen sie|verwende|verwenden sie|öffne|öffnen sie|besuche|besuchen sie|geh|gehe|gehen sie|schau|schauen sie|lade|laden sie|bestelle?|bestellen sie|kontaktiere|kontaktieren sie)\b[^;]{0,45}?(?:\bapps?\b|[\w]-app\b|webseite|website|internetseite|homepage|hotline|kundenservice|kundendienst|kundensupport|lieferando|uber eats)"
        + @"|\b(?:wende dich|wenden sie sich|melde dich|melden sie sich) (?:bitte |am besten |direkt )*(?:an|bei)\b[^,;]{0,30}?(?:restaurant|laden|geschäft|plattform|anbieter|kundenservice|kundendienst|lieferdienst|hotline|support|händler)"
        + @"|\b(?:ruf|rufe|rufen sie|kontaktiere|kontaktieren sie)\b (?:\w+ ){0,3}?(?:restaurant|laden|geschäft|anbieter|lieferdienst|händler)"
        + @"|\bdirekt (?:beim|bei dem|bei der|im|über das|über den|in dem) (?:[\w-]+ )?(?:restaurant|laden|anbieter|geschäft|händler|lieferdienst)\b[^,;.]{0,20}?(?:bestell|kauf|anruf|nachfrag)|\b(?:bestell|kauf)\w* (?:\w+ ){0,3}?direkt (?:beim|bei|im|über)\b"
        + @"|\b(?:bestell|bestelle|bestellen sie|kauf|kaufe|kaufen sie|bezahle|bezahlen sie|mach|erledige) (?:es |das |sie |den tee |dein essen |ihr essen )?(?:bitte |doch |besser |lieber )*(?:selbst|selber|woanders|anderswo)\b"
        + @"|\b(?:musst|müssen|müsstest|müssten)\b(?![^,;.]{0,25}\bnicht)[^,;.]{0,25}?\b(?:selbst|selber|eigenständig)\b[^,;.]{0,20}?(?:machen|tun)\b"
        + @"|\b(?:musst|müssen|müsstest|müssten|solltest|sollten|kannst|können)\b[^,;.]{0,25}?\b(?:selbst|selber|eigenständig|woanders)\b[^,;.]{0,20}?(?:bestellen|kaufen|bezahlen|aufgeben|erledigen|vornehmen)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(
        Ignore + @"\bich (?:kann|könnte|darf|werde) (?:[\w-]+ ){0,5}?(?:nichts|nicht|keine[nr]?|weder)\b[^,;]*?\b" + Acts
        + @"|\b(?:kann|könnte|darf) ich (?:[\w-]+ ){0,5}?(?:nichts|nicht|keine[nr]?|weder)\b[^,;]*?\b" + Acts + @"|\b" + Acts + @" (?:\w+ ){0,2}?(?:kann|darf) ich (?:\w+ ){0,3}?(?:nicht|nichts|keine)\b"
        + @"|\bich kann (?:dir |ihnen )?(?:\w+ ){0,2}?(?:nicht|nichts) (?:\w+ )?(?:beim|bei (?:der|deiner|ihrer)) (?:bestell|kauf|bezahl|einkauf)"
        + @"|\bich habe (?:\w+ ){0,2}?(?:keinen|nicht den) (?:\w+ )?zugriff auf (?:[\w-]+ ){0,3}?(?:bestell|liefer|zahl|system|plattform|internet|apps?\b|extern)|\bich habe (?:\w+ ){0,2}?(?:keine|nicht die) (?:\w+ )?(?:möglichkeit|fähigkeit|befugnis|berechtigung|funktion)\b|\bmir fehl(?:t|en) (?:\w+ )?(?:die möglichkeit|die fähigkeit|der zugriff|die funktion|die berechtigung)"
        + @"|\bes ist mir (?:\w+ ){0,3}?(?:nicht|un)\s?möglich|\bmir ist es (?:\w+ ){0,3}?(?:nicht|un)\s?möglich|\bist (?:für mich|mir) (?:\w+ ){0,2}?(?:nicht|un)\s?möglich|\bich (?:unterstütze|biete|nehme|übernehme) (?:\w+ ){0,2}?keine " + Acts,
        RegexOptions.CultureInvariant)]
    private static partial Regex Unable();

    [GeneratedRegex(
        Ignore + @"gerade|momentan|derzeit|im moment|zurzeit|\bweil\b|\bda\b|\bdenn\b|\bbis\b|\bnoch\b|heute|geschlossen|ausverkauft|vergriffen|abgelaufen|solange|jetzt|ohne (?:dein|ihr|eine|adresse)|bevor|\bvor\b|nachdem|sobald|mehr\b|mindest|schon|bereits|unterwegs|abgeholt|hat zu|öffnet|liefert|außerhalb|liefergebiet|reicht|guthaben|limit|(?<!mir )\bfehl|\berst\b|zuerst|antwortet|erreichbar|ausgefallen|vorrätig|bestätig|\bwenn\b|doppelt|zweimal|verschiedenen|zwei läden|nur \w+ liefer",
        RegexOptions.CultureInvariant)]
    private static partial Regex ForAReason();
}
