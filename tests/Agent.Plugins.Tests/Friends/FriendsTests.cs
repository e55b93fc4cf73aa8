using Agent.Plugins.Campaigns;
using Agent.Plugins.Payments;
using Agent.Plugins.Records;
using Agent.Plugins.Tests.Campaigns;
using Agent.Plugins.Tests.Vouchers;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Friends;

public sealed class FriendsTests : IAsyncDisposable
{
    private readonly ShopFixture _shop = new();

    public FriendsTests() => new CampaignDesk(_shop.Database, _shop.Clock, new SeededIds(7)).StartAsync(TestCampaigns.Read(), default).GetAwaiter().GetResult();

    [Fact]
    public async Task A_friend_gets_a_free_order_and_the_inviter_thanks_each_once()
    {
        var invitation = (await Of("ann").InviteFriend()).Value!;
        invitation.ShouldSatisfyAllConditions(i => i.FriendGets.ShouldBe("A friend's tea"), i => i.FriendWorth.Minor.ShouldBe(20_00), i => i.YouGet.ShouldBe("Thank you"), i => i.Left.ShouldBe(2));
        (await Of("ann").InviteFriend()).Value!.Link.ShouldBe(invitation.Link);

        (await Of("ben").ClaimVoucher(invitation.Link)).Value!.FromFriend.ShouldBeTrue();

        Purse("ben").ShouldBe(["A friend's tea"]);
        Purse("ann").ShouldBe(["Thank you"]);
        (await Of("ben").ClaimVoucher(invitation.Link + "?utm=1")).Refusal!.Code.ShouldBe(RefusalCode.InviteUsed);
        (await Of("ann").InviteFriend()).Value!.Left.ShouldBe(1);
        Purse("ann").Count.ShouldBe(1);
        _shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_friend_sends_is_good_any_time_until_its_end_but_not_at_breakfast()
    {
        await InvitesAsync("ann", "ben");
        var voucher = _shop.Read(tx => VoucherPurse.List(tx, "ben")).Single();
        bool At(int day, int hour, int minute)
        {
            var wanted = new DateTimeOffset(2026, 2, day, hour, minute, 0, TestCampaigns.Offset);
            var subject = TestVouchers.Subject(0, ("milk_tea", 18)) with { At = VirtualTime.Noon, WantedAt = wanted };
            return VoucherArithmetic.Check(voucher, subject, Language.English) is null;
        }

        (At(6, 12, 0), At(7, 4, 59), At(7, 5, 0), At(7, 10, 29), At(7, 10, 30), At(28, 23, 0)).ShouldBe((true, true, false, false, true, true));
    }

    [Fact]
    public async Task Nobody_invites_themselves_or_those_they_came_by()
    {
        await InvitesAsync("ann", "ben");
        await InvitesAsync("ben", "cho");
        await InvitesAsync("cho", "dan");

        (await Of("ann").ClaimVoucher(await LinkAsync("ann"))).Refusal!.Code.ShouldBe(RefusalCode.InviteOwn);
        (await Of("ann").ClaimVoucher(await LinkAsync("ben"))).Refusal!.Code.ShouldBe(RefusalCode.InviteRing);
        (await Of("ann").ClaimVoucher(await LinkAsync("dan"))).Refusal!.Code.ShouldBe(RefusalCode.InviteRing);
        (await Of("dan").ClaimVoucher(await LinkAsync("ann"))).Refusal!.Code.ShouldBe(RefusalCode.InviteUsed);
        Purse("ann").ShouldBe(["Thank you"]);
    }

    [Fact]
    public async Task Beyond_the_most_friends_there_is_no_more_thanks_yet_the_friend_gets_the_tea()
    {
        foreach (var friend in new[] { "ben", "cho", "dan" }) await InvitesAsync("ann", friend);

        Purse("dan").ShouldBe(["A friend's tea"]);
        Purse("ann").ShouldBe(["Thank you", "Thank you"]);
        (await Of("ann").InviteFriend()).Value!.Left.ShouldBe(0);
    }

    [Theory]
    [InlineData("inv_0000000000000000")]
    [InlineData("gft_0000000000000000")]
    [InlineData("agent://friend/inv_' OR 1=1 --")]
    public async Task An_invented_link_is_unknown(string link) => (await Of("ben").ClaimVoucher(link)).Refusal!.Code.ShouldBe(RefusalCode.LinkUnknown);

    [Fact]
    public async Task A_voucher_is_given_away_by_consent_only_and_whoever_opens_the_link_first_has_it()
    {
        var code = (await Of("ann").ClaimVoucher("MILKTEA")).Value!.Code!;
        var asked = (await Of("ann").RequestTransfer(code.ToLowerInvariant())).Value!;
        asked.Consent.ShouldSatisfyAllConditions(c => c.Purpose.ShouldBe(ConsentPurpose.Transfer), c => c.Amount.Minor.ShouldBe(25_00));
        Purse("ann").ShouldBe(["Free milk tea"], "Asking gives nothing.");

        var given = (await DecideAsync("ann", asked.Consent.Id)).ShouldBeOfType<ConsentOutcome.Given>();

        Purse("ann").ShouldBeEmpty();
        (await Of("ann").ApplyVouchers([code])).Refusal!.Code.ShouldBe(RefusalCode.VoucherUnknown);
        (await Of("ben").ClaimVoucher(given.Link)).Value!.ShouldSatisfyAllConditions(c => c.Code.ShouldBe(code), c => c.FromFriend.ShouldBeTrue());
        Purse("ben").ShouldBe(["Free milk tea"]);
        (await Of("cho").ClaimVoucher(given.Link)).Refusal!.Code.ShouldBe(RefusalCode.GiftTaken);
        (await DecideAsync("ann", asked.Consent.Id)).ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.ConsentUsed);
    }

