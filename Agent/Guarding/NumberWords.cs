using System.Collections.Frozen;

namespace Agent.Guarding;

/// <summary>Numbers written in words or in Chinese numerals.</summary>
internal static class NumberWords
{
    /// <summary>The start of a number word that is shorter or itself a common word tells nothing yet.</summary>
    private const int ShortestStart = 3;

    /// <summary>Longer than any number word.</summary>
    private const int Longest = 32;

    private const string Numerals = "〇零一二两兩三四五六七八九十百千万萬";

    private static readonly string[] Ones = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private static readonly string[] Einer = ["", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"];
    private static readonly string[] Zehner = ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

    /// <summary>What may stand right behind a number word and makes a figure of both, and the words that make one of an hour.</summary>
    private static readonly string[] Units = ["yuan", "kuai", "rmb", "cny", "renminbi", "euro", "euros", "eur", "dollar", "dollars", "usd", "bucks", "pounds", "cent", "cents", "fen", "percent", "prozent", "price", "uhr", "clock", "am", "pm", "preis"];
    private static readonly string[] JoinWords = ["per", "off", "past", "to", "nach", "vor", "the"];

    // In small letters: comparing without case takes memory where a letter is not ASCII.
    private static readonly FrozenDictionary<string, int> Values = Words().ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ValuesBySpan = Values.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> StartsBySpan = Starts(Values.Keys.Concat(["half", "quarter", "halb", "halben", "viertel", "dreiviertel"]), ShortestStart)
        .Except(["for", "sie", "neu", "ach", "ein", "one"], StringComparer.Ordinal)
        .ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> UnitStartsBySpan =
        Starts(Units.Concat(JoinWords), 1).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> UnitsBySpan = Units.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Stands between a number word and what makes a figure of it: "half the price", "quarter past three".</summary>
    public static bool Joins(ReadOnlySpan<char> word)
    {
        foreach (var join in JoinWords)
            if (word.Equals(join, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    public static bool IsUnit(ReadOnlySpan<char> word) => UnitsBySpan.Contains(Small(word, stackalloc char[Longest]));

    public static bool IsNumeral(char c) => Numerals.AsSpan().Contains(c);

    /// <summary>A number word, one of halves and quarters, or the beginning of one.</summary>
    public static bool MayStart(ReadOnlySpan<char> word) => StartsBySpan.Contains(Small(word, stackalloc char[Longest]));

    /// <summary>A unit, or the beginning of one.</summary>
    public static bool MayBeUnit(ReadOnlySpan<char> word) => UnitStartsBySpan.Contains(Small(word, stackalloc char[Longest]));

    public static bool IsNumber(ReadOnlySpan<char> word) => ValuesBySpan.ContainsKey(Small(word, stackalloc char[Longest]));

    /// <summary>The number that the words before a place say ("twenty-four", "a hundred and ten", "vierundzwanzig"), and where they start.</summary>
    public static long? ReadBefore(ReadOnlySpan<char> text, int end, out int start)
    {
        start = end;
        var words = new List<string>();
        var at = end;
        while (true)
        {
            var wordEnd = at;
            while (wordEnd > 0 && text[wordEnd - 1] is ' ' or '-' or '*' or '_' or '\u00a0' && at - wordEnd < 4) wordEnd--;
            var from = wordEnd;
            while (from > 0 && char.IsLetter(text[from - 1])) from--;
            var word = text[from..wordEnd];
            var joins = words.Count > 0 && (word.Equals("and", StringComparison.OrdinalIgnoreCase) || word.Equals("a", StringComparison.OrdinalIgnoreCase));
            if (word.IsEmpty || (!joins && !IsNumber(word))) break;
            if (!joins)
            {
                words.Insert(0, word.ToString().ToLowerInvariant());
                start = from;
            }

            at = from;
        }

        return words.Count == 0 ? null : Add(words);
    }

    /// <summary>24, 二十四, 二四, 两百零五: one number, or null.</summary>
    public static long? ReadNumerals(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return null;
        if (text.IndexOfAny("十百千万萬") < 0)
        {
            var digits = 0L;
            foreach (var c in text) digits = (digits * 10) + Digit(c);
            return text.Length <= 9 ? digits : null;
        }

        long sum = 0, part = 0, digit = 0;
        foreach (var c in text)
        {
            long unit = c switch { '十' => 10, '百' => 100, '千' => 1000, '万' or '萬' => 10_000, _ => 0 };
            if (unit == 0) digit = Digit(c);
            else if (unit == 10_000) (sum, part, digit) = ((sum + part + digit) * unit, 0, 0);
            else (part, digit) = (part + (Math.Max(digit, 1) * unit), 0);
        }

        return sum + part + digit;
    }

    private static ReadOnlySpan<char> Small(ReadOnlySpan<char> word, Span<char> letters)
    {
        if (word.Length > letters.Length) return default;
        for (var i = 0; i < word.Length; i++) letters[i] = char.IsAsciiLetterUpper(word[i]) || word[i] is 'Ä' or 'Ö' or 'Ü' ? (char)(word[i] + 32) : word[i];
        return letters[..word.Length];
    }

    private static int Digit(char c) => c switch
    {
        '一' => 1,
        '二' or '两' or '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => 0,
    };

    private static long Add(List<string> words)
    {
        long sum = 0, part = 0;
        foreach (var word in words)
        {
            var value = Values[word];
            if (value == 1000) (sum, part) = (sum + (Math.Max(part, 1) * 1000), 0);
            else if (word == "hundred") part = Math.Max(part, 1) * 100;
            else part += value;
        }

        return sum + part;
    }

    private static Dictionary<string, int> Words()
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal) { ["hundred"] = 100, ["thousand"] = 1000, ["dreissig"] = 30, ["eins"] = 1 };
        for (var i = 1; i < 20; i++) words.TryAdd(Ones[i], i);
        for (var i = 2; i < 10; i++) words.TryAdd(Tens[i], i * 10);
        for (var i = 2; i < 100; i++) words.TryAdd(German(i), i);
        for (var i = 100; i < 200; i++) words.TryAdd("hundert" + German(i - 100), i);
        for (var i = 1; i < 10; i++) words.TryAdd(Einer[i] + "hundert", i * 100);
        return words;
    }

    private static string German(int number) =>
        number < 20 ? Einer[number] : (number % 10 == 0 ? "" : Einer[number % 10] + "und") + Zehner[number / 10];

    private static IEnumerable<string> Starts(IEnumerable<string> words, int shortest) =>
        words.SelectMany(w => Enumerable.Range(Math.Min(shortest, w.Length), w.Length - Math.Min(shortest, w.Length) + 1).Select(n => w[..n])).Distinct(StringComparer.Ordinal);
}
