using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins.Pricing;

namespace Agent.Express.Scripts;

/// <summary>"Take the second", "order on X instead": a platform of the last comparison.</summary>
internal static class ChooseScript
{
    /// <summary>Whether all that is named is a platform of the last comparison: "what about Lotus Go?"</summary>
    public static bool Names(ExpressTurn turn)
    {
        var words = string.Join(' ', turn.Utterance.Wishes.Select(w => w.FullWords));
        return turn.State.Comparison is { } last && words.Length > 0 && turn.Utterance.Wishes.All(w => w is { Kind: WishKind.Add, Quantity: null or 1, Choices.Count: 0 })
            && last.Ranked.Select(r => r.Quote.PlatformName).Concat(last.Others.Select(o => o.PlatformName)).Any(p => Scripts.Names.Same(p, words));
    }

    public static async Task Run(ExpressTurn turn)
    {
        var comparison = turn.State.Comparison;
        if (turn.Utterance is { Intent: Intent.Point, Ordinal: null, Wishes: [{ Quantity: { } count }] } && turn.State.Basket is { Lines: [_, ..] lines })
        {
            // "Three": how many, or the third of what is listed; nobody but the person knows.
            var listed = comparison is not null && count >= 1 && count <= comparison.Ranked.Count ? comparison.Ranked[(int)count - 1] : null;
            switch (turn.Answers["number"])
            {
                case null when listed is not null:
                    turn.Ask("number", [new QuestionChoice("count", turn.Word("line", ("count", count), ("item", lines.Count == 1 ? lines[0].Name : "…"))), new QuestionChoice("platform", listed.Quote.PlatformName)], turn.Word("choose.number"));
                    return;
                case "platform" when listed is not null:
                    await Quote(turn, listed);
                    return;
                case "count":
                case null when turn.State.Withdrawn is not null:
                    await OrderScript.Run(turn);
                    return;
            }
        }

        if (comparison is not null)
        {
            foreach (var other in comparison.Others)
            {
                if (!Folding.Mentions(turn.Utterance.Text, other.PlatformName)) continue;
                turn.Refuse(other.Refusal);
                return;
            }
        }

        var chosen = comparison is null ? null : Named(turn, comparison);
        if (chosen is not null)
        {
            await Quote(turn, chosen);
            return;
        }

        // Not a platform: an item that was named, or nothing that was shown.
        if (turn.Utterance.Wishes.Any(w => w.FullWords.Length > 0)) await OrderScript.Run(turn);
        else if (comparison is { Ranked.Count: > 0 }) turn.Say("choose.which", ("platforms", Wording.Phrases.Or([.. comparison.Ranked.Select(r => r.Quote.PlatformName)], turn.Language)));
        else turn.Say("choose.nothing");
    }

    private static ComparedQuote? Named(ExpressTurn turn, Comparison comparison)
    {
        foreach (var ranked in comparison.Ranked)
            if (Folding.Mentions(turn.Utterance.Text, ranked.Quote.PlatformName)) return ranked;
        return turn.Utterance.Ordinal switch
        {
            -1 when comparison.Ranked.Count > 0 => comparison.Ranked[^1],
            >= 1 and var number when number <= comparison.Ranked.Count => comparison.Ranked[number - 1],
            _ => null,
        };
    }

    private static async Task Quote(ExpressTurn turn, ComparedQuote chosen)
    {
        if (chosen.Quote.ExpiresAt > turn.State.Now)
        {
            await QuoteScript.Request(turn, chosen.Quote);
            return;
        }

        // The quote has run out: the platform is asked anew.
        IReadOnlyList<string> platforms = [chosen.Quote.PlatformId];
        var compared = await turn.Call<Comparison>("compare_prices", ("platforms", platforms), ("prefer", Script.Prefer(turn)));
        if (!compared.Ok) turn.Refuse(compared.Refusal);
        else if (compared.Value.Ranked is [var first, ..]) await QuoteScript.Request(turn, first.Quote);
        else if (compared.Value.Others is [var other, ..]) turn.Refuse(other.Refusal);
        else turn.Say("quote.nowhere_next");
    }
}
