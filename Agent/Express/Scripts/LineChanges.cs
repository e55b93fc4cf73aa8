using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins.Baskets;

namespace Agent.Express.Scripts;

/// <summary>Which basket line a wish speaks of, and what is to change on it.</summary>
internal static class LineChanges
{
    /// <summary>Adds the changes of one wish.</summary>
    /// <returns>False where a question or an answer was said instead.</returns>
    public static bool Of(ExpressTurn turn, int number, Wish wish, BasketView basket, List<BasketChange> changes)
    {
        if (basket.Lines.Count == 0)
        {
            turn.Say("basket.empty");
            return false;
        }

        var lines = Find(turn, number, wish, basket);
        if (lines.Count == 0)
        {
            turn.Say("basket.not_in", ("item", wish.FullWords));
            BasketScript.Lines(turn, basket);
            return false;
        }

        if (lines.Count > 1 && wish.Reference != "all")
        {
            turn.Ask($"line:{number}", [.. lines.Select(l => new QuestionChoice(l.LineId, BasketScript.Line(turn, l)))], turn.Word("basket.which_line"));
            return false;
        }

        foreach (var line in lines)
            if (!Of(turn, wish, line, changes)) return false;
        return true;
    }

    public static IReadOnlyList<BasketViewLine> Find(ExpressTurn turn, int number, Wish wish, BasketView basket)
    {
        if (turn.Answers[$"line:{number}"] is { } answered) return [.. basket.Lines.Where(l => l.LineId == answered)];
        if (wish.Reference == "all") return basket.Lines;
        if (wish.Ordinal is { } ordinal) return ordinal == -1 ? [basket.Lines[^1]] : ordinal <= basket.Lines.Count ? [basket.Lines[ordinal - 1]] : [];
        if (wish.FullWords.Length > 0) return Named(basket, wish);
        if (basket.Lines.Count == 1) return basket.Lines;
        return wish.Reference is "it" or "more" ? [basket.Lines[^1]] : basket.Lines;
    }

    public static IReadOnlyList<BasketViewLine> Named(BasketView basket, Wish wish)
    {
        var exact = basket.Lines.Where(l => Names.Covers(l.Name, wish.FullWords)).ToList();
        return exact.Count > 0 || wish.Words.Length == 0 ? exact : [.. basket.Lines.Where(l => Names.Covers(l.Name, wish.Words))];
    }

    private static bool Of(ExpressTurn turn, Wish wish, BasketViewLine line, List<BasketChange> changes)
    {
        if (wish.Kind is WishKind.Swap || (wish.Kind == WishKind.Remove && wish.Choices.Count == 0 && wish.Without.Count == 0 && (wish.Loose.Count == 0 || wish.Words.Length > 0)))
        {
            var left = wish.Kind == WishKind.Remove && wish.Quantity is > 0 and var count && count < line.Quantity ? line.Quantity - (int)count : 0;
            changes.Add(left > 0 ? new(BasketAction.Set, LineId: line.LineId, Quantity: left) : new(BasketAction.Remove, LineId: line.LineId));
            return true;
        }

        var said = wish.Words.Length == 0 ? [.. wish.Choices, .. wish.Loose] : wish.Choices;
        var declined = wish.Kind == WishKind.Remove ? [.. wish.Without, .. said] : wish.Without;
        var taken = wish.Kind == WishKind.Remove ? [] : said.Select(c => c.Split(',')[0]).ToList();
        var quantity = wish.Reference == "more" ? line.Quantity + (wish.Quantity ?? 1) : wish.Quantity;
        if (taken.Count == 0 && declined.Count == 0 && quantity is null)
        {
            turn.Say("order.what_change", ("line", BasketScript.Line(turn, line)));
            return false;
        }

        int? amount = quantity is null ? null : (int)Math.Clamp(quantity.Value, int.MinValue, int.MaxValue);
        if (declined.Count == 0)
        {
            changes.Add(new(BasketAction.Set, LineId: line.LineId, Choices: taken.Count == 0 ? null : Held(turn, line, said), Quantity: amount));
            return true;
        }

        // An option is taken off by putting the line in again without it.
        List<string> kept = [.. line.ChoiceIds.Where(c => !declined.Any(d => d.Split(',').Contains(c)))];
        kept.AddRange(taken);
        changes.Add(new(BasketAction.Remove, LineId: line.LineId));
        changes.Add(new(BasketAction.Add, ItemId: line.ItemId, Choices: kept.Count == 0 ? null : kept, Quantity: amount ?? line.Quantity));
        return true;
    }

    /// <summary>The choice of a group that the line already has a choice of, where a word stands for several groups.</summary>
    private static List<string> Held(ExpressTurn turn, BasketViewLine line, IReadOnlyList<string> said)
    {
        var groups = turn.State.Search?.Hits.FirstOrDefault(h => h.ItemId == line.ItemId)?.Options.Select(g => g.Id).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var choice in line.ChoiceIds) groups.Add(Group(choice));
        var taken = said.Select(c => c.Split(',').FirstOrDefault(a => groups.Contains(Group(a))) ?? c.Split(',')[0]).ToList();

        // A topping comes on top of those that are there; a size replaces the size.
        foreach (var choice in line.ChoiceIds)
            if (Group(choice) is "topping" or "side" or "dip" && taken.Exists(t => Group(t) == Group(choice)) && !taken.Contains(choice)) taken.Insert(0, choice);
        return taken;
    }

    private static string Group(string choice) => choice[..Math.Max(0, choice.IndexOf('.', StringComparison.Ordinal))];
}
