using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins.Menu;

namespace Agent.Express.Scripts;

/// <summary>What was said of options, as choices of one item: each must exist there, and a group takes no two that exclude each other.</summary>
internal static class OptionChoice
{
    /// <param name="Dropped">The person chose to leave the item out.</param>
    internal sealed record Chosen(IReadOnlyList<string> Ids, bool Dropped);

    public static bool HasAll(MenuHit item, Wish wish) => wish.Choices.All(c => Find(item, c) is not null);

    /// <param name="looseToo">The words that might have been part of the name were not.</param>
    /// <returns>Null after asking.</returns>
    public static Chosen? Of(ExpressTurn turn, int number, Wish wish, MenuHit item, bool looseToo)
    {
        var chosen = new List<(ShownOptions Group, ShownChoice Choice)>();
        foreach (var said in looseToo ? [.. wish.Choices, .. wish.Loose] : wish.Choices)
        {
            if (Find(item, said) is { } choice)
            {
                if (!chosen.Contains(choice)) chosen.Add(choice);
                continue;
            }

            var group = said[..said.IndexOf('.', StringComparison.Ordinal)];
            switch (turn.Answers[$"option:{number}:{group}"])
            {
                case "without":
                    continue;
                case "leave":
                    return new([], true);
                case { } answered when Find(item, answered) is { } instead:
                    chosen.Add(instead);
                    continue;
            }

            if (wish.Choices.Any(c => c != said && c.StartsWith(group + ".", StringComparison.Ordinal) && Find(item, c) is not null)) Contradiction(turn, number, item, group, wish);
            else NotThere(turn, number, item, said, group);
            return null;
        }

        for (var i = 0; i < chosen.Count; i++)
        {
            var group = chosen[i].Group;
            var same = chosen.FindAll(c => c.Group.Id == group.Id);
            if (same.Count <= group.Most) continue;
            if (turn.Answers[$"option:{number}:{group.Id}"] is { } answered && Find(item, answered) is { } only)
            {
                chosen.RemoveAll(c => c.Group.Id == group.Id);
                chosen.Add(only);
                i = -1;
                continue;
            }

            if (group.Most > 1)
            {
                turn.Say("option.too_many", ("item", item.Name), ("group", group.Name), ("most", group.Most));
                return null;
            }

            Ask(turn, number, group.Id, [.. same.Select(c => c.Choice)], turn.Word("option.contradiction", ("item", item.Name), ("group", group.Name)));
            return null;
        }

        // "Without pearls" takes nothing that was not there; a required group must be chosen by the person.
        foreach (var group in item.Options)
        {
            if (!group.Required || group.Default is not null || chosen.Exists(c => c.Group.Id == group.Id)) continue;
            if (turn.Answers[$"option:{number}:{group.Id}"] is { } answered && Find(item, answered) is { } picked)
            {
                chosen.Add(picked);
                continue;
            }

            Ask(turn, number, group.Id, group.Choices, turn.Word("option.required", ("item", item.Name), ("group", group.Name)));
            return null;
        }

        return new([.. item.Options.SelectMany(g => chosen.Where(c => c.Group.Id == g.Id)).Select(c => c.Choice.Id)], false);
    }

    /// <summary>The choices where nothing has to be asked about; null where something has.</summary>
    public static IReadOnlyList<string>? Plain(MenuHit item, Wish wish, bool looseToo)
    {
        var chosen = new List<(ShownOptions Group, ShownChoice Choice)>();
        foreach (var said in looseToo ? [.. wish.Choices, .. wish.Loose] : wish.Choices)
        {
            if (Find(item, said) is not { } choice) return null;
            if (!chosen.Contains(choice)) chosen.Add(choice);
        }

        foreach (var group in item.Options)
        {
            var count = chosen.FindAll(c => c.Group.Id == group.Id).Count;
            if (count > group.Most || (count == 0 && group is { Required: true, Default: null })) return null;
        }

        return [.. chosen.Select(c => c.Choice.Id)];
    }

    private static (ShownOptions Group, ShownChoice Choice)? Find(MenuHit item, string said)
    {
        foreach (var alternative in said.Split(','))
            foreach (var group in item.Options)
                foreach (var choice in group.Choices)
                    if (choice.Id == alternative) return (group, choice);
        return null;
    }

    private static void Contradiction(ExpressTurn turn, int number, MenuHit item, string groupId, Wish wish)
    {
        var group = item.Options.First(g => g.Id == groupId);
        var said = wish.Choices.Select(c => Find(item, c)).Where(c => c?.Group.Id == groupId).Select(c => c!.Value.Choice);
        Ask(turn, number, groupId, [.. said, .. group.Choices.Where(c => c.Id == group.Default && !wish.Choices.Contains(c.Id))], turn.Word("option.contradiction", ("item", item.Name), ("group", group.Name)));
    }

    private static void NotThere(ExpressTurn turn, int number, MenuHit item, string said, string groupId)
    {
        var name = turn.HasWord("option." + said.Split(',')[0]) ? turn.Word("option." + said.Split(',')[0]) : said.Split(',')[0].Split('.')[1].Replace('_', ' ');
        var groups = said.Split(',').Select(a => a[..a.IndexOf('.', StringComparison.Ordinal)]);
        var group = item.Options.FirstOrDefault(g => groups.Contains(g.Id));
        List<QuestionChoice> choices = [.. group is null ? [] : group.Choices.Select(c => Choice(c))];
        if (group is null) choices.Add(new("without", turn.Word("option.go_without", ("item", item.Name))));
        choices.Add(new("leave", turn.Word("option.leave_out", ("item", item.Name))));
        turn.Ask($"option:{number}:{groupId}", choices, turn.Word("option.not_there", ("item", item.Name), ("option", name)));
    }

    private static void Ask(ExpressTurn turn, int number, string groupId, IReadOnlyList<ShownChoice> choices, string text) =>
        turn.Ask($"option:{number}:{groupId}", [.. choices.Select(c => Choice(c))], text);

    private static QuestionChoice Choice(ShownChoice choice) => new(choice.Id, choice.Name);
}
