using Agent.Plugins.Campaigns;

namespace Agent.Plugins.Tests.Campaigns;

public sealed class CampaignFileTests
{
    [Fact]
    public void All_of_it_is_read()
    {
        var campaign = TestCampaigns.Read();

        (campaign.Id, campaign.Version, campaign.Code, campaign.Budget).ShouldBe(("spring", 1, "MILKTEA", new Money(1000_00, "CNY")));
        campaign.Waves.Select(w => (w.Id, w.ByInvitation, w.PerPerson)).ShouldBe([("free", false, 1), ("packets", false, 1), ("friend", true, 1), ("thanks", true, 2)]);
        campaign.Waves[0].ValidUntil.ShouldBe(new DateTimeOffset(2026, 2, 24, 0, 0, 0, TestCampaigns.Offset), "The day that is named is the last one.");
        campaign.Waves[1].Opens.Hour.ShouldBe(18);
        campaign.Waves[1].Gives.ShouldBeOfType<Gift.ARedPacket>().Prizes.ShouldBe([new Prize(new Money(88_00, "CNY"), 1)]);
    }

    [Theory]
    [InlineData("ends: \"2026-02-28 00:00\"", "ends: \"2026-02-06 09:00\"", 7, "ends before it starts")]
    [InlineData("closes: \"2026-02-06 18:00\"", "closes: \"2026-02-06 09:00\"", 12, "closes before it opens")]
    [InlineData("closes: \"2026-02-06 18:00\"", "closes: \"2026-03-01 00:00\"", 12, "closes after the campaign ends")]
    [InlineData("opens: \"2026-02-06 18:00\"", "opens: \"2026-02-06 08:00\"", 19, "opens before the campaign starts")]
    [InlineData("valid_until: \"2026-02-23\"", "valid_until: \"2026-02-05\"", 14, "end while the wave still gives them")]
    [InlineData("valid_until: \"2026-02-23\"", "per_person: 1", 10, "either 'valid_until' (their last day) or 'valid_days'")]
    [InlineData("hourly: 3", "hourly: 30", 15, "30 an hour are more than the 20")]
    [InlineData("most: 20", "most: 20\n    per_person: 21", 17, "one person may have 21, yet there are only 20")]
    [InlineData("budget: \"1000.00\"", "budget: \"150.00\"", 5, "the red packets alone are 200.00, more than the budget of 150.00")]
    [InlineData("budget: \"1000.00\"", "budget: \"24.00\"", 13, "24.00 is expected")]
    [InlineData("budget: \"1000.00\"", "budget: \"-1.00\"", 5, "negative")]
    [InlineData("budget: \"1000.00\"", "budget: \"99999999999999999999.00\"", 5, "is not an amount")]
    [InlineData("most: \"40.00\"", "most: \"4.00\"", 20, "112.00 is left for 9 pieces of 0.01 to 4.00 each, which cannot sum up")]
    [InlineData("pieces: 10,", "pieces: 0,", 20, "'0' is not a whole number from 1")]
    [InlineData("free_order_up_to: \"25.00\"", "free_order_up_to: \"25.00\"\n    amount_off: \"5.00\"", 10, "exactly one of")]
    [InlineData("friend_gets: friend", "friend_gets: frend", 30, "there is no wave 'frend' (did you mean 'friend'?)")]
    [InlineData("you_get: thanks", "you_get: friend", 30, "could not be told from thanks")]
    [InlineData("friend_gets: friend", "friend_gets: packets", 20, "a friend gets a voucher")]
    [InlineData("id: packets", "id: free", 17, "the wave 'free' is already in")]
    [InlineData("categories: [milk_tea]", "categories: [milk_te]", 8, "did you mean 'milk_tea'?")]
    [InlineData("version: 1", "vers: 1", 2, "has no key 'vers'")]
    [InlineData("code: MILKTEA", "code: [", 1, "not valid YAML")]
    public void What_contradicts_itself_is_told_with_file_line_and_what_to_change(string right, string wrong, int line, string told)
    {
        var error = Should.Throw<ShopException>(() => TestCampaigns.Read(TestCampaigns.Spring.Replace(right, wrong, StringComparison.Ordinal)));

        error.Code.ShouldBe("campaign_broken");
        error.Message.ShouldContain(told);
        error.Message.ShouldStartWith("campaign, line ");
        if (line != 30 && line != 20 || told.Contains("pieces", StringComparison.Ordinal)) error.Message.ShouldStartWith($"campaign, line {line}:");
    }

    [Fact]
    public void Stores_must_be_known_where_the_known_ones_are_given()
    {
        var yaml = TestCampaigns.Spring.Replace("categories: [milk_tea]", "stores: [cloud-leef]", StringComparison.Ordinal);
        Should.Throw<ShopException>(() => CampaignFile.Parse(yaml, "CNY", TestCampaigns.Offset, new CatalogueNames(["cloud-leaf"], [], []))).Message.ShouldContain("did you mean 'cloud-leaf'?");
    }
}
