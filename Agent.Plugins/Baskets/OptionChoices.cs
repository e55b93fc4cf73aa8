using Agent.Plugins.Menu;

namespace Agent.Plugins.Baskets;

/// <summary>Which options of an item are chosen, and what they change of its price.</summary>
internal static class OptionChoices
{
    /// <summary>Checks what was said of an item.</summary>
    /// <returns>The choices in the order of the item's groups; groups that nothing was said about are left out.</returns>
    public static Outcome<IReadOnlyList<string>> Check(MenuItem item, IReadOnlyList<string> said, Language language)
    {
        var stray = said.FirstOrDefault(id => GroupOf(item, id) is null);
        if (stray is not null) return Stray(item, stray, language);
        var chosen = new List<string>();
        foreach (var group in item.Options)
        {
            var own = group.Choices.Where(c => said.Contains(c.Id, StringComparer.Ordinal)).Select(c => c.Id).ToArray();
            if (own.Length > group.Most) return new Refusal(RefusalCode.OptionConflict) { Subject = group.Name.In(language), Count = group.Most, Choices = Names(group, own, language) };
            if (own.Length < group.Least && group.Default is null) return new Refusal(RefusalCode.OptionRequired) { Subject = group.Name.In(language), Choices = Names(group, null, language) };
            chosen.AddRange(own);
        }

        return Outcome.Of<IReadOnlyList<string>>(chosen);
    }

    /// <summary>What a line holds after a change: each group that was spoken of is replaced, the others stay. A group's bare id takes its choices back.</summary>
    public static Outcome<IReadOnlyList<string>> Replace(MenuItem item, IReadOnlyList<string> held, IReadOnlyList<string> said, Language language)
    {
        var cleared = item.Options.Where(g => said.Contains(g.Id, StringComparer.Ordinal)).Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
        string[] spoken = [.. said.Where(id => !cleared.Contains(id))];
        var stays = held.Where(id => GroupOf(item, id) is { } group && !cleared.Contains(group.Id) && !spoken.Any(s => GroupOf(item, s) == group));
        return Check(item, [.. stays, .. spoken], language);
    }

    /// <summary>Every choice that the line stands for, defaults included, in the order of the item's groups. Ids that the item does not have are left out.</summary>
    public static IReadOnlyList<OptionChoice> Resolve(MenuItem item, IReadOnlyList<string> choices)
    {
        var all = new List<OptionChoice>();
        foreach (var group in item.Options)
        {
            var own = group.Choices.Where(c => choices.Contains(c.Id, StringComparer.Ordinal)).ToArray();
            all.AddRange(own.Length > 0 ? own : group.Choices.Where(c => c.Id == group.Default));
        }

        return all;
    }

    /// <exception cref="OverflowException">The amount cannot be held.</exception>
    public static Money UnitPrice(MenuItem item, IReadOnlyList<string> choices) => Resolve(item, choices).Aggregate(item.Price, (price, choice) => price + choice.PriceChange);

    public static bool Same(MenuItem item, IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        Resolve(item, left).Select(c => c.Id).SequenceEqual(Resolve(item, right).Select(c => c.Id), StringComparer.Ordinal);

    private static OptionGroup? GroupOf(MenuItem item, string choiceId) => item.Options.FirstOrDefault(g => g.Choices.Any(c => c.Id == choiceId));

    private static Refusal Stray(MenuItem item, string choiceId, Language language)
    {
        var near = item.Options.FirstOrDefault(g => choiceId.StartsWith(g.Id + ".", StringComparison.Ordinal));
        return new Refusal(RefusalCode.OptionUnknown)
        {
            Subject = Shown.Cut(choiceId),
            Choices = near is null ? [.. item.Options.Select(g => g.Name.In(language))] : Names(near, null, language),
        };
    }

    private static string[] Names(OptionGroup group, string[]? only, Language language) =>
        [.. group.Choices.Where(c => only is null || only.Contains(c.Id, StringComparer.Ordinal)).Select(c => c.Name.In(language))];
}
