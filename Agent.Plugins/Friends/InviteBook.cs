using Agent.Plugins.Campaigns;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Friends;

/// <summary>Who invited whom to a campaign. Each person is a friend once in it, and never of somebody whom they brought themselves, over however many others.</summary>
internal static class InviteBook
{
    /// <summary>The person's link, the same however often it is asked for.</summary>
    public static Outcome<Invitation> Invite(ITransaction tx, TurnContext turn, ShopLinks links)
    {
        if (CampaignStore.List(tx).FirstOrDefault(c => IsOpen(c, turn.Now)) is not { } started) return RefusalCode.NothingToInviteTo;
        var (campaign, rules) = (started.Campaign, started.Campaign.Invites!);
        const string find = "SELECT token FROM invites WHERE campaign_id = $1 AND person_id = $2";
        var token = tx.QueryFirst(find, row => row.Text(0), campaign.Id, turn.PersonId);
        if (token is null)
        {
            token = turn.Ids.Next(ShopLinks.Invite.TrimEnd('_'));
            tx.Execute("INSERT INTO invites (token, campaign_id, person_id, at) VALUES ($1, $2, $3, $4)", token, campaign.Id, turn.PersonId, turn.Now);
        }

        var friend = campaign.FindWave(rules.FriendWave)!;
        var thanks = rules.ThanksWave is { } wave ? campaign.FindWave(wave) : null;
        return new Invitation(
            links.To(token),
            campaign.Title.In(turn.Language),
            friend.Title.In(turn.Language),
            ((Gift.AVoucher)friend.Gives).Worth,
            thanks?.Title.In(turn.Language),
            Math.Max(0, rules.MostFriends - Brought(tx, campaign.Id, turn.PersonId)),
            friend.Closes < campaign.Ends ? friend.Closes : campaign.Ends);
    }

    /// <summary>The friend gets what the campaign gives, and the inviter the thanks while the budget lasts: both in the caller's transaction, both once.</summary>
    public static Outcome<Claimed> Open(ITransaction tx, TurnContext turn, string token)
    {
        var (campaignId, inviter) = tx.QueryFirst("SELECT campaign_id, person_id FROM invites WHERE token = $1", row => (row.Text(0), row.Text(1)), token);
        if (campaignId is null || CampaignStore.Find(tx, campaignId) is not { Campaign.Invites: { } rules } started) return RefusalCode.LinkUnknown;
        if (inviter == turn.PersonId) return RefusalCode.InviteOwn;
        if (InviterOf(tx, campaignId, turn.PersonId) is not null) return new Refusal(RefusalCode.InviteUsed) { Subject = started.Campaign.Title.In(turn.Language) };
        for (var above = InviterOf(tx, campaignId, inviter); above is not null; above = InviterOf(tx, campaignId, above))
            if (above == turn.PersonId) return RefusalCode.InviteRing;

        var given = CampaignClaims.Give(tx, turn.Ids, turn.PersonId, started, started.Campaign.FindWave(rules.FriendWave)!, turn.Language, turn.Now);
        if (!given.Succeeded) return given;
        var thanked = rules.ThanksWave is { } wave && Brought(tx, campaignId, inviter) < rules.MostFriends ? started.Campaign.FindWave(wave) : null;
        tx.Execute("INSERT INTO invited (campaign_id, friend_id, inviter_id, at) VALUES ($1, $2, $3, $4)", campaignId, turn.PersonId, inviter, turn.Now);
        if (thanked is not null) CampaignClaims.Give(tx, turn.Ids, inviter, started, thanked, turn.Language, turn.Now);
        return given.Value with { FromFriend = true };
    }

    private static bool IsOpen(StartedCampaign started, DateTimeOffset now) =>
        started is { Running: true, Campaign: { Invites: { } rules } campaign } && now >= campaign.Starts && now < campaign.Ends
        && campaign.FindWave(rules.FriendWave) is { } wave && now >= wave.Opens && now < wave.Closes;

    private static string? InviterOf(ITransaction tx, string campaignId, string personId) =>
        tx.QueryFirst("SELECT inviter_id FROM invited WHERE campaign_id = $1 AND friend_id = $2", row => row.Text(0), campaignId, personId);

    private static int Brought(ITransaction tx, string campaignId, string personId) =>
        tx.QueryFirst("SELECT count(*) FROM invited WHERE campaign_id = $1 AND inviter_id = $2", row => row.Int(0), campaignId, personId);
}
