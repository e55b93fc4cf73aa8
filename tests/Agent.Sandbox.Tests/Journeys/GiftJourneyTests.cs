using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Payments;
using Agent.Plugins.People;

namespace Agent.Sandbox.Tests.Journeys;

/// <summary>Something for a friend: the address in the chat, the price for nobody but who pays.</summary>
public sealed class GiftJourneyTests
{
    [Theory]
    [InlineData(Language.English, "add Mei's address: 12 Lake Road", "lakeside", "two large taro milk teas, half sugar, as cheap as possible, send it to Mei", "Mei", "share my order")]
    [InlineData(Language.Chinese, "添加小美的地址：湖滨路12号", "lakeside", "两杯大杯香芋奶茶，半糖，越便宜越好，送给小美", "小美", "分享订单")]
    [InlineData(Language.German, "neue Adresse für Mei: Seestraße 12", "lakeside", "zwei große Taro-Milchtees, halber Zucker, so billig wie möglich, als Geschenk für Mei", "Mei", "teile meine Bestellung")]
    public async Task A_friend_gets_it_and_sees_no_price(Language language, string add, string zone, string order, string friend, string share)
    {
        using var journey = new Journey(language);
        journey.Say(add).Completed!.Question.ShouldNotBeNull().Choices.Select(c => c.Id).ShouldContain(zone);
        journey.Say(zone).Result<AddressSaved>().ShouldNotBeNull().Recipient.ShouldBe(friend);

        var asked = journey.Say(order);

        var quote = asked.Payment.ShouldNotBeNull(asked.Text).Quote;
        quote.Delivery.Gift.ShouldBe(new GiftTo(friend));
        quote.Delivery.Label.ShouldBe(friend);
        asked.Text.ShouldContain(Wording.Phrases.Amount(quote.Total, language));
        SpokenFigures.WithoutSource(asked.Text, journey.Events).ShouldBeEmpty();
        journey.Say(Sentences.Yes(language)).Outcome.ShouldBeOfType<ConsentOutcome.Paid>().Order.Quote.Total.ShouldBe(quote.Total);

        var placed = journey.Orders.ShouldHaveSingleItem();
        var platform = journey.World.Platforms.Single(p => p.Info.Id == placed.Quote.PlatformId);
        var slip = (await platform.TrackAsync(placed.PlatformOrderId!, default)).ShouldNotBeNull().Slip.ShouldNotBeNull();
        (slip.Recipient, slip.Total).ShouldBe((friend, null));
        slip.Lines.ShouldAllBe(l => l.UnitPrice == null);

        var told = journey.Say(share);
        told.Text.ShouldContain(friend);
        told.Text.ShouldContain(quote.StoreName);
        foreach (var amount in quote.Lines.Select(l => l.UnitPrice).Concat(quote.Fees.Select(f => f.Amount)).Append(quote.Total).Append(quote.Subtotal))
            told.Text.ShouldNotContain(Wording.Phrases.Amount(amount, language));
        foreach (var mark in new[] { "¥", "元", "CNY" }) told.Text.ShouldNotContain(mark);
        journey.LedgerShouldBeSound();
    }

    [Fact]
    public void An_address_that_was_just_added_takes_only_a_small_order()
    {
        using var journey = new Journey(Language.English);
        journey.Say("add Mei's address: 12 Lake Road, lakeside");

        var reply = journey.Say("thirty large taro milk teas to Mei");

        reply.Payment.ShouldBeNull(reply.Text);
        reply.Text.ShouldContain("is new");
    }
}
