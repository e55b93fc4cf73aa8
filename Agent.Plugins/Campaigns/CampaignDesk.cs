using System.Globalization;
using Agent.Plugins.Payments;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Campaigns;

/// <summary>What operators do with campaigns. Every act is one transaction and is kept. Thread-safe.</summary>
/// <remarks>What cannot be done throws <see cref="ShopException"/> whose message says why and what to change: campaign_unknown, campaign_stale, campaign_changed, campaign_promised, campaign_budget, wave_unknown, extension_useless.</remarks>
public sealed class CampaignDesk
{
    private readonly IDatabase _database;
    private readonly TimeProvider _clock;
    private readonly IdSource _ids;

    internal CampaignDesk(IDatabase database, TimeProvider clock, IdSource ids) => (_database, _clock, _ids) = (database, clock, ids);

    /// <summary>Starts a campaign, or puts a higher version in the place of the one that runs. Starting the same version again changes nothing, or takes a stopped one up again.</summary>
    public Task StartAsync(Campaign campaign, CancellationToken cancellationToken) => WriteAsync(tx => Start(tx, campaign, _clock.GetUtcNow()), cancellationToken);

    /// <summary>Gives nothing more. What people hold stays good.</summary>
    public Task StopAsync(string campaignId, CancellationToken cancellationToken) => WriteAsync(
        tx =>
        {
            if (!Find(tx, campaignId).Running) return;
            CampaignStore.Stop(tx, campaignId);
            CampaignStore.Note(tx, campaignId, "stop", "", _clock.GetUtcNow());
        },
        cancellationToken);

    /// <summary>Moves the end of a wave's vouchers, or of all waves', to a later moment. It holds at once for vouchers that are out, those that had ended unused included.</summary>
    /// <param name="waveId">Null for every wave that gives vouchers.</param>
    public Task ExtendAsync(string campaignId, string? waveId, DateTimeOffset until, CancellationToken cancellationToken) =>
        WriteAsync(tx => Extend(tx, Find(tx, campaignId).Campaign, waveId, until, _clock.GetUtcNow()), cancellationToken);

    /// <summary>How it stands, with what has ended unused given back to its budget.</summary>
    public Task<CampaignReport> ReportAsync(string campaignId, CancellationToken cancellationToken) => _database.WriteAsync(tx => Report(tx, Find(tx, campaignId)), cancellationToken);

    /// <summary>Every campaign that was ever started, by id.</summary>
    public Task<IReadOnlyList<CampaignReport>> ListAsync(CancellationToken cancellationToken) =>
        _database.WriteAsync<IReadOnlyList<CampaignReport>>(tx => [.. CampaignStore.List(tx).Select(c => Report(tx, c))], cancellationToken);

    private CampaignReport Report(ITransaction tx, StartedCampaign started)
    {
        var now = _clock.GetUtcNow();
        CampaignBooks.Expire(tx, started.Campaign, _ids, now);
        return CampaignReport.Of(tx, started, now);
    }

    private static void Start(ITransaction tx, Campaign campaign, DateTimeOffset now)
    {
        var before = CampaignStore.Find(tx, campaign.Id);
        if (campaign.Code is { } code && CampaignStore.FindByCode(tx, code) is { } other && other.Campaign.Id != campaign.Id)
            throw Wrong("campaign_changed", campaign.Id, $"its code {code} is already that of {other.Campaign.Id}; choose another one");
        if (before is not null) CheckNext(tx, before.Campaign, campaign);
        if (before is { Running: true } && before.Campaign.Version == campaign.Version) return;
        CampaignStore.Save(tx, campaign, now);
        CampaignStore.Note(tx, campaign.Id, "start", string.Create(CultureInfo.InvariantCulture, $"version {campaign.Version}"), now);
        if (before?.Campaign.Version == campaign.Version) return;

        var funds = LedgerAccount.CampaignFunds(campaign.Id);
        var reference = string.Create(CultureInfo.InvariantCulture, $"campaign:{campaign.Id}:v{campaign.Version}");
        var more = campaign.Budget - (before?.Campaign.Budget ?? Money.Zero(campaign.Budget.Currency));
        Ledger.Post(tx, reference + ":budget", PostingKind.Budget, null, now, [new(funds, more), new(LedgerAccount.Sponsor, -more)]);
        // A wave that is left out, or gives something else now, gives its pot back.
        foreach (var wave in campaign.Waves.Concat(before?.Campaign.Waves ?? []).DistinctBy(w => w.Id))
        {
            var pot = PotOf(campaign, wave.Id, campaign.Budget.Currency) - PotOf(before?.Campaign, wave.Id, campaign.Budget.Currency);
            if (!pot.IsZero) Ledger.Post(tx, $"{reference}:{wave.Id}:pot", PostingKind.Promise, null, now, [new(funds, -pot), new(LedgerAccount.CampaignPromised(campaign.Id), pot)]);
        }

        if (Ledger.Balance(tx, funds, campaign.Budget.Currency) is { Minor: < 0 } missing)
            throw Wrong("campaign_budget", campaign.Id, $"the budget is {Amount(-missing)} less than what is given out already and what its red packets need; raise it");
    }