    [Fact]
    public async Task The_giver_can_take_it_back_while_nobody_has_it()
    {
        var code = (await Of("ann").ClaimVoucher("MILKTEA")).Value!.Code!;
        var given = (await DecideAsync("ann", (await Of("ann").RequestTransfer(code)).Value!.Consent.Id)).ShouldBeOfType<ConsentOutcome.Given>();

        (await Of("ann").ClaimVoucher(given.Link)).Value!.FromFriend.ShouldBeFalse();

        Purse("ann").ShouldBe(["Free milk tea"]);
        (await Of("ben").ClaimVoucher(given.Link)).Refusal!.Code.ShouldBe(RefusalCode.GiftTaken);
    }

    [Fact]
    public async Task The_link_of_a_giver_who_was_erased_leads_nowhere()
    {
        var code = (await Of("ann").ClaimVoucher("MILKTEA")).Value!.Code!;
        var given = (await DecideAsync("ann", (await Of("ann").RequestTransfer(code)).Value!.Consent.Id)).ShouldBeOfType<ConsentOutcome.Given>();
        _shop.Write(tx => PersonRecords.Erase(tx, "ann", forfeit: true, new SeededIds(9), _shop.Clock.GetUtcNow()));

        (await Of("ben").ClaimVoucher(given.Link)).Refusal!.Code.ShouldBe(RefusalCode.LinkUnknown);

        _shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_void_one_is_not_given()
    {
        var code = (await Of("ann").ClaimVoucher("MILKTEA")).Value!.Code!;
        _shop.Write(tx => VoucherPurse.Void(tx, code, VoidReason.Withdrawn, _shop.Clock.GetUtcNow()));

        (await Of("ann").RequestTransfer(code)).Refusal!.Code.ShouldBe(RefusalCode.VoucherVoided);
    }

    [Fact]
    public async Task One_that_is_in_use_ended_or_someone_elses_is_not_given()
    {
        var code = (await Of("ann").ClaimVoucher("MILKTEA")).Value!.Code!;
        (await Of("ben").RequestTransfer(code)).Refusal!.Code.ShouldBe(RefusalCode.VoucherNotYours);
        var asked = (await Of("ann").RequestTransfer(code)).Value!;
        _shop.Write(tx => VoucherUses.Hold(tx, "ann", "ord_1", [code]));

        (await DecideAsync("ann", asked.Consent.Id)).ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.VoucherUsed);
        _shop.Write(tx => VoucherUses.Release(tx, "ord_1"));
        _shop.Clock.MoveTo(new DateTimeOffset(2026, 2, 24, 0, 0, 0, TestCampaigns.Offset));
        (await Of("ann").RequestTransfer(code)).Refusal!.Code.ShouldBe(RefusalCode.VoucherNotUsable);
    }

    private VoucherPlugin Of(string person) => _shop.NewVouchers(_shop.Turn(person));

    private async Task<string> LinkAsync(string person) => (await Of(person).InviteFriend()).Value!.Link;

    private async Task InvitesAsync(string inviter, string friend) => (await Of(friend).ClaimVoucher(await LinkAsync(inviter))).Succeeded.ShouldBeTrue();

    private Task<ConsentOutcome> DecideAsync(string person, string consentId) =>
        new Consents(_shop.Database, null!, null!, new Plugins.Friends.VoucherGifts(_shop.Database, new Plugins.Friends.ShopLinks()), new ChangedConsents(null!, null!, null!, null!, null!, null!)).DecideAsync(_shop.Turn(person), consentId, approved: true, default);

    private List<string> Purse(string person) => [.. _shop.Read(tx => VoucherPurse.List(tx, person)).Select(v => v.Title.English).Order(StringComparer.Ordinal)];

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}
