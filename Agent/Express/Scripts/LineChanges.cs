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
        if (wish.FullWords.Length > 0) return Described(Named(basket, wish), wish);
        if (basket.Lines.Count == 1) return basket.Lines;

        // "It" is what was put in last, unless the whole basket was shown and priced since.
        return wish.Reference is "it" or "part" or "more" && turn.State.Comparison is null ? [basket.Lines[^1]] : basket.Lines;
    }

    public static IReadOnlyList<BasketViewLine> Named(BasketView basket, Wish wish)
    {
        var exact = basket.Lines.Where(l => Names.Covers(l.Name, wish.FullWords)).ToList();
        if (exact.Count > 0 || wish.Words.Length == 0) return exact;
        var bare = basket.Lines.Where(l => Names.Covers(l.Name, wish.Words)).ToList();
        return bare.Count > 0 ? bare : [.. basket.Lines.Where(l => Names.CoversParts(l.Name, wish.Words))];
    }

    /// <summary>Of two lattes "the iced latte" is the one that is iced; where something goes, so is "the large latte".</summary>
    private static IReadOnlyList<BasketViewLine> Described(IReadOnlyList<BasketViewLine> lines, Wish wish)
    {
        if (lines.Count < 2) return lines;
        var goes = wish.Kind is WishKind.Swap or WishKind.Remove;
        var described = lines.Where(l => goes ? wish.Loose.Concat(wish.Choices).All(c => Has(l, c)) : wish.Loose.Any(c => Has(l, c))).ToList();
        return described.Count > 0 ? described : lines;
    }

    private static bool Of(ExpressTurn turn, Wish wish, BasketViewLine line, List<BasketChange> changes)
    {
        if (wish.Kind is WishKind.Swap || (wish.Kind == WishKind.Remove && wish.Without.Count == 0 && (wish.Words.Length > 0 ? wish.Choices.All(c => !Added(c)) : wish.Choices.Count == 0 && wish.Loose.Count == 0)))
        {
            var left = wish.Kind == WishKind.Remove && wish.Quantity is > 0 and var count && count < line.Quantity ? line.Quantity - (int)count : 0;
            changes.Add(left > 0 ? new(BasketAction.Set, LineId: line.LineId, Quantity: left) : new(BasketAction.Remove, LineId: line.LineId));
            return true;
        }

        // "Make the latte hot": what is neither part of the name nor there already is what changes.
        IReadOnlyList<string> said = wish.Words.Length == 0 ? [.. wish.Choices, .. wish.Loose]
            : wish.Kind == WishKind.Set && !Names.Covers(line.Name, wish.FullWords) ? [.. wish.Choices, .. wish.Loose.Where(c => !Has(line, c))]
            : wish.Choices;
        IReadOnlyList<string> declined = wish.Kind == WishKind.Remove ? [.. wish.Without, .. said] : wish.Without;
        var taken = wish.Kind == WishKind.Remove ? [] : said.Select(c => c.Split(',')[0]).ToList();
        var quantity = wish.Reference == "more" ? line.Quantity + (wish.Quantity ?? 1) : wish.Quantity;
        if (taken.Count == 0 && declined.Count == 0 && quantity is null)
        {
            turn.Say("order.what_change", ("line", BasketScript.Line(turn, line)));
            return false;
        }

        int? amount = quantity is null ? null : (int)Math.Clamp(quantity.Value, int.MinValue, int.MaxValue);
        if (wish.Reference == "part" && amount is > 0 && amount < line.Quantity && (taken.Count > 0 || declined.Count > 0))
        {
            // "One of them with full sugar": the others stay as they are.
            changes.Add(new(BasketAction.Set, LineId: line.LineId, Quantity: line.Quantity - amount));
            changes.Add(new(BasketAction.Add, ItemId: line.ItemId, Choices: Instead(turn, line, said, declined), Quantity: amount));
            return true;
        }

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

    /// <summary>A line's choices with others in the place of those of the same group.</summary>
    private static List<string>? Instead(ExpressTurn turn, BasketViewLine line, IReadOnlyList<string> said, IReadOnlyList<string> declined)
    {
        var taken = Held(turn, line, said);
        List<string> choices = [.. line.ChoiceIds.Where(c => !declined.Any(d => d.Split(',').Contains(c)) && !taken.Exists(t => Group(t) == Group(c))), .. taken];
        return choices.Count == 0 ? null : choices;
    }

    private static bool Has(BasketViewLine line, string choice) => choice.Split(',').Any(line.ChoiceIds.Contains);

    /// <summary>Comes on top of an item and can be taken off it; a size or a temperature only says which one is meant.</summary>
    private static bool Added(string choice) => Group(choice) is "topping" or "side" or "dip" or "shot" or "wrapping";

    /// <summary>The choice of a group that the line already has a choice of, where a word stands for several groups.</summary>
    private static List<string> Held(ExpressTurn turn, BasketViewLine line, IReadOnlyList<string> said)
    {
        var groups = turn.State.Search?.Hits.FirstOrDefault(h => h.ItemId == line.ItemId)?.Options.Select(g => g.Id).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var choice in line.ChoiceIds) groups.Add(Group(choice));
        var taken = said.Select(c => c.Split(',').FirstOrDefault(a => groups.Contains(Group(a))) ?? c.Split(',')[0]).ToList();

        // A topping comes on top of those that are there; a size replaces the size.
        foreach (var choice in line.ChoiceIds)
            if (Added(choice) && taken.Exists(t => Group(t) == Group(choice)) && !taken.Contains(choice)) taken.Insert(0, choice);
        return taken;
    }

    private static string Group(string choice) => choice[..Math.Max(0, choice.IndexOf('.', StringComparison.Ordinal))];
}
