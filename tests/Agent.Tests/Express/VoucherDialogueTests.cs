using Agent.Plugins;
using Agent.Plugins.Campaigns;
using Agent.Plugins.Payments;
using Agent.Plugins.Vouchers;

namespace Agent.Tests.Express;

public sealed class VoucherDialogueTests
{
    [Theory]
    [InlineData("use the free order voucher", "SPRING-FREE")]
    [InlineData("use the voucher LOTUS-2", "LOTUS-2")]
    public async Task A_voucher_is_named_by_its_code_or_a_part_of_its_title(string said, string code)
    {
        var table = Table.In(Language.English).Friendly().When("list_vouchers", Purse()).When("apply_vouchers", new VoucherChoice([code], ["x"]));

        await table.Say(said);

        table.Argument("apply_vouchers", "codes").ShouldBe(new List<string> { code });
    }

    [Fact]
    public async Task A_code_that_is_not_in_the_purse_is_claimed_and_where_there_is_nothing_to_claim_from_tried_as_it_is()
    {
        var table = Table.In(Language.English).Friendly().When("list_vouchers", Purse()).When("claim_voucher", new Refusal(RefusalCode.Unavailable)).When("apply_vouchers", new VoucherChoice(["NEWCODE9"], ["x"]));

        await table.Say("apply voucher NEWCODE9");

        table.Argument("claim_voucher", "code").ShouldBe("NEWCODE9");
        table.Argument("apply_vouchers", "codes").ShouldBe(new List<string> { "NEWCODE9" });
    }

    [Theory]
    [InlineData(Language.English, "agent://friend/inv_0123456789abcdef", "agent://friend/inv_0123456789abcdef")]
    [InlineData(Language.English, "my friend sent me this link https://tea.example/f/gft_0123456789abcdef, claim it please", "https://tea.example/f/gft_0123456789abcdef")]
    [InlineData(Language.English, "claim MILKTEA", "MILKTEA")]
    [InlineData(Language.Chinese, "领券 MILKTEA2026", "MILKTEA2026")]
    [InlineData(Language.Chinese, "好友发我的 inv_0123456789abcdef", "inv_0123456789abcdef")]
    [InlineData(Language.German, "hol den Gutschein TEE-2026 bitte", "TEE-2026")]
    public async Task What_a_friend_or_a_campaign_sends_is_claimed(Language language, string said, string code)
    {
        var table = Table.In(language).Friendly().When("claim_voucher", new Claimed("Free tea", "VCH_1", new Money(2500, "CNY"), VirtualTime.Noon.AddDays(3), IsCash: false));

        (await table.Say(said)).ShouldContain("Free tea");

        table.Argument("claim_voucher", "code").ShouldBe(code);
    }

    [Theory]
    [InlineData(Language.English, "invite a friend")]
    [InlineData(Language.English, "can I have an invitation link?")]
    [InlineData(Language.Chinese, "邀请好友")]
    [InlineData(Language.Chinese, "我要邀请朋友")]
    [InlineData(Language.German, "ich möchte einen Freund einladen")]
    [InlineData(Language.German, "Einladungslink bitte")]
    public async Task A_friend_is_invited_by_a_link(Language language, string said)
    {
        var table = Table.In(language).Friendly().When("invite_friend", new Invitation("agent://friend/inv_1", "Spring", "Free tea", new Money(2500, "CNY"), "Thanks", 3, VirtualTime.Noon.AddDays(3)));

        var reply = await table.Say(said);

        reply.ShouldContain("agent://friend/inv_1");
        reply.ShouldContain("Thanks");
    }

    [Theory]
    [InlineData(Language.English, "give my voucher to a friend")]
    [InlineData(Language.English, "send a voucher to a friend")]
    [InlineData(Language.Chinese, "转赠优惠券")]
    [InlineData(Language.Chinese, "把优惠券送给朋友")]
    [InlineData(Language.German, "ich will einen Gutschein verschenken")]
    [InlineData(Language.German, "verschenke meinen Gutschein")]
    public async Task A_voucher_is_given_away_only_by_a_question(Language language, string said)
    {
        var own = new ShownVoucher("SPRING", "Spring tea", null, Funder.Campaign, null, null, null, null, VirtualTime.Noon, true);
        var request = new ConsentRequest("cns_1", ConsentPurpose.Transfer, "SPRING", "hash", new Money(2500, "CNY"), null, VirtualTime.Noon.AddMinutes(5));
        var table = Table.In(language).Friendly().When("list_vouchers", new VoucherList([own], [])).When("request_transfer", new TransferAsked(request, "Spring tea", VirtualTime.Noon));

        (await table.Say(said)).ShouldContain("Spring tea");

        table.Argument("request_transfer", "code").ShouldBe("SPRING");
    }

    [Fact]
    public async Task A_voucher_that_could_be_several_is_asked_about()
    {
        var table = Table.In(Language.English).Friendly().When("list_vouchers", Purse());

        (await table.Say("use the order voucher")).ShouldContain("SPRING-FREE");

        table.Calls.ShouldHaveSingleItem().Name.ShouldBe("list_vouchers");
    }

    private static VoucherList Purse() => new([.. new[] { ("SPRING-FREE", "Spring free order up to ¥25"), ("LOTUS-2", "¥2 off your order") }.Select(v => new ShownVoucher(v.Item1, v.Item2, null, Funder.Platform, null, null, null, null, VirtualTime.Noon, true))], []);
}
