using Agent.Plugins;

namespace Agent.Express.Understanding;

/// <summary>Addresses that a message gives: "add Mei's address: 12 Lake Road, lakeside", and the street after a friend's name.</summary>
internal static class AddressReader
{
    /// <summary>A message that does nothing but give an address; null for any other.</summary>
    public static NewAddress? Read(string text, List<Lexeme> lexemes, Language language)
    {
        var at = lexemes.FindIndex(l => l.Kind != ConceptKind.Filler);
        if (at < 0) return null;
        // German puts the verb behind: "Meis Adresse hinzufügen: …".
        if (lexemes[at].Kind != ConceptKind.Act) return IsKeptBehind(lexemes, at) ? ReadNamed(text, lexemes, at, language) : null;
        return lexemes[at].Value switch
        {
            "address_new" => ReadNew(text, lexemes, at + 1),
            "add" or "keep" => ReadNamed(text, lexemes, at + 1, language),
            _ => null,
        };
    }

    /// <summary>The street that follows a friend's name: "…Mei, 12 Lake Road in lakeside". Null where what follows is no street.</summary>
    public static string? StreetAfter(string text, List<Lexeme> lexemes, int at)
    {
        if (at >= lexemes.Count || lexemes[at].Kind != ConceptKind.And) return null;
        for (var i = at + 1; i < lexemes.Count; i++)
        {
            // Only a street has its number behind its name, or the word for one in it.
            var numbered = lexemes[i].Kind == ConceptKind.Number && lexemes[i - 1].Kind == ConceptKind.Word;
            if (numbered || lexemes[i].Is(ConceptKind.Word, "street")) return Rest(text, lexemes, at + 1);
        }

        return null;
    }

    /// <summary>A person's name that begins at a lexeme: what nothing else explains, or what the person is: "my friend".</summary>
    /// <returns>How many lexemes it takes; 0 for none.</returns>
    public static int Name(string text, List<Lexeme> lexemes, int start, out string? name)
    {
        var at = Whom(lexemes, start, out name);
        while (at < lexemes.Count && lexemes[at].Kind == ConceptKind.Filler) at++;
        var from = at;
        while (at < lexemes.Count && lexemes[at].Kind == ConceptKind.Word) at++;
        if (at > from) name = text[lexemes[from].Start..lexemes[at - 1].End];
        return name is null ? 0 : at - start;
    }

    /// <summary>"My friend", "a friend".</summary>
    /// <returns>The lexeme behind it; <paramref name="start"/> where it is not said.</returns>
    public static int Whom(List<Lexeme> lexemes, int start, out string? whom)
    {
        var at = start;
        while (at < lexemes.Count && (lexemes[at].Kind == ConceptKind.Filler || lexemes[at] is { Kind: ConceptKind.Number, Number: 1 })) at++;
        whom = at < lexemes.Count && lexemes[at].Is(ConceptKind.Relation, "whom") ? lexemes[at].Text : null;
        return whom is null ? start : at + 1;
    }

    /// <summary>"New address for Mei: …", 新地址：小美，…</summary>
    private static NewAddress ReadNew(string text, List<Lexeme> lexemes, int at)
    {
        while (at < lexemes.Count && (lexemes[at].Kind == ConceptKind.Filler || lexemes[at].Is(ConceptKind.Relation, "for"))) at++;
        var taken = Name(text, lexemes, at, out var name);
        var ends = taken > 0 && at + taken < lexemes.Count && (lexemes[at + taken].Kind == ConceptKind.And || IsColon(lexemes[at + taken]));
        return ends ? new NewAddress(name, Rest(text, lexemes, at + taken + 1), true, false) : new NewAddress(null, Rest(text, lexemes, at), false, false);
    }

    /// <summary>"Add Mei's address: …", "save the gym address: …", 添加小美的地址：…</summary>
    private static NewAddress? ReadNamed(string text, List<Lexeme> lexemes, int at, Language language)
    {
        var end = lexemes.FindIndex(at, IsAddress);
        if (end < 0) return ReadFriend(text, lexemes, at);
        if (lexemes.GetRange(at, end - at).Exists(l => l.Kind is not (ConceptKind.Word or ConceptKind.Filler or ConceptKind.Place or ConceptKind.Number) && !l.Is(ConceptKind.Relation, "whom"))) return null;
        var rest = end + 1;
        while (rest < lexemes.Count && lexemes[rest].Kind == ConceptKind.Act && lexemes[rest].Value is "add" or "keep") rest++;
        var street = Rest(text, lexemes, rest);
        if (Name(text, lexemes, at, out var said) > 0 && said is not null)
        {
            var bare = Owner(said, language, lexemes[end - 1]);
            return new NewAddress(bare ?? said, street, bare is not null, false);
        }

        var place = lexemes.FindIndex(at, end - at, l => l.Kind == ConceptKind.Place);
        return new NewAddress(place < 0 ? null : lexemes[place].Text, street, false, false);
    }

    /// <summary>"Add my friend Mei: 12 Lake Road". Null where it is not a name and a street with its number.</summary>
    private static NewAddress? ReadFriend(string text, List<Lexeme> lexemes, int at)
    {
        var taken = Name(text, lexemes, at, out var name);
        if (taken == 0 || at + taken >= lexemes.Count || !IsColon(lexemes[at + taken])) return null;
        return Rest(text, lexemes, at + taken + 1) is { } street && street.AsSpan().ContainsAnyInRange('0', '9') ? new NewAddress(name, street, true, false) : null;
    }

    private static bool IsKeptBehind(List<Lexeme> lexemes, int at)
    {
        var address = lexemes.FindIndex(at, IsAddress);
        if (address <= at) return false;
        return lexemes[address].Value == "address_new" || (address + 1 < lexemes.Count && (lexemes[address + 1].Is(ConceptKind.Act, "add") || lexemes[address + 1].Is(ConceptKind.Act, "keep")));
    }

    private static bool IsAddress(Lexeme lexeme) => lexeme.Is(ConceptKind.Act, "address") || lexeme.Is(ConceptKind.Act, "address_new");

    /// <summary>Whose it is: Mei's, Meis, 小美的; null where the name is that of a place.</summary>
    private static string? Owner(string said, Language language, Lexeme last)
    {
        if (said.Length > 2 && said[^1] is 's' && said[^2] is '\'' or '’') return said[..^2];
        if (last.Text is "的" or "'" or "’") return said;
        return language == Language.German && said.Length > 2 && said[^1] == 's' ? said[..^1] : null;
    }

    private static string? Rest(string text, List<Lexeme> lexemes, int at)
    {
        while (at < lexemes.Count && lexemes[at].Kind is ConceptKind.Filler or ConceptKind.And or ConceptKind.Stop && !char.IsLetterOrDigit(lexemes[at].Text[0])) at++;
        return at < lexemes.Count ? text[lexemes[at].Start..].Trim() : null;
    }

    private static bool IsColon(Lexeme lexeme) => lexeme.Text is ":" or "：";
}
