using Agent.Plugins.Baskets;

namespace Agent.Express;

/// <summary>A line of a basket as it is, or as changes would make it.</summary>
internal sealed class TargetLine(string? lineId, string itemId, HashSet<string> choices, int quantity)
{
    public string? LineId => lineId;

    public string ItemId => itemId;

    /// <summary>Of a new line only those that are named: its defaults are the menu's to know.</summary>
    public HashSet<string> Choices => choices;

    public bool IsNew => lineId is null;

    public int Quantity { get; private set; } = quantity;

    /// <summary>How many are not accounted for yet.</summary>
    public int Left { get; private set; } = quantity;

    public static TargetLine Of(BasketViewLine line) => new(line.LineId, line.ItemId, new HashSet<string>(line.ChoiceIds, StringComparer.Ordinal), line.Quantity);

    /// <summary>The lines after the changes; the given ones stay as they are.</summary>
    public static List<TargetLine> After(List<TargetLine> lines, IEnumerable<BasketChange> changes)
    {
        List<TargetLine> after = [.. lines.Select(l => new TargetLine(l.LineId, l.ItemId, new HashSet<string>(l.Choices, StringComparer.Ordinal), l.Quantity))];
        foreach (var change in changes)
        {
            switch (change.Action)
            {
                case BasketAction.Add:
                    after.Add(new TargetLine(null, change.ItemId ?? "", new HashSet<string>(change.Choices ?? [], StringComparer.Ordinal), change.Quantity ?? 1));
                    break;
                case BasketAction.Set:
                    foreach (var line in after.Where(l => l.IsMeantBy(change))) line.Set(change);
                    break;
                case BasketAction.Remove:
                    after.RemoveAll(l => l.IsMeantBy(change));
                    break;
                default:
                    after.Clear();
                    break;
            }
        }

        return after;
    }

    /// <summary>Accounts for as many as the other line still has of the same.</summary>
    public void TakeFrom(TargetLine other)
    {
        if (other.ItemId != itemId || !(IsNew ? choices.IsSubsetOf(other.Choices) : choices.SetEquals(other.Choices))) return;
        var taken = Math.Min(Left, other.Left);
        Left -= taken;
        other.Left -= taken;
    }

    private bool IsMeantBy(BasketChange change) => change.LineId is { } id ? id == lineId : change.ItemId == itemId;

    private void Set(BasketChange change)
    {
        if (change.Quantity is { } amount) Quantity = Left = amount;
        foreach (var choice in change.Choices ?? []) choices.RemoveWhere(c => Group(c) == Group(choice));
        foreach (var choice in change.Choices ?? [])
            if (choice.Contains('.', StringComparison.Ordinal)) choices.Add(choice);
    }

    private static string Group(string choice) => choice.Split('.')[0];
}
