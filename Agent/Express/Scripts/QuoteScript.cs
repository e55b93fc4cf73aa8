using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;

namespace Agent.Express.Scripts;

/// <summary>From a basket to the question that only the person's own yes answers: where to, what it costs on each platform, and why.</summary>
internal static class QuoteScript
{
    /// <summary>Compares the basket, explains, and asks for the payment of the first.</summary>
    public static async Task Quote(ExpressTurn turn, BasketView basket)
    {
        if (basket.Delivery is { AddressId: null, Pickup: false })
        {
            await AskAddress(turn);
            return;
        }

        var prefer = Script.Prefer(turn);
        var compared = await turn.Call<Comparison>("compare_prices", ("prefer", prefer), ("method", turn.Utterance.Method));
        if (!compared.Ok)
        {
            Refused(turn, compared.Refusal);
            return;
        }

        var comparison = compared.Value;
        if (comparison.Ranked.Count == 0)
        {
            turn.Say("quote.nowhere");
            foreach (var other in comparison.Others) Explanation.NotOffered(turn, other);

            // What takes the least to mend is told.
            if (comparison.Others.OrderBy(o => Effort(o.Refusal)).ThenBy(o => o.Refusal.Amount?.Minor ?? 0).FirstOrDefault() is { } nearest)
            {
                turn.SayText("\n");
                turn.Refuse(nearest.Refusal);
            }
            else
            {
                turn.Say("quote.nowhere_next");
            }

            return;
        }

        Explanation.Of(turn, comparison);
        await Request(turn, comparison.Ranked[0].Quote);
    }

    /// <summary>Asks for the payment of one quote. The person's answer goes to the host, not through here.</summary>
    public static async Task Request(ExpressTurn turn, Quote quote)
    {
        var asked = await turn.Call<PaymentAsked>("request_payment", ("quote_id", quote.Id), ("method", turn.Utterance.Method));
        if (!asked.Ok)
        {
            turn.Refuse(asked.Refusal);
            return;
        }

        Ready(turn, asked.Value);
    }

    public static void Ready(ExpressTurn turn, PaymentAsked asked) =>
        turn.Say("pay.ready", ("total", turn.Amount(asked.Consent.Amount)), ("platform", asked.Quote.PlatformName), ("method", asked.Method.Name));

    public static async Task Compare(ExpressTurn turn)
    {
        if (turn.Utterance.TouchesDelivery)
        {
            await DeliveryScript.Run(turn);
            return;
        }

        var viewed = await turn.Call<BasketView>("view_basket");
        if (!viewed.Ok) turn.Refuse(viewed.Refusal);
        else if (viewed.Value.Lines.Count == 0) turn.Say("basket.empty");
        else await Quote(turn, viewed.Value);
    }

    /// <summary>"Pay": what was priced last and still holds, otherwise priced now.</summary>
    public static async Task Pay(ExpressTurn turn)
    {
        // A way to pay that some voucher needs is priced anew.
        if ((turn.State.Comparison is null && turn.State.Withdrawn is not PaymentAsked) || (turn.Utterance.Method is { } method && turn.State.Comparison?.OtherMethods.Contains(method, StringComparer.Ordinal) == true))
        {
            await Compare(turn);
            return;
        }

        var last = turn.State.Withdrawn as PaymentAsked;
        var quote = last?.Quote ?? (turn.State.Comparison is { Ranked: [var first, ..] } ? first.Quote : null);
        if (quote is null || quote.ExpiresAt <= turn.State.Now)
        {
            await Compare(turn);
            return;
        }

        var asked = await turn.Call<PaymentAsked>("request_payment", ("quote_id", quote.Id), ("method", turn.Utterance.Method));
        if (asked.Ok) Ready(turn, asked.Value);
        else if (asked.Refusal.Code is RefusalCode.QuoteExpired or RefusalCode.QuoteUnknown or RefusalCode.PriceChanged or RefusalCode.VoucherMethod) await Compare(turn);
        else turn.Refuse(asked.Refusal);
    }

    private static async Task AskAddress(ExpressTurn turn)
    {
        // The refusal carries the person's own addresses.
        var compared = await turn.Call<Comparison>("compare_prices", ("prefer", Script.Prefer(turn)));
        if (compared.Ok) Explanation.Of(turn, compared.Value);
        else Refused(turn, compared.Refusal);
    }

    private static void Refused(ExpressTurn turn, Refusal refusal)
    {
        if (refusal.Code != RefusalCode.AddressNeeded)
        {
            turn.Refuse(refusal);
            return;
        }

        var goOn = new Utterance { Intent = Intent.Deliver, Prefer = turn.Utterance.Prefer, Method = turn.Utterance.Method };
        turn.Ask("address", [.. refusal.Choices.Select(c => new QuestionChoice(c, c))], turn.Word("delivery.which"), goOn);
    }

    /// <summary>How much has to change before a platform would take the basket: a little more of it, something else in it, another time, a moment's wait, another place.</summary>
    private static int Effort(Refusal refusal) => refusal.Code switch
    {
        RefusalCode.BelowMinimum => 0,
        RefusalCode.SoldOut or RefusalCode.VoucherNotUsable or RefusalCode.VoucherMethod => 1,
        RefusalCode.StoreClosed or RefusalCode.TimePast or RefusalCode.TimeTooFar or RefusalCode.VoucherHours => 2,
        RefusalCode.Unavailable => 3,
        RefusalCode.NotListed => 5,
        _ => 4,
    };
}
