using Agent.Plugins.Campaigns;
using Agent.Plugins.Payments;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Campaigns;

public sealed class CampaignTests : IAsyncDisposable
{
    private readonly ShopFixture _shop = new();
    private readonly CampaignDesk _desk;

    public CampaignTests() => _desk = new CampaignDesk(_shop.Database, _shop.Clock, new SeededIds(7));

    [Fact]
    public async Task A_code_gives_what_its_open_wave_gives_and_sets_its_worth_aside()
    {
        await StartAsync();

        var claimed = await ClaimAsync("milktea");

        claimed.Value!.ShouldSatisfyAllConditions(c => c.Title.ShouldBe("Free milk tea"), c => c.Worth.ShouldBe(Yuan(25)), c => c.ValidUntil.ShouldBe(Day(24)), c => c.IsCash.ShouldBeFalse());
        _shop.Read(tx => VoucherPurse.List(tx, "p1")).Single().ShouldSatisfyAllConditions(
            v => v.Code.ShouldBe(claimed.Value!.Code),
            v => v.Terms!.Categories.ShouldBe(["milk_tea"]),
            v => v.Funder.ShouldBe(Funder.Campaign));
        (Balance(LedgerAccount.CampaignFunds("spring")), Balance(LedgerAccount.CampaignPromised("spring"))).ShouldBe((775_00, 225_00));
        (await ClaimAsync("MILKTEA")).Refusal!.Code.ShouldBe(RefusalCode.VoucherClaimed);
        _shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_hourly_quota_is_released_anew_each_hour()
    {
        await StartAsync();
        for (var i = 0; i < 3; i++) (await ClaimAsync("MILKTEA", $"q{i}")).Succeeded.ShouldBeTrue();

        var refusal = (await ClaimAsync("MILKTEA", "q3")).Refusal!;

        (refusal.Code, refusal.Count, refusal.At).ShouldBe((RefusalCode.CampaignHourSpent, 3L, VirtualTime.Noon.AddHours(1)));
        _shop.Clock.MoveTo(refusal.At!.Value.AddTicks(-1));
        (await ClaimAsync("MILKTEA", "q3")).Refusal!.Code.ShouldBe(RefusalCode.CampaignHourSpent);
        _shop.Clock.MoveTo(refusal.At.Value);
        (await ClaimAsync("MILKTEA", "q3")).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Waves_follow_each_other_and_before_and_after_there_is_nothing()
    {
        await StartAsync();
        _shop.Clock.MoveTo(At(18));

        var packet = await ClaimAsync("MILKTEA");

        packet.Value!.ShouldSatisfyAllConditions(c => c.IsCash.ShouldBeTrue(), c => c.Code.ShouldBeNull());
        Balance(LedgerAccount.Wallet("p1")).ShouldBe(packet.Value!.Worth.Minor);
        _shop.Clock.MoveTo(Day(28));
        (await ClaimAsync("MILKTEA", "p2")).Refusal!.Code.ShouldBe(RefusalCode.CampaignOver);
        _shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task Before_it_opens_the_time_is_told()
    {
        await _desk.StartAsync(TestCampaigns.Read(TestCampaigns.Spring.Replace("closes: \"2026-02-06 18:00\"", "opens: \"2026-02-06 15:00\"\n    closes: \"2026-02-06 18:00\"", StringComparison.Ordinal)), default);
        var refusal = (await ClaimAsync("MILKTEA")).Refusal!;
        (refusal.Code, refusal.At).ShouldBe((RefusalCode.CampaignNotOpen, At(15)));
    }

    [Fact]
    public async Task The_budget_is_never_promised_twice()
    {
        await StartAsync(TestCampaigns.Spring.Replace("budget: \"1000.00\"", "budget: \"260.00\"", StringComparison.Ordinal));
        (await ClaimAsync("MILKTEA", "q1")).Succeeded.ShouldBeTrue();
        (await ClaimAsync("MILKTEA", "q2")).Succeeded.ShouldBeTrue();

        (await ClaimAsync("MILKTEA", "q3")).Refusal!.Code.ShouldBe(RefusalCode.CampaignSpent);

        Balance(LedgerAccount.CampaignFunds("spring")).ShouldBe(10_00);
        _shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task Red_packets_sum_to_the_pot_exactly_and_hold_every_prize()
    {
        await StartAsync();
        _shop.Clock.MoveTo(At(18));
        var pieces = new List<long>();
        for (var i = 0; i < 10; i++) pieces.Add((await ClaimAsync("MILKTEA", $"q{i}")).Value!.Worth.Minor);

        pieces.Sum().ShouldBe(200_00);
        pieces.Count(p => p == 88_00).ShouldBe(1);
        pieces.Where(p => p != 88_00).ShouldAllBe(p => p >= 1 && p <= 40_00);
        (await ClaimAsync("MILKTEA", "q10")).Refusal!.Code.ShouldBe(RefusalCode.CampaignSpent);
        Balance(LedgerAccount.CampaignPromised("spring")).ShouldBe(0);
    }

    [Fact]
    public async Task An_end_that_is_moved_holds_at_once_for_vouchers_that_are_out_and_for_those_that_had_ended()
    {
        await StartAsync();
        var code = (await ClaimAsync("MILKTEA")).Value!.Code;
        _shop.Clock.MoveTo(Day(24));
        (await _shop.Vouchers.ListVouchers()).Value!.Vouchers.ShouldBeEmpty();
        (await _desk.ReportAsync("spring", default)).Left.Minor.ShouldBe(800_00);
        (await _desk.ReportAsync("spring", default)).Left.Minor.ShouldBe(800_00);
        Balance(LedgerAccount.CampaignFunds("spring")).ShouldBe(800_00);

        await _desk.ExtendAsync("spring", "free", Day(29), default);

        (await _shop.Vouchers.ListVouchers()).Value!.Vouchers.Single().ShouldSatisfyAllConditions(v => v.Code.ShouldBe(code), v => v.ValidUntil.ShouldBe(Day(29)));
        Balance(LedgerAccount.CampaignFunds("spring")).ShouldBe(775_00);
        (await _desk.ReportAsync("spring", default)).Waves[0].ValidUntil.ShouldBe(Day(29));
        _shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_end_is_never_moved_forward_nor_past_what_the_budget_bears()
    {
        await StartAsync(TestCampaigns.Spring.Replace("budget: \"1000.00\"", "budget: \"226.00\"", StringComparison.Ordinal));
        await ClaimAsync("MILKTEA");
        (await Should.ThrowAsync<ShopException>(() => _desk.ExtendAsync("spring", "free", Day(20), default))).Code.ShouldBe("extension_useless");
        (await Should.ThrowAsync<ShopException>(() => _desk.ExtendAsync("spring", "freee", Day(28), default))).Code.ShouldBe("wave_unknown");
        (await Should.ThrowAsync<ShopException>(() => _desk.ExtendAsync("spring", "packets", Day(28), default))).Code.ShouldBe("wave_unknown");
        (await Should.ThrowAsync<ShopException>(() => _desk.ExtendAsync("spting", null, Day(28), default))).Message.ShouldContain("there are spring");
        _shop.Clock.MoveTo(Day(24));
        // The budget that comes back was promised to a friend meanwhile.
        await _shop.NewVouchers(_shop.Turn("p2")).ClaimVoucher((await _shop.Vouchers.InviteFriend()).Value!.Link);

        (await Should.ThrowAsync<ShopException>(() => _desk.ExtendAsync("spring", "free", Day(28), default))).ShouldSatisfyAllConditions(e => e.Code.ShouldBe("campaign_budget"), e => e.Message.ShouldContain("lacks 24.00 CNY"));
        Balance(LedgerAccount.CampaignFunds("spring")).ShouldBe(1_00);
    }

    [Fact]
    public async Task Stopped_it_gives_nothing_more_and_keeps_what_was_promised()
    {
        await StartAsync();
        await ClaimAsync("MILKTEA");
        await _desk.StopAsync("spring", default);
        await _desk.StopAsync("spring", default);

        (await ClaimAsync("MILKTEA", "p2")).Refusal!.Code.ShouldBe(RefusalCode.CampaignOver);
        (await _shop.Vouchers.InviteFriend()).Refusal!.Code.ShouldBe(RefusalCode.NothingToInviteTo);
        (await _shop.Vouchers.ListVouchers()).Value!.Vouchers.Single().UsableNow.ShouldBeTrue();
        Balance(LedgerAccount.CampaignPromised("spring")).ShouldBe(225_00);
        await StartAsync();
        (await ClaimAsync("MILKTEA", "p2")).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_version_may_give_more_and_takes_nothing_back()
    {
        await StartAsync();
        await ClaimAsync("MILKTEA");
        async Task<string> Refused(params (string Right, string Wrong)[] changes)
        {
            var yaml = changes.Aggregate(TestCampaigns.Spring, (text, c) => text.Replace(c.Right, c.Wrong, StringComparison.Ordinal));
            return (await Should.ThrowAsync<ShopException>(() => _desk.StartAsync(TestCampaigns.Read(yaml), default))).Code;
        }

        (await Refused(("hourly: 3", "hourly: 4"))).ShouldBe("campaign_changed");
        (await Refused(("version: 1", "version: 2"), ("valid_until: \"2026-02-23\"", "valid_until: \"2026-02-22\""))).ShouldBe("campaign_promised");
        (await Refused(("version: 1", "version: 2"), ("id: free", "id: gratis"))).ShouldBe("campaign_promised");
        (await Refused(("version: 1", "version: 2"), ("budget: \"1000.00\"", "budget: \"200.00\""))).ShouldBe("campaign_budget");

        await StartAsync(TestCampaigns.Spring.Replace("version: 1", "version: 2", StringComparison.Ordinal).Replace("budget: \"1000.00\"", "budget: \"1500.00\"", StringComparison.Ordinal).Replace("hourly: 3", "hourly: 5", StringComparison.Ordinal));

        Balance(LedgerAccount.CampaignFunds("spring")).ShouldBe(1275_00);
        for (var i = 0; i < 4; i++) (await ClaimAsync("MILKTEA", $"q{i}")).Succeeded.ShouldBeTrue();
        (await ClaimAsync("MILKTEA", "q9")).Refusal!.Count.ShouldBe(5);
        (await Should.ThrowAsync<ShopException>(() => _desk.StartAsync(TestCampaigns.Read(), default))).Code.ShouldBe("campaign_stale");
    }

    [Fact]
    public async Task A_pot_that_nobody_drew_from_comes_back_with_its_wave_left_out_or_changed()
    {
        await StartAsync();
        Balance(LedgerAccount.CampaignPromised("spring")).ShouldBe(200_00);
        var without = TestCampaigns.Spring.Split("  - id: packets")[0] + "  - id: friend" + TestCampaigns.Spring.Split("  - id: friend")[1];
        await StartAsync(without.Replace("version: 1", "version: 2", StringComparison.Ordinal));
        (Balance(LedgerAccount.CampaignFunds("spring")), Balance(LedgerAccount.CampaignPromised("spring"))).ShouldBe((1000_00, 0));

        await StartAsync(TestCampaigns.Spring.Replace("version: 1", "version: 3", StringComparison.Ordinal));
        await StartAsync(TestCampaigns.Spring.Replace("version: 1", "version: 4", StringComparison.Ordinal).Replace("red_packets: { pot: \"200.00\", pieces: 10, most: \"40.00\", prizes: [{ amount: \"88.00\", pieces: 1 }] }", "amount_off: \"3.00\"\n    valid_days: 7", StringComparison.Ordinal));

        (Balance(LedgerAccount.CampaignFunds("spring")), Balance(LedgerAccount.CampaignPromised("spring"))).ShouldBe((1000_00, 0));
        _shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_campaigns_never_share_a_code()
    {
        await StartAsync();
        var other = TestCampaigns.Spring.Replace("campaign: spring", "campaign: summer", StringComparison.Ordinal).Replace("code: MILKTEA", "code: milktea", StringComparison.Ordinal);
        (await Should.ThrowAsync<ShopException>(() => _desk.StartAsync(TestCampaigns.Read(other), default))).Message.ShouldContain("already that of spring");
        Balance(LedgerAccount.CampaignFunds("summer")).ShouldBe(0);
    }

    [Fact]
    public async Task A_rehearsal_shows_hours_and_when_it_is_spent_and_leaves_nothing_behind()
    {
        var hours = await new CampaignRehearsal(10).RunAsync(TestCampaigns.Read(), default);

        hours.Take(2).Select(h => (h.At.Hour, h.Given, h.TurnedAway, h.Worth.Minor)).ShouldBe([(10, 3, 7, 75_00), (11, 3, 7, 75_00)]);
        hours[^1].Spent.ShouldBeTrue();
        hours.Sum(h => h.Given).ShouldBe(20 + 10);
        _shop.Read(tx => CampaignStore.List(tx)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Splitting_sums_exactly_for_any_pot()
    {
        await Task.CompletedTask;
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var prizes = Enumerable.Range(0, random.Next(3)).Select(_ => new Prize(new Money(random.Next(1, 300_00), "CNY"), random.Next(1, 4))).ToArray();
            var pieces = random.Next(1, 60);
            var most = random.Next(1, 20_00);
            var rest = random.NextInt64(pieces, pieces * (long)most + 1);
            var rules = new Gift.ARedPacket(new Money(rest + prizes.Sum(p => p.Amount.Minor * p.Pieces), "CNY"), pieces + prizes.Sum(p => p.Pieces), new Money(most, "CNY"), prizes);
            var pot = new RedPacketPot(rules.Pot.Minor, rules.Pieces, [.. prizes.Select(p => p.Pieces)]);
            var ids = new SeededIds(seed);
            var drawn = new List<(long Minor, int? Prize)>();
            while (pot.Pieces > 0)
            {
                var piece = pot.Draw(rules, ids);
                drawn.Add(piece);
                pot = new RedPacketPot(pot.Minor - piece.Minor, pot.Pieces - 1, [.. pot.Prizes.Select((n, i) => i == piece.Prize ? n - 1 : n)]);
            }

            drawn.Sum(d => d.Minor).ShouldBe(rules.Pot.Minor, $"seed {seed}");
            pot.Prizes.ShouldAllBe(n => n == 0);
            drawn.Where(d => d.Prize is null).ShouldAllBe(d => d.Minor >= 1 && d.Minor <= most);
        }
    }

    private Task StartAsync(string yaml = TestCampaigns.Spring) => _desk.StartAsync(TestCampaigns.Read(yaml), default);

    private Task<Outcome<Claimed>> ClaimAsync(string code, string person = "p1") => _shop.NewVouchers(_shop.Turn(person)).ClaimVoucher(code);

    private long Balance(string account) => _shop.Read(tx => Ledger.Balance(tx, account, "CNY")).Minor;

    private static DateTimeOffset At(int hour) => new(2026, 2, 6, hour, 0, 0, TestCampaigns.Offset);

    private static DateTimeOffset Day(int day) => new DateTimeOffset(2026, 2, 1, 0, 0, 0, TestCampaigns.Offset).AddDays(day - 1);

    private static Money Yuan(int yuan) => new(yuan * 100, "CNY");

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}
