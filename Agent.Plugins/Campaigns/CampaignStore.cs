using System.Text.Json;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Campaigns;

/// <summary>Campaigns that were started, with every version.</summary>
internal static class CampaignStore
{
    public static StartedCampaign? Find(ITransaction tx, string id) => tx.QueryFirst(Select + "WHERE c.id = $1", Read, id);

    public static StartedCampaign? FindByCode(ITransaction tx, string code) => tx.QueryFirst(Select + "WHERE c.code = $1", Read, code.ToUpperInvariant());

    /// <summary>By id.</summary>
    public static IReadOnlyList<StartedCampaign> List(ITransaction tx) => tx.Query(Select + "ORDER BY c.id", Read)!;

    public static Campaign? FindVersion(ITransaction tx, string id, int version) =>
        tx.QueryFirst("SELECT content FROM campaign_versions WHERE campaign_id = $1 AND version = $2", row => Content(row.Text(0)), id, version);

    public static void Save(ITransaction tx, Campaign campaign, DateTimeOffset now)
    {
        tx.Execute(
            "INSERT INTO campaigns (id, code, running, version) VALUES ($1, $2, 1, $3) ON CONFLICT (id) DO UPDATE SET code = excluded.code, running = 1, version = excluded.version",
            campaign.Id,
            campaign.Code?.ToUpperInvariant(),
            campaign.Version);
        tx.Execute(
            "INSERT INTO campaign_versions (campaign_id, version, at, content) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            campaign.Id,
            campaign.Version,
            now,
            JsonSerializer.Serialize(campaign, PluginsJson.Relaxed.Campaign));
        foreach (var wave in campaign.Waves) tx.Execute("INSERT INTO campaign_waves (campaign_id, wave_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", campaign.Id, wave.Id);
    }

    public static void Stop(ITransaction tx, string id) => tx.Execute("UPDATE campaigns SET running = 0 WHERE id = $1", id);

    public static WaveTotals Totals(ITransaction tx, string campaignId, string waveId) =>
        tx.QueryFirst(
            "SELECT given, given_minor, extended_until FROM campaign_waves WHERE campaign_id = $1 AND wave_id = $2",
            row => new WaveTotals(row.Int(0), row.Number(1), row.IsNull(2) ? null : row.Time(2)),
            campaignId,
            waveId) ?? new WaveTotals(0, 0, null);

    public static void Extend(ITransaction tx, string campaignId, string waveId, DateTimeOffset until) =>
        tx.Execute("UPDATE campaign_waves SET extended_until = $3 WHERE campaign_id = $1 AND wave_id = $2", campaignId, waveId, until);

    /// <summary>Appends to the record of what operators did.</summary>
    public static void Note(ITransaction tx, string campaignId, string act, string detail, DateTimeOffset now) =>
        tx.Execute(
            "INSERT INTO campaign_acts (campaign_id, number, at, act, detail) VALUES ($1, (SELECT count(*) FROM campaign_acts WHERE campaign_id = $1), $2, $3, $4)",
            campaignId,
            now,
            act,
            detail);

    public static IReadOnlyList<CampaignAct> Acts(ITransaction tx, string campaignId) =>
        tx.Query("SELECT at, act, detail FROM campaign_acts WHERE campaign_id = $1 ORDER BY number", row => new CampaignAct(row.Time(0), row.Text(1), row.Text(2)), campaignId);

    private const string Select = "SELECT v.content, c.running FROM campaigns c JOIN campaign_versions v ON v.campaign_id = c.id AND v.version = c.version ";

    private static StartedCampaign Read(Row row) => new(Content(row.Text(0)), row.Flag(1));

    private static Campaign Content(string json) => JsonSerializer.Deserialize(json, PluginsJson.Relaxed.Campaign)!;
}

internal sealed record StartedCampaign(Campaign Campaign, bool Running);

/// <param name="Given">Claims so far.</param>
/// <param name="GivenMinor">Their worth.</param>
/// <param name="ExtendedUntil">To when the end of its vouchers was moved.</param>
internal sealed record WaveTotals(int Given, long GivenMinor, DateTimeOffset? ExtendedUntil);

/// <summary>What an operator did.</summary>
public sealed record CampaignAct(DateTimeOffset At, string Act, string Detail);
