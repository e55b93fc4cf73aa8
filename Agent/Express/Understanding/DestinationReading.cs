namespace Agent.Express.Understanding;

/// <summary>Reads where an order goes: a place of the person's, an address in their own words, a friend who gets it as a gift.</summary>
internal sealed class DestinationReading(string text, List<Lexeme> lexemes)
{
    public string? Address { get; private set; }

    /// <summary>Null where nothing was said of a gift.</summary>
    public bool? Gift { get; private set; }

    public string? Recipient { get; private set; }

    public NewAddress? NewAddress { get; private set; }

    /// <summary>Of what may already be set for the order; a new address is a wish of its own.</summary>
    public bool IsSaid => Address is not null || Gift is not null;

    public void TakePlace(int at)
    {
        var lexeme = lexemes[at];

        // 送给小美家: the home of who was just named.
        if (Recipient is not null && at > 0 && lexemes[at - 1].End == lexeme.Start && Folding.IsCjk(lexeme.Text[0])) return;
        Address = lexeme.Value;
    }

    /// <summary>"To" and words that nothing else explains are an address in the person's own words.</summary>
    /// <param name="afterItems">Items were named before it, so that a number is that of a house and not a count.</param>
    public int TakeAddress(int at, bool afterItems)
    {
        var end = at + 1;
        while (end < lexemes.Count && lexemes[end].Kind == ConceptKind.Filler) end++;
        var numbered = afterItems && end + 1 < lexemes.Count && lexemes[end].Kind == ConceptKind.Number && lexemes[end + 1].Kind == ConceptKind.Word;
        if (AddressReader.Whom(lexemes, at + 1, out _) > at + 1) return Send(at);
        if (end >= lexemes.Count || (lexemes[end].Kind != ConceptKind.Word && !numbered)) return 1;
        var start = end;
        while (end < lexemes.Count && lexemes[end].Kind is ConceptKind.Word or ConceptKind.Number or ConceptKind.Filler or ConceptKind.Measure) end++;
        Address = text[lexemes[start].Start..lexemes[end - 1].End];
        return end - at;
    }

    /// <summary>"As a gift for Mei", "hide the price", 送给小美.</summary>
    public int TakeGift(int at)
    {
        Gift = lexemes[at].Value != "no";
        if (lexemes[at].Value == "send") return Send(at);
        if (Gift != true || at + 1 >= lexemes.Count || lexemes[at + 1] is not { Kind: ConceptKind.Relation, Value: "for" or "to" }) return 1;
        var taken = AddressReader.Name(text, lexemes, at + 2, out var name);
        Recipient = name ?? Recipient;
        return taken == 0 ? 1 : 2 + taken;
    }

    /// <summary>What goes to a friend is a gift, and goes to where that friend lives: "to my friend Mei, 12 Lake Road in lakeside".</summary>
    private int Send(int at)
    {
        var taken = AddressReader.Name(text, lexemes, at + 1, out var name);
        if (taken == 0) return 1;
        (Gift, Recipient) = (true, name);
        if (AddressReader.StreetAfter(text, lexemes, at + 1 + taken) is not { } street)
        {
            Address = name;
            return 1 + taken;
        }

        NewAddress = new NewAddress(name, street, true, true);
        return lexemes.Count - at;
    }
}
