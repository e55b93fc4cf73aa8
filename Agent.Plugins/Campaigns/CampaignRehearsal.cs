using Agent.Plugins.Payments;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Campaigns;

/// <summary>What would happen to a campaign, hour by hour, if people came for it: the real rules on a database that is thrown away.</summary>
/// <param name="PerHour">How many people try to claim by the code in each hour.</param>
/// <param name="HoursAtMost">After which it stops.</param>
public sealed record CampaignRehearsal(int PerHour, int HoursAtMost = 24 * 14)
{
    /// <returns>One line an hour, until the campaign ends or has nothing left to give.</returns>
    /// <exception cref="ShopException">As starting the campaign would.</exception>
    public async Task<IReadOnlyList<RehearsedHour>> RunAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        await using var database = SqliteDatabase.Open(SqliteDatabase.Memory);
        var clock = new RehearsalClock(campaign.Starts);
        var ids = new SeededIds(1);
        await new CampaignDesk(database, clock, ids).StartAsync(campaign, cancellationToken);
        var hours = new List<RehearsedHour>();
        for (var hour = 0; hour < HoursAtMost; hour++)
        {
            var at = campaign.Starts.AddHours(hour);
            if (at >= campaign.Ends) break;
            clock.Now = at;
            var number = hour;
            var line = await database.WriteAsync(tx => Hour(tx, ids, campaign, number, at), cancellationToken);
            hours.Add(line);
            if (line.Spent) break;
        }

        return hours;
    }

    private RehearsedHour Hour(ITransaction tx, IdSource ids, Campaign campaign, int hour, DateTimeOffset at)
    {
        var started = CampaignStore.Find(tx, campaign.Id)!;
        var (given, late, worth) = (0, 0, Money.Zero(campaign.Budget.Currency));
        var spent = false;
        for (var i = 0; i < PerHour; i++)
        {
            var claimed = CampaignClaims.ByCode(tx, ids, FormattableString.Invariant($"p{hour}_{i}"), started, Language.English, at);
            if (claimed.Succeeded)
            {
                given++;
                worth += claimed.Value.Worth;
                continue;
            }

            // Whoever comes next in this hour hears the same.
            late = PerHour - i;
            spent = claimed.Refusal.Code == RefusalCode.CampaignSpent && campaign.Waves.All(w => w.ByInvitation || w.Opens <= at);
            break;
        }

        return new RehearsedHour(at, given, late, worth, Ledger.Balance(tx, LedgerAccount.CampaignFunds(campaign.Id), campaign.Budget.Currency), spent);
    }

    private sealed class RehearsalClock(DateTimeOffset start) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = start;

        public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
    }
}

/// <param name="TurnedAway">Who came too late in the hour, or for nothing.</param>
/// <param name="Worth">Given in this hour at its full worth.</param>
/// <param name="Left">Of the budget, promised to nobody.</param>
/// <param name="Spent">Nothing is left to give.</param>
public sealed record RehearsedHour(DateTimeOffset At, int Given, int TurnedAway, Money Worth, Money Left, bool Spent);
