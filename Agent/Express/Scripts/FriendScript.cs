using System.Text.RegularExpressions;
using Agent.Conversations;
using Agent.Plugins;
using Agent.Plugins.Campaigns;
using Agent.Plugins.Payments;
using Agent.Plugins.Vouchers;

namespace Agent.Express.Scripts;

/// <summary>What campaigns give by a code, what friends send by a link, and what is sent to them.</summary>
internal static partial class FriendScript
{
    /// <summary>A link says by itself what is wanted.</summary>
    public static bool HasLink(string text) => LinkPattern().IsMatch(text);

    public static Task Claim(ExpressTurn turn)
    {
        var text = turn.Utterance.Text;
        var found = LinkPattern().Match(text);
        if (!found.Success) found = CodePattern().Match(text);
        if (found.Success) return Claim(turn, found.Value, instead: null);
        turn.Say("claim.which");
        return Task.CompletedTask;
    }

    /// <param name="instead">What to do where there is nothing to claim from; null to say so.</param>
    public static async Task Claim(ExpressTurn turn, string code, Func<Task>? instead)
    {
        var claimed = await turn.Call<Claimed>("claim_voucher", ("code", code));
        if (claimed.Ok) Tell(turn, claimed.Value);
        else if (instead is not null && claimed.Refusal.Code == RefusalCode.Unavailable) await instead();
        else turn.Refuse(claimed.Refusal);
    }

    public static async Task Invite(ExpressTurn turn)
    {
        var asked = await turn.Call<Invitation>("invite_friend");
        if (!asked.Ok)
        {
            turn.Refuse(asked.Refusal);
            return;
        }

        var invitation = asked.Value;
        turn.Say("invite.link", ("link", invitation.Link));
        turn.SayText("\n" + turn.Word("invite.friend", ("title", invitation.FriendGets), ("amount", turn.Amount(invitation.FriendWorth)), ("day", Day(turn, invitation.Until))));
        if (invitation.YouGet is not { } thanks) return;
        if (invitation.Left > 0) turn.Say("invite.you", ("title", thanks), ("count", invitation.Left));
        else turn.Say("invite.full");
    }

    public static async Task Give(ExpressTurn turn)
    {
        var code = turn.Answers["voucher"];
        if (code is null)
        {
            var listed = await turn.Call<VoucherList>("list_vouchers");
            if (!listed.Ok)
            {
                turn.Refuse(listed.Refusal);
                return;
            }

            ShownVoucher[] own = [.. listed.Value.Vouchers.Where(v => v is { Funder: Funder.Campaign, PlatformName: null })];
            if (VoucherScript.Named(turn, own) is [var named]) own = [named];
            if (own.Length == 0)
            {
                turn.Say("transfer.none");
                return;
            }

            if (own.Length > 1)
            {
                turn.Ask("voucher", [.. own.Select(v => new QuestionChoice(v.Code, v.Title))], turn.Word("transfer.which"));
                return;
            }

            code = own[0].Code;
        }

        var asked = await turn.Call<TransferAsked>("request_transfer", ("code", code));
        if (asked.Ok) Ask(turn, asked.Value);
        else turn.Refuse(asked.Refusal);
    }

    public static void Ask(ExpressTurn turn, TransferAsked asked) => turn.Say("transfer.ask", ("title", asked.Title), ("amount", turn.Amount(asked.Consent.Amount)));

    private static void Tell(ExpressTurn turn, Claimed claimed)
    {
        if (claimed.IsCash) turn.Say("claim.cash", ("title", claimed.Title), ("amount", turn.Amount(claimed.Worth)));
        else turn.Say(claimed.FromFriend ? "claim.friend" : "claim.voucher", ("title", claimed.Title), ("amount", turn.Amount(claimed.Worth)), ("day", Day(turn, claimed.ValidUntil!.Value)));
    }

    private static string Day(ExpressTurn turn, DateTimeOffset until) => VoucherScript.Day(turn, Explanation.Local(turn, until.AddTicks(-1)));

    [GeneratedRegex("(?:[a-z]+://[^\\s]*/)?(?:inv|gft)_[0-9a-z]{16}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LinkPattern();

    /// <summary>A word in capitals, or letters with digits: what codes look like, beside what people write.</summary>
    [GeneratedRegex("(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]*[A-Z0-9]{3})[A-Za-z0-9_-]{4,40}(?![A-Za-z0-9_-])", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();
}
