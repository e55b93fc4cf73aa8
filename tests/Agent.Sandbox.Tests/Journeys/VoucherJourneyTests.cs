using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Plugins.Vouchers;
using Agent.Wording;

namespace Agent.Sandbox.Tests.Journeys;

/// <summary>What vouchers save, why, and what else they could.</summary>
public sealed class VoucherJourneyTests
{
    [Theory]
    [InlineData(Language.English, "why do I save that much?", "20% of ¥38.00 = ¥7.60")]
    [InlineData(Language.Chinese, "为什么省这么多？", "¥38.00的20% = ¥7.60")]
    [InlineData(Language.German, "Warum spare ich so viel?", "20 % von 38,00 ¥ = 7,60 ¥")]
    public void Why_so_much_is_saved_is_told_voucher_by_voucher(Language language, string question, string percent)
    {
        using var journey = new Journey(language);
        var quote = journey.Say(Sentences.Order(language)).Payment.ShouldNotBeNull().Quote;

        var told = journey.Say(question);

        told.Text.ShouldContain(percent);
        foreach (var discount in quote.Discounts)
        {
            told.Text.ShouldContain(discount.Title);
            told.Text.ShouldContain(Phrases.Amount(discount.Amount, language));
        }

        journey.Orders.ShouldBeEmpty();
        SpokenFigures.WithoutSource(told.Text, journey.Events).ShouldBeEmpty();
    }

    [Fact]
    public void Before_anything_is_priced_there_is_nothing_to_explain_and_it_says_what_to_do()
    {
        using var journey = new Journey(Language.English);
        journey.Say("how is that worked out?").Text.ShouldStartWith("Nothing is priced yet.");
    }

    [Theory]
    [InlineData(Language.English, "¥12 off from ¥60", "\n¥3.00 more and “¥12 off from ¥60” takes off ¥12.00, ¥4.00 more than without it.\n")]
    [InlineData(Language.Chinese, "满60减12", "\n再加¥3.00，“满60减12”就能减¥12.00，比不用它多减¥4.00。\n")]
    [InlineData(Language.German, "12 ¥ Rabatt ab 60 ¥", "\nNoch 3,00 ¥ mehr, und „12 ¥ Rabatt ab 60 ¥“ nimmt 12,00 ¥ weg, 4,00 ¥ mehr als ohne ihn.\n")]
    public void A_voucher_that_would_fit_if_the_basket_were_a_little_larger_is_named_in_one_line(Language language, string title, string line)
    {
        using var journey = new Journey(language);
        journey.Say(Sentences.Order(language)).Text.ShouldNotContain(title, customMessage: "what is missing is more than it takes off");
        var three = journey.Say(Sentences.YesButThree(language));
        three.Text.ShouldContain(line);
        SpokenFigures.WithoutSource(three.Text, journey.Events).ShouldBeEmpty();
    }

    [Fact]
    public void A_way_to_pay_that_a_voucher_needs_is_priced_anew_and_paid_by()
    {
        using var journey = new Journey(Language.English);
        var byCard = journey.Say("three kung pao chicken rice to the office").Payment.ShouldNotBeNull();

        var asked = journey.Say("pay from my wallet");

        var byWallet = asked.Payment.ShouldNotBeNull(asked.Text);
        byWallet.Consent.Method.ShouldBe("wallet");
        byWallet.Quote.Discounts.Select(d => d.VoucherCode).ShouldBe(["SWIFT-MEAL-15", "SWIFT-WALLET-4", "SPRING-FREE-ORDER"]);
        byWallet.Quote.Total.ShouldBe(byCard.Quote.Total - new Money(4_00, "CNY"));
        journey.Say("yes").Outcome.ShouldBeOfType<ConsentOutcome.Paid>();
        journey.LedgerShouldBeSound();
    }

    [Fact]
    public void Of_the_past_it_says_what_has_ended_and_what_a_voucher_waits_for()
    {
        using var journey = new Journey(Language.English);
        var reply = journey.Say("which vouchers do I have?");
        var list = reply.Result<VoucherList>().ShouldNotBeNull();
        list.Vouchers.Single(v => v.Code == "SWIFT-NIGHT-RIDE").UsableNow.ShouldBeFalse();
        reply.Text.ShouldContain("Free delivery at night (SWIFT-NIGHT-RIDE), only on Swift Bowl, until 31 December; it counts from 21:00");
        list.Past.ShouldHaveSingleItem().Code.ShouldBe("MAGPIE-JANUARY-15");
        reply.Text.ShouldContain("¥15 off in January (MAGPIE-JANUARY-15): ended on 31 January");
        SpokenFigures.WithoutSource(reply.Text, journey.Events).ShouldBeEmpty();
    }
}
