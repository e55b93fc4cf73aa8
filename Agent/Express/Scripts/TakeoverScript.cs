using Agent.Express.Understanding;
using Agent.Plugins.Payments;

namespace Agent.Express.Scripts;

/// <summary>Ends a turn that a model had got so far with that the person's words alone no longer say what is left to do.</summary>
internal static class TakeoverScript
{
    /// <summary>Whether it is so: a question to the person is open, or the basket was changed for words that express reads as something else.</summary>
    public static bool Takes(ExpressTurn turn) =>
        turn.Takeover is { Asked: not null } || (turn.Takeover is { Basket: not null } && turn.Utterance.Intent is not (Intent.Order or Intent.Deliver or Intent.Compare or Intent.Pay or Intent.Repeat or Intent.BestVouchers or Intent.NoVouchers or Intent.UseVoucher));

    public static void Run(ExpressTurn turn)
    {
        switch (turn.Takeover!.Asked)
        {
            case PaymentAsked pay:
                if (turn.Takeover.Comparison is { Ranked.Count: > 0 } comparison) Explanation.Of(turn, comparison);
                QuoteScript.Ready(turn, pay);
                break;
            case CancellationAsked cancel:
                AfterScript.Ask(turn, cancel);
                break;
            case TransferAsked transfer:
                FriendScript.Ask(turn, transfer);
                break;
            default:
                Basket(turn);
                break;
        }
    }

    /// <summary>The basket as the model left it, for the person to judge.</summary>
    public static void Basket(ExpressTurn turn)
    {
        if (turn.Basket is { Lines.Count: > 0 } basket) BasketScript.Show(turn, basket, "basket.is");
        else turn.Say("basket.now_empty");
    }
}
