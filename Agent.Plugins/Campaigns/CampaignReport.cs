using Agent.Plugins.Payments;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Campaigns;

/// <summary>How a campaign stands.</summary>
/// <param name="Spent">Paid for orders, and given into wallets.</param>
/// <param name="Promised">Set aside for what people hold and for red packets that are not drawn yet.</param>
/// <param name="Left">Of the budget, promised to nobody.</param>
/// <param name="Orders">That it paid for in part or whole and that were not called off.</param>
/// <param name="People">Who got something from it.</param>
/// <param name="OrdersOfPeople">Since it began, with and without its vouchers.</param>
/// <param name="OrdersWithoutSubsidy">Of those, paid with no campaign's voucher at all.</param>
/// <param name="RepeatPeople">Who have ordered twice or more since it began.</param>
/// <param name="BurnPerHour">Given in the last hour, at its full worth.</param>
/// <param name="ExhaustedAt">When nothing is left at that pace; null where nothing burns.</param>
public sealed record CampaignReport(
    Campaign Campaign,
    bool Running,
    Money Spent,
    Money Promised,
    Money Left,
    int Orders,
    int People,
    int OrdersOfPeople,
    int OrdersWithoutSubsidy,
    int RepeatPeople,
    Money BurnPerHour,
    DateTimeOffset? ExhaustedAt,
    IReadOnlyList<WaveReport> Waves,
    IReadOnlyList<CampaignAct> Acts)
{
    internal static CampaignReport Of(ITransaction tx, StartedCampaign started, DateTimeOffset now)
    {
        var campaign = started.Campaign;
        var currency = campaign.Budget.Currency;
        var left = Ledger.Balance(tx, LedgerAccount.CampaignFunds(campaign.Id), currency);
        var promised = Ledger.Balance(tx, LedgerAccount.CampaignPromised(campaign.Id), currency);
        var burn = campaign.Budget with { Minor = Burn(tx, campaign.Id, now) };
        var (people, orders, unsubsidised, repeat) = Habits(tx, campaign.Id, campaign.Starts);
        return new CampaignReport(
            campaign,
            started.Running,
            campaign.Budget - left - promised,
            promised,
            left,
            tx.QueryFirst(
                """
                SELECT count(DISTINCT u.order_id) FROM voucher_uses u JOIN issued_vouchers v ON v.code = u.code AND v.person_id = u.person_id JOIN orders o ON o.id = u.order_id
                WHERE v.campaign_id = $1 AND u.redeemed = 1 AND o.state <> 'Cancelled'
                """,
                row => row.Int(0),
                campaign.Id),
            people,
            orders,
            unsubsidised,
            repeat,
            burn,
            burn.Minor > 0 ? now + TimeSpan.FromSeconds(left.Minor / burn.Minor * 3600 + left.Minor % burn.Minor * 3600 / burn.Minor) : null,
            [.. campaign.Waves.Select(w => WaveReport.Of(tx, campaign, w, now))],
            CampaignStore.Acts(tx, campaign.Id));
    }

    private static long Burn(ITransaction tx, string campaignId, DateTimeOffset now) =>
        tx.QueryFirst(
            "SELECT coalesce(sum(minor), 0) FROM campaign_claims WHERE campaign_id = $1 AND at > $2",
            row => row.Number(0),
            campaignId,
            now - TimeSpan.FromHours(1));

    private static (int People, int Orders, int Unsubsidised, int Repeat) Habits(ITransaction tx, string campaignId, DateTimeOffset since) =>
        tx.QueryFirst(
            """
            WITH people AS (SELECT DISTINCT person_id FROM campaign_claims WHERE campaign_id = $1),
                 theirs AS (
                     SELECT o.person_id, EXISTS (SELECT 1 FROM voucher_uses u JOIN issued_vouchers v ON v.code = u.code WHERE u.order_id = o.id) AS subsidised
                     FROM orders o JOIN people p ON p.person_id = o.person_id WHERE o.begun_at >= $2 AND o.state NOT IN ('Cancelled', 'Pending'))
            SELECT (SELECT count(*) FROM people), (SELECT count(*) FROM theirs), (SELECT count(*) FROM theirs WHERE subsidised = 0),
                   (SELECT count(*) FROM (SELECT 1 FROM theirs GROUP BY person_id HAVING count(*) > 1))
            """,
            row => (row.Int(0), row.Int(1), row.Int(2), row.Int(3)),
            campaignId,
            since);
}

/// <param name="Given">Claims, and their worth.</param>
/// <param name="GivenThisHour">Against the hourly quota.</param>
/// <param name="ValidUntil">As it stands now, moved ends included; null where it counts from each claim.</param>
public sealed record WaveReport(string Id, int Given, Money GivenWorth, int GivenThisHour, int? Hourly, DateTimeOffset? ValidUntil)
{
    internal static WaveReport Of(ITransaction tx, Campaign campaign, Wave wave, DateTimeOffset now)
    {
        var totals = CampaignStore.Totals(tx, campaign.Id, wave.Id);
        var end = totals.ExtendedUntil is { } extended && (wave.ValidUntil is null || extended > wave.ValidUntil) ? extended : wave.ValidUntil;
        return new WaveReport(wave.Id, totals.Given, campaign.Budget with { Minor = totals.GivenMinor }, CampaignClaims.GivenThisHour(tx, campaign.Id, wave.Id, now), wave.Hourly, end);
    }
}
