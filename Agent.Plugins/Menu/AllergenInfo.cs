namespace Agent.Plugins.Menu;

/// <summary>What the merchant declares. Where the declaration is not complete, the item is never "free of" anything.</summary>
public sealed record AllergenInfo(bool Complete, IReadOnlyList<string> Contains, IReadOnlyList<string> MayContain)
{
    /// <summary>The closed set of allergen names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["milk", "egg", "gluten", "soy", "peanut", "nuts", "sesame", "fish", "shellfish", "celery", "mustard"];

    public static AllergenInfo Unknown { get; } = new(false, [], []);

    public bool IsFreeOf(string allergen) => Complete && !Contains.Contains(allergen) && !MayContain.Contains(allergen);
}
