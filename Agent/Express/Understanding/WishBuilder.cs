namespace Agent.Express.Understanding;

/// <summary>One wish while its words are read.</summary>
internal sealed class WishBuilder(WishKind kind)
{
    private readonly List<Lexeme> _words = [];
    private readonly List<string> _choices = [];
    private readonly List<string> _loose = [];
    private readonly List<string> _without = [];

    public WishKind Kind { get; set; } = kind;

    public long? Quantity { get; set; }

    public string? Reference { get; set; }

    public int? Ordinal { get; set; }

    /// <summary>Begun by a verb of adding.</summary>
    public bool Adding { get; set; }

    /// <summary>Its options are for a line that may be in the basket already: 给拿铁加珍珠.</summary>
    public bool Onto { get; set; }

    /// <summary>It was said who it is for.</summary>
    public bool ForWhom { get; set; }

    public bool HasWords { get; private set; }

    public bool HasLoose => _loose.Count > 0;

    /// <summary>Speaks of no item and no line.</summary>
    public bool IsBare => !HasWords && Reference is null && Ordinal is null;

    public bool HasOptions => _choices.Count > 0 || _without.Count > 0;

    public bool IsEmpty => !HasWords && !HasOptions && _loose.Count == 0 && Quantity is null && Reference is null && Ordinal is null;

    public void AddWord(Lexeme lexeme)
    {
        _words.Add(lexeme);
        HasWords = true;
    }

    /// <summary>A word that may be an option or part of the item's name.</summary>
    public void AddLoose(Lexeme lexeme, string choice)
    {
        _words.Add(lexeme);
        _loose.Add(choice);
    }

    public void AddChoice(string choice)
    {
        if (!_choices.Contains(choice)) _choices.Add(choice);
    }

    /// <summary>The words that might have been part of a name are options.</summary>
    public void TakeLoose()
    {
        foreach (var choice in _loose) AddChoice(choice);
        _loose.Clear();
        _words.RemoveAll(w => w.Kind == ConceptKind.Loose);
    }

    /// <summary>The last word of another wish is what it is for: the tea in "taro milk tea".</summary>
    public void AddThingOf(WishBuilder other) => _words.Add(other._words[^1]);

    public void AddWithout(string choice) => _without.Add(choice);

    /// <summary>Takes over what was said of a wish without words: "…, half sugar".</summary>
    public void Absorb(WishBuilder other)
    {
        foreach (var choice in other._choices.Concat(other._loose)) AddChoice(choice);
        _without.AddRange(other._without);
        Quantity ??= other.Quantity;
    }

    /// <summary>The same item as another wish, with its options where this one has none of that group.</summary>
    public void NameLike(WishBuilder other)
    {
        _words.AddRange(other._words);
        HasWords = other.HasWords;
        foreach (var choice in other._choices)
            if (!_choices.Exists(c => Group(c) == Group(choice))) _choices.Add(choice);
        _loose.AddRange(other._loose);
    }

    public Wish Build()
    {
        var bare = Join(_words.Where(w => w.Kind != ConceptKind.Loose));
        return new(Kind, bare, Join(_words), Quantity, [.. _choices], [.. _loose], [.. _without], Reference, Ordinal, HasWords && _words.TrueForAll(w => w.Kind == ConceptKind.Category), Onto);
    }

    private static string Group(string choice) => choice[..choice.IndexOf('.', StringComparison.Ordinal)];

    private static string Join(IEnumerable<Lexeme> words)
    {
        var text = new System.Text.StringBuilder();
        foreach (var word in words)
        {
            if (text.Length > 0 && !(Folding.IsCjk(text[^1]) && Folding.IsCjk(word.Text[0]))) text.Append(' ');
            text.Append(word.Text);
        }

        return text.ToString();
    }
}
