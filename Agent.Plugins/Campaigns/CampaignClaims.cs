using Agent.Plugins.Payments;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Campaigns;

/// <summary>Gives a person what a wave gives, all of its bounds checked in the transaction that gives it.</summary>
internal static class CampaignClaims
{
    /// <summary>Gives from the first wave that is open for the code and that the person can still have; else why the first open one does not.</summary>
    public static Outcome<Claimed> ByCode(ITransaction tx, IdSource ids, string personId, StartedCampaign started, Language language, DateTimeOffset now)
    {
        var campaign = started.Campaign;
        Refusal? why = null;
        foreach (var wave in campaign.Waves.Where(w => !w.ByInvitation && now >= w.Opens && now < w.Closes))
        {
            var given = Give(tx, ids, personId, started, wave, language, now);
            if (given.Succeeded) return given;
            // Whoever may come back later is told that.
            if (why?.At is null) why = given.Refusal.At is null ? why ?? given.Refusal : given.Refusal;
        }

        return why ?? Closed(started, campaign.Waves.Where(w => !w.ByInvitation && w.Opens > now).Select(w => (DateTimeOffset?)w.Opens).Min(), language);
    }

    /// <summary>Gives one, or says why not; nothing is written then.</summary>
    public static Outcome<Claimed> Give(ITransaction tx, IdSource ids, string personId, StartedCampaign started, Wave wave, Language language, DateTimeOffset now)
    {
        var campaign = started.Campaign;
        if (!started.Running || now >= campaign.Ends || now >= wave.Closes) return Closed(started, null, language);
        if (now < campaign.Starts || now < wave.Opens) return Closed(started, wave.Opens > campaign.Starts ? wave.Opens : campaign.Starts, language);
        var title = wave.Title.In(language);
        if (Count(tx, campaign.Id, wave.Id, personId) >= wave.PerPerson) return new Refusal(RefusalCode.VoucherClaimed) { Subject = title, Count = wave.PerPerson };
        var totals = CampaignStore.Totals(tx, campaign.Id, wave.Id);
        if (totals.Given >= wave.Most) return new Refusal(RefusalCode.CampaignSpent) { Subject = title };
        if (wave.Hourly is { } quota && GivenThisHour(tx, campaign.Id, wave.Id, now) >= quota) return new Refusal(RefusalCode.CampaignHourSpent) { Subject = title, Count = quota, At = NextHour(now) };
        var claimed = wave.Gives switch
        {
            Gift.AVoucher voucher => GiveVoucher(tx, ids, personId, campaign, wave, voucher, totals, language, now),
            Gift.ARedPacket packet => GiveRedPacket(tx, ids, personId, campaign, wave, packet, totals, language, now),
            _ => throw new InvalidOperationException($"A wave cannot give {wave.Gives.GetType().Name}."),
        };
        if (claimed.Succeeded) NoteGiven(tx, campaign.Id, wave.Id, HourOf(now), claimed.Value.Worth.Minor);
        return claimed;
    }

    private static Outcome<Claimed> GiveVoucher(ITransaction tx, IdSource ids, string personId, Campaign campaign, Wave wave, Gift.AVoucher gift, WaveTotals totals, Language language, DateTimeOffset now)
    {
        if (!HasFunds(tx, campaign, gift.Worth))
        {
            CampaignBooks.Expire(tx, campaign, ids, now);
            if (!HasFunds(tx, campaign, gift.Worth)) return new Refusal(RefusalCode.CampaignSpent) { Subject = wave.Title.In(language) };
        }

        var until = wave.ValidUntil ?? now.AddDays(wave.ValidDays!.Value);
        var voucher = new Voucher(ids.Next("vch").ToUpperInvariant(), wave.Title, null, Funder.Campaign, now, until, gift.Terms);
        VoucherPurse.Issue(tx, personId, voucher, campaign.Id, wave.Id, gift.Worth, now);
        CampaignBooks.Promise(tx, campaign.Id, gift.Worth, $"voucher:{voucher.Code}:promise", now);
        NoteClaim(tx, campaign.Id, wave.Id, totals.Given + 1, personId, now, gift.Worth.Minor, voucher.Code, null);
        return new Claimed(wave.Title.In(language), voucher.Code, gift.Worth, Later(until, totals.ExtendedUntil), IsCash: false);
    }

