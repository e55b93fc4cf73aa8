using System.Globalization;
using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Wording;

namespace Agent.Express.Scripts;

/// <summary>A wrong or missing item: which line of the latest order, whether it shall be made again or refunded, then the report.</summary>
internal static class ProblemScript
{
    public const string WishQuestion = "wish";

    public static async Task Run(ExpressTurn turn)
    {
        var tracked = await turn.Call<OrderView>("track_order");
        if (!tracked.Ok)
        {
            turn.Refuse(tracked.Refusal);
            return;
        }

        var order = tracked.Value;
        if (order.State != OrderState.Delivered)
        {
            turn.Refuse(new Refusal(order.State == OrderState.Cancelled ? RefusalCode.ProblemReported : RefusalCode.ProblemTooEarly));
            return;
        }

        var there = LineUnits.Left(order.Quote, order.Gone ?? []);
        var lines = Lines(turn, order, there);
        if (lines.Count == 0)
        {
            turn.Ask("line", [.. there.Select(u => new QuestionChoice(u.Line.ToString(CultureInfo.InvariantCulture), order.Quote.Lines[u.Line - 1].Name))], turn.Word(turn.Utterance.Intent == Intent.MissingItem ? "problem.which_missing" : "problem.which_wrong", ("number", order.Number)));
            return;
        }

        var names = Phrases.And([.. lines.Select(l => order.Quote.Lines[l - 1].Name)], turn.Language);
        if (Wish(turn) is not { } wish)
        {
            turn.Ask(
                WishQuestion,
                [new QuestionChoice(nameof(ProblemWish.Remake), turn.Word("problem.remake")), new QuestionChoice(nameof(ProblemWish.Refund), turn.Word("problem.refund"))],
                turn.Word("problem.wish", ("items", names)));
            return;
        }

        var handled = await turn.Call<ProblemHandled>(
            "report_problem",
            ("kind", turn.Utterance.Intent == Intent.MissingItem ? ProblemKind.MissingItem : ProblemKind.WrongItem),
            ("order_id", order.OrderId),
            ("lines", lines),
            ("wish", wish));
        if (handled.Ok) Tell(turn, handled.Value, wish, names);
        else turn.Refuse(handled.Refusal);
    }

    private static void Tell(ExpressTurn turn, ProblemHandled handled, ProblemWish wish, string names)
    {
        var order = handled.Order;
        if (handled.Remake is { } remake)
        {
            turn.Say("problem.remade", ("items", names), ("platform", order.Quote.PlatformName), ("number", remake.Number), ("time", Phrases.Clock(Explanation.Local(turn, remake.PromisedBy))));
            return;
        }

        if (order.Waiting is not null)
        {
            turn.Say("problem.waiting", ("items", names), ("platform", order.Quote.PlatformName));
            return;
        }

        if (handled.Refund.IsZero)
        {
            turn.Say("problem.noted", ("items", names), ("platform", order.Quote.PlatformName));
            return;
        }

        if (wish == ProblemWish.Remake) turn.Say("problem.refund_instead", ("platform", order.Quote.PlatformName));
        turn.Say(handled.Pending ? "problem.pending" : "problem.refunded", ("items", names), ("amount", turn.Amount(handled.Refund)), ("number", order.Number));
        turn.Say("problem.next");
    }

    private static ProblemWish? Wish(ExpressTurn turn) =>
        turn.Answers[WishQuestion] is { } answered ? Enum.Parse<ProblemWish>(answered) : turn.Utterance.Redress;

    /// <summary>Numbers of the lines that are meant; none where it must be asked.</summary>
    private static List<int> Lines(ExpressTurn turn, OrderView order, IReadOnlyList<LineUnits> there)
    {
        if (turn.Answers["line"] is { } answered) return [int.Parse(answered, CultureInfo.InvariantCulture)];
        var all = there.Select(u => u.Line).ToList();
        if (all.Count == 1 || turn.Utterance.Wishes.Any(w => w.Reference == "all")) return all;
        var named = all.Where(l => turn.Utterance.Wishes.Any(w => w.FullWords.Length > 0 && Names.Covers(order.Quote.Lines[l - 1].Name, w.FullWords))).ToList();
        // Words that fit several lines leave it open which one is meant.
        return named.Count == 1 ? named : [];
    }
}
