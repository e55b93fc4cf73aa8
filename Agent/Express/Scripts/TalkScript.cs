using Agent.Express.Understanding;

namespace Agent.Express.Scripts;

/// <summary>Help, talk, and whatever is not an order: short, kind, and with a next step.</summary>
internal static class TalkScript
{
    public static Task Run(ExpressTurn turn)
    {
        var state = turn.State;
        if (turn.Utterance.Intent == Intent.Yes && state is { Withdrawn: Plugins.Payments.PaymentAsked, Question: null })
        {
            // More than a plain yes withdrew the question; the same one is asked again.
            return QuoteScript.Pay(turn);
        }

        // A yes to the offer to cancel a late order is no consent yet: it leads to the question.
        if (turn.Utterance.Intent == Intent.Yes && state is { Late: { } late, Question: null }) return AfterScript.Cancel(turn, late);

        switch (turn.Utterance.Intent)
        {
            case Intent.Empty:
                turn.Say("talk.empty");
                break;
            case Intent.Help:
                turn.Say("help");
                break;
            case Intent.Speak:
                turn.Say("talk.speak");
                break;
            case Intent.Yes:
                turn.Say(state.Question is { Choices.Count: > 0 } ? "yes.which" : "yes.nothing_open");
                break;
            case Intent.No:
                turn.Say(state.Question is not null ? "no.question" : "no.nothing_open");
                break;
            case Intent.Talk:
                turn.Say("talk." + turn.Utterance.Topic);
                break;
            default:
                turn.Say("talk.other");
                break;
        }

        turn.OnlyTalk = turn.Utterance.Intent != Intent.No;
        if (turn.Utterance.Intent is not Intent.Help and not Intent.Speak && !(turn.OnlyTalk && state.Question is { Choices.Count: > 0 })) turn.Say(state.Basket is { Lines.Count: > 0 } ? "talk.next_basket" : "talk.next");
        return Task.CompletedTask;
    }
}
