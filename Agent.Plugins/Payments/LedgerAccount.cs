namespace Agent.Plugins.Payments;

/// <summary>The names of the ledger's accounts.</summary>
public static class LedgerAccount
{
    /// <summary>Where money in wallets came from: minus everything that people have put in.</summary>
    public const string Bank = "bank:clearing";

    /// <summary>What the gateway has captured and not yet paid out to us (negative: it owes us).</summary>
    public const string Gateway = "gateway:clearing";

    /// <summary>What vouchers of no campaign in our books have given away (negative).</summary>
    public const string Campaign = "campaign:funds";

    /// <summary>Where campaigns' budgets came from: minus all of them.</summary>
    public const string Sponsor = "sponsor:clearing";

    /// <summary>What people gave up who had all about them erased.</summary>
    public const string Unclaimed = "agent:unclaimed";

    /// <summary>What we owe others and could not collect (negative).</summary>
    public const string Losses = "agent:losses";

    /// <summary>What we keep for the person.</summary>
    public static string Wallet(string personId) => $"person:{personId}:wallet";

    /// <summary>The part of it that is set aside for orders in progress.</summary>
    public static string Hold(string personId) => $"person:{personId}:hold";

    /// <summary>What is left of a campaign's budget that nobody has been promised.</summary>
    public static string CampaignFunds(string campaignId) => $"campaign:{campaignId}:funds";

    /// <summary>What is set aside for vouchers and red packets that are out.</summary>
    public static string CampaignPromised(string campaignId) => $"campaign:{campaignId}:promised";

    /// <summary>What we owe the platform for placed orders: what the person paid, and what our campaigns paid for the person.</summary>
    public static string Payable(string platformId) => $"platform:{platformId}:payable";
}
