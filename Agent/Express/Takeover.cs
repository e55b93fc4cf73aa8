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

    /// <summary>Takes out of express's own changes what the model has already added.</summary>
    /// <param name="before">The basket when the turn began; null for an empty one.</param>
    /// <returns>Whether all that the model added is what the person's words ask for; otherwise the basket is for the person to judge.</returns>
    public bool Explains(BasketView? before, List<BasketChange> changes)
    {
        var added = Added(before);
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i] is not { Action: BasketAction.Add } change) return false;
            foreach (var line in added)
            {
                if (line.Left == 0 || line.View.ItemId != change.ItemId || !(change.Choices ?? []).All(c => line.View.ChoiceIds.Contains(c))) continue;
                var taken = Math.Min(line.Left, change.Quantity ?? 1);
                line.Left -= taken;
                change = change with { Quantity = (change.Quantity ?? 1) - taken };
                if (change.Quantity == 0) break;
            }

            changes[i] = change;
        }

        changes.RemoveAll(c => c.Quantity == 0);
        return added.TrueForAll(l => l.Left == 0);
    }

    private List<AddedLine> Added(BasketView? before)
    {
        var lines = new List<AddedLine>();
        foreach (var line in Basket!.Lines)
        {
            var had = before?.Lines.Where(l => l.ItemId == line.ItemId && l.ChoiceIds.Order(StringComparer.Ordinal).SequenceEqual(line.ChoiceIds.Order(StringComparer.Ordinal))).Sum(l => l.Quantity) ?? 0;
            if (line.Quantity > had) lines.Add(new AddedLine(line) { Left = line.Quantity - had });
        }

        return lines;
    }

    private sealed class AddedLine(BasketViewLine view)
    {
        public BasketViewLine View => view;

        public int Left { get; set; }
    }
}
