using Agent.Plugins;

namespace Agent.Express.Understanding;

/// <summary>A stretch of a message with its concept.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Number">Of a number; hours and minutes of a clock as hhmm.</param>
internal readonly record struct Lexeme(Concept Concept, string Text, int Start, int End, decimal Number)
{
    public ConceptKind Kind => Concept.Kind;

    public string Value => Concept.Value;

    public bool Is(ConceptKind kind, string value) => Kind == kind && string.Equals(Value, value, StringComparison.Ordinal);
}

/// <summary>Units to lexemes: the longest phrase of the lexicon first, numbers in digits and words, the rest as plain words.</summary>
internal sealed class Lexer(Lexicon lexicon)
{
    private const string Digits = "零一二三四五六七八九";

    public List<Lexeme> Read(Language language, string text)
    {
        var units = Unit.Split(text);
        var lexemes = new List<Lexeme>(units.Count);
        for (var at = 0; at < units.Count;)
        {
            var unit = units[at];
            var length = lexicon.Match(language, units, at, out var concept);
            if (length <= 1 && unit.Kind == UnitKind.Character && Numeral(language, units, at, out var number) is var numeral and > 0)
                Add(ConceptKind.Number, "", numeral, number);
            else if (length == 0 && unit.Kind == UnitKind.Number && IsClock(units, at))
                Add(ConceptKind.Clock, "", 3, (unit.Number * 100) + units[at + 2].Number);
            else if (length > 0)
                Add(concept.Kind, concept.Value, length, concept.Kind is ConceptKind.Number or ConceptKind.Ordinal ? decimal.Parse(concept.Value, System.Globalization.CultureInfo.InvariantCulture) : 0);
            else if (unit.Kind == UnitKind.Number)
                Add(ConceptKind.Number, "", 1, unit.Number);
            else if (unit.Kind == UnitKind.Mark)
                Add(unit.Folded[0] switch { ',' or '、' or ';' or '+' or '&' => ConceptKind.And, '.' or '。' or '!' or '?' or '\n' => ConceptKind.Stop, '¥' or '￥' or '€' or '$' => ConceptKind.Currency, _ => ConceptKind.Filler }, unit.Folded, 1, 0);
            else
                Add(ConceptKind.Word, "", 1, 0);

            void Add(ConceptKind kind, string value, int count, decimal number)
            {
                var (start, end) = (units[at].Start, units[at + count - 1].End);
                if (kind == ConceptKind.Number && number > 0 && lexemes.Count > 0 && lexemes[^1] is { Kind: ConceptKind.Word } sign && string.Equals(sign.Text, "minus", StringComparison.OrdinalIgnoreCase))
                {
                    (start, number) = (sign.Start, -number);
                    lexemes.RemoveAt(lexemes.Count - 1);
                }

                lexemes.Add(new(new(kind, value), text[start..end], start, end, number));
                at += count;
            }
        }

        return lexemes;
    }

    private static bool IsClock(List<Unit> units, int at) =>
        at + 2 < units.Count && units[at + 1].Folded == ":" && units[at + 2].Kind == UnitKind.Number
        && units[at].Number is >= 0 and < 100 && units[at + 2].Number is >= 0 and < 100 && units[at + 2].Folded.Length == 2;

    /// <summary>A Chinese numeral counts only where something is counted or it stands alone: 三杯, but 三明治 is a sandwich.</summary>
    private int Numeral(Language language, List<Unit> units, int at, out decimal number)
    {
        var negative = units[at].Folded == "负" && at + 1 < units.Count;
        var (total, digit, end) = (0m, 0m, negative ? at + 1 : at);
        var started = false;
        for (; end < units.Count && units[end].Kind == UnitKind.Character; end++)
        {
            var c = units[end].Folded[0];
            var value = c is '两' or '俩' ? 2 : Digits.IndexOf(c, StringComparison.Ordinal);
            var scale = c switch { '十' => 10m, '百' => 100m, '千' => 1000m, '万' => 10_000m, '亿' => 100_000_000m, _ => 0m };
            if (value < 0 && scale == 0) break;
            if (scale > 0)
            {
                total = scale >= 10_000m ? (total + digit) * scale : total + ((digit == 0 && !started ? 1 : digit) * scale);
                digit = 0;
            }
            else
            {
                digit = value;
            }

            started = true;
            if (end - at > 12) break;
        }

        number = negative ? -(total + digit) : total + digit;
        if (!started) return 0;
        if (end == units.Count || units[end].Kind != UnitKind.Character || units[at].Folded is "两" or "俩") return end - at;
        var counted = lexicon.Match(language, units, end, out var concept) > 0
            && concept.Kind is ConceptKind.Measure or ConceptKind.Time or ConceptKind.Currency or ConceptKind.Option or ConceptKind.And or ConceptKind.Below or ConceptKind.Filler;
        return counted ? end - at : 0;
    }
}