    /// <summary>A new version may give more, longer or to more people. It may not take back what people were told.</summary>
    private static void CheckNext(ITransaction tx, Campaign before, Campaign next)
    {
        if (next.Version < before.Version) throw Wrong("campaign_stale", next.Id, $"version {next.Version} is older than version {before.Version}, which was started; give it a higher number");
        if (next.Version == before.Version)
        {
            if (PluginsJson.Same(next, before, PluginsJson.Relaxed.Campaign)) return;
            throw Wrong("campaign_changed", next.Id, $"version {next.Version} was started with other contents; give the changed file a higher version");
        }

        if (next.Budget.Currency != before.Budget.Currency) throw Wrong("campaign_changed", next.Id, $"its currency was {before.Budget.Currency} and cannot become {next.Budget.Currency}");
        foreach (var wave in before.Waves)
        {
            if (CampaignStore.Totals(tx, before.Id, wave.Id).Given == 0) continue;
            if (next.FindWave(wave.Id) is not { } later) throw Wrong("campaign_promised", next.Id, $"the wave {wave.Id} has given to people and cannot be left out; keep it, or close it earlier");
            if (wave.Gives is Gift.ARedPacket && !PluginsJson.Same(wave.Gives, later.Gives, PluginsJson.Relaxed.Gift)) throw Wrong("campaign_promised", next.Id, $"the red packets of {wave.Id} are being drawn already and cannot change; add another wave");
            if (later.ValidUntil < wave.ValidUntil) throw Wrong("campaign_promised", next.Id, $"the vouchers of {wave.Id} were promised until {Moment(wave.ValidUntil!.Value)}, and cannot end earlier");
        }
    }

    private void Extend(ITransaction tx, Campaign campaign, string? waveId, DateTimeOffset until, DateTimeOffset now)
    {
        if (waveId is not null && campaign.FindWave(waveId) is null) throw Wrong("wave_unknown", campaign.Id, $"it has no wave {waveId}; its waves are {string.Join(", ", campaign.Waves.Select(w => w.Id))}");
        var waves = campaign.Waves.Where(w => w.Gives is Gift.AVoucher && (waveId is null || w.Id == waveId)).ToArray();
        if (waves.Length == 0) throw Wrong("wave_unknown", campaign.Id, "none of these waves gives vouchers, so there is no end to move");
        // Those whose end has come until now are let go first, so that every one that is taken back to life is counted once.
        CampaignBooks.Expire(tx, campaign, _ids, now);
        foreach (var wave in waves)
        {
            var end = Later(wave.ValidUntil, CampaignStore.Totals(tx, campaign.Id, wave.Id).ExtendedUntil);
            if (until <= end || until <= now)
            {
                if (waveId is null && until > now) continue;
                throw Wrong("extension_useless", campaign.Id, $"{Moment(until)} is not later than {Moment(until <= now ? now : end!.Value)}, and an end is never moved forward; name a later day");
            }

            CampaignStore.Extend(tx, campaign.Id, wave.Id, until);
            Revive(tx, campaign, wave, until, now);
        }

        CampaignStore.Note(tx, campaign.Id, "extend", $"{waveId ?? "all waves"} until {Moment(until)}", now);
    }

    private void Revive(ITransaction tx, Campaign campaign, Wave wave, DateTimeOffset until, DateTimeOffset now)
    {
        var revived = VoucherPurse.ListRevived(tx, campaign.Id, wave.Id, until);
        if (revived.Count == 0) return;
        var worth = campaign.Budget with { Minor = revived.Sum(v => v.WorthMinor) };
        CampaignBooks.Promise(tx, campaign.Id, worth, $"campaign:{campaign.Id}:{wave.Id}:{_ids.Next("ext")}", now);
        foreach (var voucher in revived) tx.Execute("UPDATE issued_vouchers SET promised = 1 WHERE code = $1", voucher.Code);
        if (Ledger.Balance(tx, LedgerAccount.CampaignFunds(campaign.Id), campaign.Budget.Currency) is { Minor: < 0 } missing)
            throw Wrong("campaign_budget", campaign.Id, $"{revived.Count} vouchers of {wave.Id} would live again, and the budget lacks {Amount(-missing)} for them; start a version with a higher budget first");
    }

    private static Money PotOf(Campaign? version, string waveId, string currency) => version?.FindWave(waveId)?.Gives is Gift.ARedPacket packet ? packet.Pot : Money.Zero(currency);

    private static StartedCampaign Find(ITransaction tx, string campaignId) =>
        CampaignStore.Find(tx, campaignId) ?? throw Wrong("campaign_unknown", campaignId, CampaignStore.List(tx) is { Count: > 0 } known ? $"it was never started here; there are {string.Join(", ", known.Select(c => c.Campaign.Id))}" : "no campaign was ever started here");

    private Task<bool> WriteAsync(Action<ITransaction> act, CancellationToken cancellationToken) => _database.WriteAsync(
        tx =>
        {
            act(tx);
            return true;
        },
        cancellationToken);

    private static DateTimeOffset? Later(DateTimeOffset? end, DateTimeOffset? extended) => end is null || extended > end ? extended : end;

    private static ShopException Wrong(string code, string campaignId, string what) => new(code, $"The campaign {campaignId}: {what}.") { Subject = campaignId };

    private static string Amount(Money amount) => string.Create(CultureInfo.InvariantCulture, $"{amount.Minor / 100m:0.00} {amount.Currency}");

    private static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
