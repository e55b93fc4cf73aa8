using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;

namespace Agent.Express;

/// <summary>What a model had already done in the turn when express took it over: nothing of it is done a second time.</summary>
internal sealed class Takeover
{
    private readonly Dictionary<string, object> _once = new(StringComparer.Ordinal);

    /// <summary>The basket as the model left it; null where it did not change it.</summary>
    public BasketView? Basket { get; private set; }

    public Comparison? Comparison { get; private set; }

    /// <summary>What the model asked the person.</summary>
    public ConsentAsked? Asked { get; private set; }

    public void Add(string function, object? result)
    {
        switch (result)
        {
            case ConsentAsked asked:
                Asked = asked;
                break;
            case Comparison comparison:
                Comparison = comparison;
                break;
            case ProblemHandled problem:
                _once[function] = problem;
                break;
            case BasketView basket when function is "update_basket":
                Basket = basket;
                break;
            case BasketView basket when function is "reorder":
                _once[function] = Basket = basket;
                break;
        }
    }

    /// <summary>The result of a function that must not have its effect twice, whatever its arguments; each is given once.</summary>
    public bool TryTake(string function, out object? result) => _once.Remove(function, out result);

    /// <summary>Leaves of express's own changes those that the model has not made yet.</summary>
    /// <param name="before">The basket when the turn began, which the changes are meant for; null for an empty one.</param>
    /// <returns>False where the model has made others than the person's words ask for: then the basket is for the person to judge.</returns>
    public bool TryGoOn(BasketView? before, List<BasketChange> changes)
    {
        var had = (before?.Lines ?? []).Select(TargetLine.Of).ToList();
        var has = Basket!.Lines.Select(TargetLine.Of).ToList();
        if (Same(had, has)) return true;

        var wanted = TargetLine.After(had, changes);
        changes.Clear();
        foreach (var line in wanted)
        {
            foreach (var there in has) line.TakeFrom(there);
            if (line.Left == 0) continue;
            if (!line.IsNew) return false;
            changes.Add(new BasketChange(BasketAction.Add, ItemId: line.ItemId, Choices: line.Choices.Count == 0 ? null : [.. line.Choices], Quantity: line.Left));
        }

        foreach (var there in has.Where(t => t.Left > 0))
        {
            // It was to go and is still there as it was; anything else nobody asked for.
            if (!had.Exists(h => h.LineId == there.LineId && h.Quantity == there.Quantity) || there.Left < there.Quantity) return false;
            changes.Insert(0, new BasketChange(BasketAction.Remove, LineId: there.LineId));
        }

        return true;
    }

    private static bool Same(List<TargetLine> left, List<TargetLine> right) =>
        left.Count == right.Count && left.TrueForAll(l => right.Exists(r => r.LineId == l.LineId && r.Quantity == l.Quantity && r.Choices.SetEquals(l.Choices)));
}
