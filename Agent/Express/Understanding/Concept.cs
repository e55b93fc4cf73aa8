namespace Agent.Express.Understanding;

/// <summary>What a word or phrase of the lexicon stands for; the files in prompts/ name it "kind/value".</summary>
internal readonly record struct Concept(ConceptKind Kind, string Value);

internal enum ConceptKind
{
    /// <summary>A word that the lexicon does not know: part of an item's, a platform's or an address's name.</summary>
    Word,

    /// <summary>Carries politeness, not meaning.</summary>
    Filler,

    /// <summary>What the person wants done.</summary>
    Act,

    Number,
    Ordinal,

    /// <summary>Counts portions: cup, 杯.</summary>
    Measure,

    /// <summary>An option's choice id that is never part of an item's name: "half sugar".</summary>
    Option,

    /// <summary>A choice id whose words also stand in names of items: "hot", "red bean".</summary>
    Loose,

    Category,
    Diet,
    Allergen,

    /// <summary>Not, without.</summary>
    Not,

    Prefer,
    Place,

    /// <summary>That the recipient shall see no price, or that it goes to a friend.</summary>
    Gift,

    /// <summary>To, at, for, with, of, instead.</summary>
    Relation,

    /// <summary>Part of a time: noon, half past, pm.</summary>
    Time,

    /// <summary>An upper bound on a price.</summary>
    Below,

    Currency,

    /// <summary>It, all of them, the same, one more.</summary>
    Reference,

    Method,
    Speak,
    Yes,
    No,

    /// <summary>Between two wishes.</summary>
    And,

    /// <summary>The end of a sentence.</summary>
    Stop,

    /// <summary>Hours and minutes as digits, 18:30.</summary>
    Clock,
}
