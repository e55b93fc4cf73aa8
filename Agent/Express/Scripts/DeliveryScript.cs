using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Wording;

namespace Agent.Express.Scripts;

/// <summary>Where to, when, pick-up, and the note.</summary>
internal static class DeliveryScript
{
    public static async Task Run(ExpressTurn turn)
    {
        var answered = turn.Answers["address"];
        if (turn.Utterance.Excluded is { } excluded && answered is null && !turn.Utterance.Text.AsSpan().ContainsAny('?', '？'))
        {
            // "No latte" takes it out of the basket where it is in it, and is otherwise a word to the store. A question takes nothing out.
            var viewed = await turn.Call<BasketView>("view_basket");
            var wish = new Wish(WishKind.Remove, excluded, excluded, null, [], [], [], null, null);
            if (viewed.Ok && LineChanges.Named(viewed.Value, wish).Count > 0)
            {
                await OrderScript.Run(turn.With(turn.Utterance with { Intent = Intent.Order, Wishes = [wish], Note = null, Excluded = null }));
                return;
            }
        }

        var set = await Set(turn);
        if (!set.Ok)
        {
            await Refused(turn, set.Refusal);
            return;
        }

        var view = set.Value;
        if (view.Lines.Count == 0)
        {
            Said(turn, view);
            turn.Say("delivery.next");
        }
        else
        {
            await QuoteScript.Quote(turn, view);
        }
    }

    public static Task<Reply<BasketView>> Set(ExpressTurn turn) => turn.Delivery ??= Set(turn, turn.Utterance.Time);

    private static Task<Reply<BasketView>> Set(ExpressTurn turn, string? time)
    {
        var said = turn.Utterance;
        return turn.Call<BasketView>(
            "set_delivery",
            ("address", said.Pickup ? null : turn.Answers["address"] ?? said.Address),
            ("pickup", said.Pickup ? true : null),
            ("time", time),
            ("note", said.Note),
            ("gift", said.Gift),
            ("recipient", said.Recipient));
    }

    public static async Task Refused(ExpressTurn turn, Refusal refusal)
    {
        // A time that cannot be leaves the address, the pick-up and the note as they were said.
        var said = turn.Utterance;
        if (refusal.Code is RefusalCode.TimePast or RefusalCode.TimeUnclear or RefusalCode.TimeTooFar && (said.Address is not null || said.Pickup || said.Note is not null || said.Gift is not null))
            await Set(turn, time: null);

        turn.Refuse(refusal);
        if (refusal.Code is not (RefusalCode.AddressUnknown or RefusalCode.AddressNeeded) || refusal.Choices.Count == 0) return;

        // What else was said of the order is in the basket already, or asked again with it.
        var goOn = turn.Utterance with { Intent = Intent.Deliver, Wishes = [], Address = null };
        turn.Ask("address", [.. refusal.Choices.Select(c => new QuestionChoice(c, c))], turn.Word("delivery.which"), goOn);
    }

    private static void Said(ExpressTurn turn, BasketView view)
    {
        if (turn.Utterance.Note is not null && view.Note is not null) turn.Say("delivery.note", ("note", view.Note));
        if (view.Delivery.Pickup) turn.Say("delivery.pickup");
        else if (view.Delivery.Label is { } label) turn.Say("delivery.to", ("place", label), ("street", view.Delivery.Street));
        if (view.Delivery.Gift is { } gift) turn.Say(gift.Recipient is null ? "delivery.gift" : "delivery.gift_for", ("recipient", gift.Recipient));
        if (view.Delivery.At is { } at) turn.Say("delivery.at", ("day", Phrases.Day(Explanation.Local(turn, at), turn.Language)), ("time", Phrases.Clock(Explanation.Local(turn, at))));
        else if (turn.Utterance.Time is not null) turn.Say("delivery.asap");
    }
}
