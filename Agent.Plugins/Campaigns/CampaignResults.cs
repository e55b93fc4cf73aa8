namespace Agent.Plugins.Campaigns;

/// <summary>What claim_voucher returns.</summary>
/// <param name="Code">Of the voucher; null for cash.</param>
/// <param name="Worth">The most that the voucher takes off, or the cash that is in the wallet now.</param>
/// <param name="ValidUntil">Of the voucher.</param>
public sealed record Claimed(string Title, string? Code, Money Worth, DateTimeOffset? ValidUntil, bool IsCash)
{
    /// <summary>A friend's link brought it.</summary>
    public bool FromFriend { get; init; }
}

/// <summary>What invite_friend returns.</summary>
/// <param name="Link">For the friend to open or to paste into the chat.</param>
/// <param name="FriendGets">What the link gives.</param>
/// <param name="YouGet">What comes back for each friend; null for nothing.</param>
/// <param name="Left">For how many friends more there is thanks.</param>
public sealed record Invitation(string Link, string CampaignTitle, string FriendGets, Money FriendWorth, string? YouGet, int Left, DateTimeOffset Until);
