using System.Collections.Frozen;
using Agent.Plugins;

namespace Agent.Planning;

/// <summary>Which of the three languages a message is written in. A name of a drink or a number alone says nothing.</summary>
internal static class LanguageDetector
{
    private static readonly FrozenSet<string> German = new[]
    {
        "ich", "du", "der", "die", "das", "ein", "eine", "einen", "und", "oder", "mit", "ohne", "nicht", "bitte", "danke", "ja", "nein", "zwei", "drei", "vier", "wo", "ist", "wie", "was",
        "mein", "meine", "meinen", "zum", "zur", "ins", "nach", "hause", "büro", "möchte", "will", "bestell", "bestelle", "bestellen", "bestellung", "günstig", "günstigste", "billig", "zeig", "zeige",
        "hallo", "hilfe", "warenkorb", "gutschein", "gutscheine", "bezahlen", "stornieren", "lieferung", "liefern", "statt", "noch", "kein", "keine", "wenig", "halb", "halbe", "große", "großen",
        "groß", "kleine", "kleinen", "zucker", "eis", "für", "auf", "im", "welche", "welcher", "hast", "gibt", "es", "kannst", "mir", "und", "doch", "auch", "wieder", "nochmal", "falsch", "fehlt", "so", "wann", "kommt", "nimm", "wechsle", "guten", "tag", "morgen", "heute", "abholen", "stück",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> English = new[]
    {
        "i", "you", "the", "a", "an", "and", "or", "with", "without", "not", "please", "thanks", "yes", "no", "two", "three", "four", "where", "is", "how", "what", "my", "to", "home", "office",
        "want", "would", "like", "order", "cheap", "cheapest", "show", "me", "hello", "hi", "help", "basket", "voucher", "vouchers", "pay", "cancel", "delivery", "instead", "of", "more", "less", "half",
        "large", "small", "sugar", "ice", "for", "on", "in", "which", "have", "there", "can", "it", "its", "also", "again", "wrong", "missing", "when", "does", "take", "make", "good", "today", "tomorrow", "pick", "up", "as", "possible", "repeat", "last", "one", "add", "remove", "change", "compare",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <returns>Null where the words do not tell.</returns>
    public static Language? Detect(string text)
    {
        var (han, latin) = (0, 0);
        foreach (var c in text)
        {
            if (c is >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf') han++;
            else if (char.IsLetter(c)) latin++;
        }

        // One ideograph carries about as much as a short word.
        if (han > 0 && han * 3 >= latin) return Language.Chinese;
        var (german, english) = (0, 0);
        foreach (var range in text.AsSpan().SplitAny(" \t\n.,;:!?\"'()/-„“”’"))
        {
            var word = text[range].ToLowerInvariant();
            if (word.Length == 0) continue;
            if (word.AsSpan().IndexOfAny("äöüß") >= 0) german += 2;
            if (German.Contains(word)) german++;
            if (English.Contains(word)) english++;
        }

        if (german == english) return null;
        return german > english ? Language.German : Language.English;
    }
}
