using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Wording;

namespace Agent.Express.Scripts;

/// <summary>A wrong or missing item: which line of the latest order, then the report.</summary>
internal static class ProblemScript
{
    public static async Task Run(ExpressTurn turn)
    {
        var tracked = await turn.Call<OrderView>("track_order");
        if (!tracked.Ok)
        {
            turn.Refuse(tracked.Refusal);
            return;
        }

        var order = tracked.Value;
        var items = Items(turn, order);
        if (items.Count != 1 && order.Quote.Lines.Count > 1 && turn.Utterance.Wishes.All(w => w.Reference != "all"))
        {
            turn.Ask("line", [.. order.Quote.Lines.Select(l => new QuestionChoice(l.ItemId, l.Name))], turn.Word(turn.Utterance.Intent == Intent.MissingItem ? "problem.which_missing" : "problem.which_wrong", ("number", order.Number)));
            return;
        }

        IReadOnlyList<string> ids = items.Count > 0 ? items : [.. order.Quote.Lines.Select(l => l.ItemId)];
        var handled = await turn.Call<ProblemHandled>("report_problem", ("kind", turn.Utterance.Intent == Intent.MissingItem ? ProblemKind.MissingItem : ProblemKind.WrongItem), ("order_id", order.OrderId), ("item_ids", ids));
        if (!handled.Ok)
        {
            turn.Refuse(handled.Refusal);
            return;
        }

        var names = Phrases.And([.. order.Quote.Lines.Where(l => ids.Contains(l.ItemId)).Select(l => l.Name)], turn.Language);
        turn.Say(handled.Value.Pending ? "problem.pending" : "problem.refunded", ("items", names), ("amount", turn.Amount(handled.Value.Refund)), ("number", order.Number));
        turn.Say("problem.next");
    }

    private static List<string> Items(ExpressTurn turn, OrderView order)
    {
        if (turn.Answers["line"] is { } answered) return [answered];
        if (turn.Utterance.Wishes.Any(w => w.Reference == "all")) return [.. order.Quote.Lines.Select(l => l.ItemId)];
        var named = turn.Utterance.Wishes.Where(w => w.FullWords.Length > 0).SelectMany(w => order.Quote.Lines.Where(l => Names.Covers(l.Name, w.FullWords))).Select(l => l.ItemId).Distinct(StringComparer.Ordinal).ToList();
        return named.Count > 0 ? named : order.Quote.Lines.Count == 1 ? [order.Quote.Lines[0].ItemId] : [];
    }
}