    private static Outcome<Claimed> GiveRedPacket(ITransaction tx, IdSource ids, string personId, Campaign campaign, Wave wave, Gift.ARedPacket gift, WaveTotals totals, Language language, DateTimeOffset now)
    {
        if (totals.Given >= gift.Pieces) return new Refusal(RefusalCode.CampaignSpent) { Subject = wave.Title.In(language) };
        var prizes = tx.Query("SELECT prize FROM campaign_claims WHERE campaign_id = $1 AND wave_id = $2 AND prize IS NOT NULL", row => row.Int(0), campaign.Id, wave.Id);
        var pot = new RedPacketPot(gift.Pot.Minor - totals.GivenMinor, gift.Pieces - totals.Given, [.. gift.Prizes.Select((p, i) => p.Pieces - prizes.Count(n => n == i))]);
        var (minor, prize) = pot.Draw(gift, ids);
        var amount = gift.Pot with { Minor = minor };
        var number = totals.Given + 1;
        Ledger.Post(tx, $"campaign:{campaign.Id}:{wave.Id}:{number}", PostingKind.RedPacket, null, now, [new(LedgerAccount.CampaignPromised(campaign.Id), -amount), new(LedgerAccount.Wallet(personId), amount)]);
        NoteClaim(tx, campaign.Id, wave.Id, number, personId, now, minor, null, prize);
        return new Claimed(wave.Title.In(language), null, amount, null, IsCash: true);
    }

    private static bool HasFunds(ITransaction tx, Campaign campaign, Money worth) => Ledger.Balance(tx, LedgerAccount.CampaignFunds(campaign.Id), worth.Currency) >= worth;

    private static void NoteClaim(ITransaction tx, string campaignId, string waveId, int number, string personId, DateTimeOffset now, long minor, string? code, int? prize) =>
        tx.Execute(
            "INSERT INTO campaign_claims (campaign_id, wave_id, number, person_id, at, minor, voucher_code, prize) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            campaignId,
            waveId,
            number,
            personId,
            now,
            minor,
            code,
            prize);

    private static void NoteGiven(ITransaction tx, string campaignId, string waveId, long hour, long minor)
    {
        tx.Execute("UPDATE campaign_waves SET given = given + 1, given_minor = given_minor + $3 WHERE campaign_id = $1 AND wave_id = $2", campaignId, waveId, minor);
        tx.Execute(
            "INSERT INTO campaign_hours (campaign_id, wave_id, hour, given) VALUES ($1, $2, $3, 1) ON CONFLICT DO UPDATE SET given = given + 1",
            campaignId,
            waveId,
            hour);
    }

    private static int Count(ITransaction tx, string campaignId, string waveId, string personId) =>
        tx.QueryFirst("SELECT count(*) FROM campaign_claims WHERE person_id = $1 AND campaign_id = $2 AND wave_id = $3", row => row.Int(0), personId, campaignId, waveId);

    internal static int GivenThisHour(ITransaction tx, string campaignId, string waveId, DateTimeOffset now) =>
        tx.QueryFirst("SELECT given FROM campaign_hours WHERE campaign_id = $1 AND wave_id = $2 AND hour = $3", row => row.Int(0), campaignId, waveId, HourOf(now));

    private static Refusal Closed(StartedCampaign started, DateTimeOffset? opens, Language language) =>
        new(opens is null || !started.Running ? RefusalCode.CampaignOver : RefusalCode.CampaignNotOpen) { Subject = started.Campaign.Title.In(language), At = started.Running ? opens : null };

    private static DateTimeOffset Later(DateTimeOffset until, DateTimeOffset? extended) => extended > until ? extended.Value : until;

    private static long HourOf(DateTimeOffset now) => now.UtcTicks / TimeSpan.TicksPerHour;

    private static DateTimeOffset NextHour(DateTimeOffset now) => new DateTimeOffset((HourOf(now) + 1) * TimeSpan.TicksPerHour, TimeSpan.Zero).ToOffset(now.Offset);
}
