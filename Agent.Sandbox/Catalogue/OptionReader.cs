using Agent.Plugins;
using Agent.Plugins.Files;
using Agent.Plugins.Menu;

namespace Agent.Sandbox.Catalogue;

/// <summary>Reads options.yaml, the library of option groups, and what an item makes of them.</summary>
internal static class OptionReader
{
    private const long MostChange = 100_00;

    public static IReadOnlyDictionary<string, OptionGroup> Read(YamlValue file)
    {
        var groups = new Dictionary<string, OptionGroup>(StringComparer.Ordinal);
        var ids = new Unique("option group");
        foreach (var entry in file.Map("options.yaml", "groups")["groups"].List())
        {
            var map = entry.Map("an option group", "id", "name", "least", "most", "default", "choices");
            var id = ids.Add(map["id"]);
            var choiceIds = new Unique("choice");
            OptionChoice[] choices = [.. map["choices"].List().Select(c => ReadChoice(id, c, choiceIds))];
            if (choices.Length == 0) throw map["choices"].Broken($"the option group '{id}' has no choices; add at least one");
            var most = map["most"].Integer(1, choices.Length);
            groups.Add(id, new OptionGroup(id, map["name"].Localized(), map["least"].Integer(0, 1), most, map.Find("default") is { } chosen ? Choice(id, choices, chosen) : null, choices));
        }

        return groups;
    }

    /// <summary>A group on an item: its name alone, or a mapping that narrows and prices it.</summary>
    public static OptionGroup ReadUse(YamlValue use, string itemId, IReadOnlyDictionary<string, OptionGroup> library)
    {
        if (use.Node is YamlDotNet.RepresentationModel.YamlScalarNode) return Group(use, itemId, library);
        var map = use.Map("an item's option group", "group", "only", "prices", "default", "must_choose");
        var group = Group(map["group"], itemId, library);
        if (map.Find("only") is { } only)
        {
            var kept = only.List().Select(c => Choice(group.Id, group.Choices, c)).ToHashSet(StringComparer.Ordinal);
            if (kept.Count == 0) throw only.Broken("no choice is kept; list at least one or remove 'only'");
            group = group with { Choices = [.. group.Choices.Where(c => kept.Contains(c.Id))], Most = Math.Min(group.Most, kept.Count) };
        }

        if (map.Find("prices") is { } prices)
        {
            var changes = prices.Map("a list of price changes", [.. group.Choices.Select(c => Short(group.Id, c.Id))]);
            group = group with { Choices = [.. group.Choices.Select(c => changes.Find(Short(group.Id, c.Id)) is { } change ? c with { PriceChange = change.Amount(-MostChange, MostChange) } : c)] };
        }

        if (map.Find("default") is { } chosen) group = group with { Default = Choice(group.Id, group.Choices, chosen) };
        if (map.Find("must_choose")?.Flag() == true) group = group with { Default = null, Least = 1 };
        return group.Default is { } taken && group.Choices.All(c => c.Id != taken)
            ? throw map.Broken($"the default '{Short(group.Id, taken)}' of the option group '{group.Id}' is not among the choices that are kept; keep it or give another default")
            : group;
    }

    private static OptionGroup Group(YamlValue name, string itemId, IReadOnlyDictionary<string, OptionGroup> library)
    {
        var id = name.Text();
        return library.TryGetValue(id, out var group)
            ? group
            : throw name.Broken($"item '{itemId}' names the option group '{id}', which options.yaml does not define{Spelling.Hint(id, library.Keys)}");
    }

    private static OptionChoice ReadChoice(string groupId, YamlValue entry, Unique ids)
    {
        var map = entry.Map("a choice", "id", "name", "price_change");
        return new OptionChoice($"{groupId}.{ids.Add(map["id"])}", map["name"].Localized(), map.Find("price_change")?.Amount(-MostChange, MostChange) ?? Money.Zero(SandboxCatalogue.Currency));
    }

    private static string Choice(string groupId, IReadOnlyList<OptionChoice> choices, YamlValue name)
    {
        var id = name.Text();
        return choices.Any(c => c.Id == $"{groupId}.{id}")
            ? $"{groupId}.{id}"
            : throw name.Broken($"'{id}' is not a choice of the option group '{groupId}'{Spelling.Hint(id, choices.Select(c => Short(groupId, c.Id)))}; its choices are {string.Join(", ", choices.Select(c => Short(groupId, c.Id)))}");
    }

    private static string Short(string groupId, string choiceId) => choiceId[(groupId.Length + 1)..];
}
