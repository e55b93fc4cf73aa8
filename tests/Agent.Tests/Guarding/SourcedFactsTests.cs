using Agent.Conversations;
using Agent.Guarding;
using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;

namespace Agent.Tests.Guarding;

public sealed class SourcedFactsTests
{
    [Theory]
    [InlineData(Language.English, "Magpie Dash comes to a total of ¥21.", "Magpie Dash comes to a total of ¥7.16.")]
    [InlineData(Language.English, "**Lotus Go** – total: **¥21**, nothing else.", "**Lotus Go** – total: **¥10.20**, nothing else.")]
    [InlineData(Language.English, "Swift Bowl takes ninety-nine yuan. Magpie Dash: total ninety-nine yuan.", null)]
    [InlineData(Language.English, "Swift Bowl is quick.\nMagpie Dash: total ninety-nine yuan.", "Swift Bowl is quick.\nMagpie Dash: total ¥7.16.")]
    [InlineData(Language.English, "The delivery fee of Lotus Go is ¥9.", "The delivery fee of Lotus Go is ¥5.00.")]
    [InlineData(Language.English, "The total is ¥21.", null)]
    [InlineData(Language.English, "Magpie Dash and Lotus Go have a total of ¥21.", null)]
    [InlineData(Language.English, "Magpie Dash is in total ¥21 less.", null)]
    [InlineData(Language.English, "Magpie Dash saves you a total of ¥21 off.", null)]
    [InlineData(Language.English, "With Magpie Dash you save ¥99.", null)]
    [InlineData(Language.English, "Magpie Dash totals ¥99.", null)]
    [InlineData(Language.English, "Magpie Dash: total ¥7.16, packaging ¥9.10.", null)]
    [InlineData(Language.English, "The total at Magpie Dash is ¥9–10.", null)]
    [InlineData(Language.Chinese, "鹊达一共21.5元。", "鹊达一共¥7.16。")]
    [InlineData(Language.Chinese, "莲花购合计九十九块。", "莲花购合计¥10.20。")]
    [InlineData(Language.Chinese, "飞碗的配送费是9元。", "飞碗的配送费是¥6.00。")]
    [InlineData(Language.Chinese, "鹊达一共省了99元。", null)]
    [InlineData(Language.Chinese, "一共99元。", null)]
    [InlineData(Language.German, "Bei Magpie Dash sind es zusammen 21,50 ¥.", "Bei Magpie Dash sind es zusammen 7,16 ¥.")]
    [InlineData(Language.German, "Lotus Go, insgesamt neunzig Yuan.", "Lotus Go, insgesamt 10,20 ¥.")]
    [InlineData(Language.German, "Die Liefergebühr von Swift Bowl ist 9,00 ¥.", "Die Liefergebühr von Swift Bowl ist 6,00 ¥.")]
    [InlineData(Language.German, "Mit Magpie Dash sparst du insgesamt 99 ¥.", null)]
    public void An_amount_is_replaced_where_its_sentence_names_what_it_is_of(Language language, string text, string? repaired)
    {
        var state = new DialogueState { Language = language, Now = VirtualTime.Noon, Comparison = new TeaRound(language).Compared() };

        // Of a number word that comes letter by letter the first are shown before it can be known; it is then withdrawn.
        int[] sizes = text.Any(char.IsDigit) ? [1, 3, 1000] : [1000];
        foreach (var size in sizes) Repair(language, text, state, size).ShouldBe(repaired, $"in pieces of {size}");
    }

    [Theory]
    [InlineData(Language.English, "Shall I go ahead? The total is ¥21.", "Shall I go ahead? The total is ¥7.16.")]
    [InlineData(Language.Chinese, "合计：99元", "合计：¥7.16")]
    [InlineData(Language.German, "Gesamt: 99 ¥", "Gesamt: 7,16 ¥")]
    public void With_one_quote_there_is_nothing_to_choose(Language language, string text, string repaired)
    {
        var quote = new TeaRound(language).Compared().Ranked[0].Quote;
        var asked = new PaymentAsked(new ConsentRequest("cns_1", ConsentPurpose.Pay, quote.Id, "hash", quote.Total, "wallet", VirtualTime.Noon), quote, new PaymentMethod("wallet", "wallet", null));
        Repair(language, text, new DialogueState { Language = language, Now = VirtualTime.Noon, OpenConsent = asked }, 4).ShouldBe(repaired);
    }

    [Theory]
    [InlineData(Language.English, "Your order arrives at 1:50 pm.", "Your order arrives at 12:34")]
    [InlineData(Language.English, "Order 54Q524 is expected at 13:50, enjoy!", "Order 54Q524 is expected at 12:34, enjoy!")]
    [InlineData(Language.English, "It arrives at 13:50.", null)]
    [InlineData(Language.English, "Your order was placed at 13:50.", null)]
    [InlineData(Language.English, "Your order arrives between 13:50 and 14:10.", null)]
    [InlineData(Language.Chinese, "订单预计下午一点五十分送到。", null)]
    [InlineData(Language.Chinese, "订单送达时间：13:50。", "订单送达时间：12:34。")]
    [InlineData(Language.German, "Deine Bestellung kommt um 13:50 Uhr.", "Deine Bestellung kommt um 12:34 Uhr.")]
    public void The_time_of_the_one_order_is_replaced(Language language, string text, string? repaired)
    {
        var state = new DialogueState { Language = language, Now = VirtualTime.Noon, Order = new TeaRound(language).Order() };
        var said = Repair(language, text, state, 3);
        if (repaired is null) said.ShouldBeNull();
        else said.ShouldNotBeNull().ShouldStartWith(repaired);
    }

    [Fact]
    public void With_two_orders_or_a_quote_as_well_no_time_is_sure()
    {
        var order = new TeaRound(Language.English).Order();
        var state = new DialogueState { Language = Language.English, Now = VirtualTime.Noon, Order = order };
        Repair(Language.English, "Your order arrives at 13:50.", state with { Orders = new OrderList([order, order]) }, 5).ShouldBeNull();
        Repair(Language.English, "Your order arrives at 13:50.", state with { Comparison = new TeaRound(Language.English).Compared() }, 5).ShouldBeNull();
    }

    /// <returns>Null where it was refused.</returns>
    private static string? Repair(Language language, string text, DialogueState state, int size)
    {
        var guard = new TeaRound(language).Guard((figure, before, after) => SourcedFacts.Find(figure, before, after, state, TeaRound.Zone));
        var shown = "";
        for (var at = 0; at < text.Length; at += size) shown += guard.Push(text.Substring(at, Math.Min(size, text.Length - at)));
        shown += guard.Finish();
        return guard.Refused is null ? shown : null;
    }
}
