using Agent.Express.Understanding;
using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;

namespace Agent.Express.Scripts;

/// <summary>Each intent's script.</summary>
internal static class Script
{
    /// <summary>An open question stays open through talk and through what only looks; another wish takes its place.</summary>
    public static async Task Run(ExpressTurn turn)
    {
        var intent = turn.Utterance.Intent;
        if (AnswerReader.Describe(turn.Utterance, turn.State.Question) is { } asked && turn.Answers == Answers.None)
        {
            turn.AskAgain(asked);
            return;
        }

        await Of(turn);
        if (turn.Question is null && turn.State.Question is { } question && (turn.OnlyTalk || OnlyLooks(intent))) turn.AskAgain(question);
    }

    private static bool OnlyLooks(Intent intent) => intent is Intent.Help or Intent.ViewBasket or Intent.Stores or Intent.Wallet or Intent.Track or Intent.Share or Intent.Orders or Intent.ListVouchers or Intent.Savings;

    private static Task Of(ExpressTurn turn)
    {
        if (turn.Utterance.Speak is { } language && turn.Utterance.Intent == Intent.Speak) turn.SpeakIn(language);
        if (turn.Utterance.Cut) turn.Say("cut");
        if (TakeoverScript.Takes(turn))
        {
            TakeoverScript.Run(turn);
            return Task.CompletedTask;
        }

        return turn.Utterance.Intent switch
        {
            Intent.Search or Intent.Mention or Intent.Order when ChooseScript.Names(turn) => ChooseScript.Run(turn),
            _ when FriendScript.HasLink(turn.Utterance.Text) => FriendScript.Claim(turn),
            Intent.Order when AfterScript.CancelsLines(turn) => AfterScript.Cancel(turn, turn.State.Order!),
            Intent.Order => OrderScript.Run(turn),
            Intent.Search => SearchScript.Run(turn),
            Intent.Mention => SearchScript.Mention(turn),
            Intent.Stores => StoreScript.Run(turn),
            Intent.ViewBasket => BasketScript.View(turn),
            Intent.Clear => BasketScript.Clear(turn),
            Intent.Deliver => DeliveryScript.Run(turn),
            Intent.SaveAddress => AddressScript.Run(turn),
            Intent.Share => ShareScript.Run(turn),
            Intent.Compare => QuoteScript.Compare(turn),
            Intent.Choose or Intent.Point => ChooseScript.Run(turn),
            Intent.ListVouchers => VoucherScript.List(turn),
            Intent.BestVouchers => VoucherScript.Apply(turn, null),
            Intent.NoVouchers => VoucherScript.Apply(turn, []),
            Intent.UseVoucher => VoucherScript.Use(turn),
            Intent.Claim => FriendScript.Claim(turn),
            Intent.Invite => FriendScript.Invite(turn),
            Intent.Transfer => FriendScript.Give(turn),
            Intent.Savings => VoucherScript.Explain(turn),
            Intent.Pay => QuoteScript.Pay(turn),
            Intent.Wallet => AfterScript.Wallet(turn),
            Intent.Track => AfterScript.Track(turn),
            Intent.Orders => AfterScript.List(turn),
            Intent.CancelOrder => AfterScript.Cancel(turn),
            Intent.WrongItem or Intent.MissingItem => ProblemScript.Run(turn),
            Intent.Repeat => AfterScript.Repeat(turn),
            _ => TalkScript.Run(turn),
        };
    }

    /// <summary>What the person wants first where nothing was said.</summary>
    public static Preference Prefer(ExpressTurn turn) => turn.Utterance.Prefer ?? Preference.Cheapest;

    public static bool NamesAllergen(ExpressTurn turn) => turn.Utterance.Dietary.Any(d => d.StartsWith(Dietary.FreeOfPrefix, StringComparison.Ordinal));
}
