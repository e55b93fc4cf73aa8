namespace Agent.Express.Understanding;

/// <summary>"Under 30", "30 yuan at most".</summary>
internal static class PriceBound
{
    /// <param name="minor">Null for a bound that is none, such as zero.</param>
    /// <returns>How many lexemes it takes; 0 for none.</returns>
    public static int Read(List<Lexeme> lexemes, int at, out long? minor)
    {
        minor = null;
        var (next, before) = (at, false);
        if (lexemes[next].Kind == ConceptKind.Below) (before, next) = (true, next + 1);
        while (next < lexemes.Count && lexemes[next].Kind is ConceptKind.Currency or ConceptKind.Filler && before) next++;
        if (next < lexemes.Count && lexemes[next].Kind == ConceptKind.Currency) next++;
        if (next >= lexemes.Count || lexemes[next].Kind != ConceptKind.Number) return 0;
        var number = lexemes[next++].Number;
        while (next < lexemes.Count && (lexemes[next].Kind == ConceptKind.Currency || lexemes[next].Text == "块")) next++;
        if (!before)
        {
            if (next >= lexemes.Count || lexemes[next].Kind != ConceptKind.Below) return 0;
            next++;
        }

        if (number is > 0 and < 1_000_000_000) minor = (long)(number * 100);
        return next - at;
    }
}
