using Agent.Plugins;

namespace Agent.Express.Understanding;

/// <summary>A message to an <see cref="Utterance"/>: cleaned, cut into lexemes, and read in one pass.</summary>
internal sealed class Grammar(Lexicon lexicon)
{
    /// <summary>More than anyone types; what is beyond it is not read, and the person is told.</summary>
    public const int Limit = 2000;

    private readonly Lexer _lexer = new(lexicon);

    public Utterance Read(string message, Language language, DateTimeOffset now)
    {
        var text = Folding.Clean(message, Limit).Trim();
        var lexemes = _lexer.Read(language, text);
        return AddressReader.Read(text, lexemes, language) is { } address
            ? new Utterance { Intent = Intent.SaveAddress, NewAddress = address, Text = text, Cut = message.Length > Limit }
            : new Reading(text, lexemes, now, message.Length > Limit).Run();
    }
}
