using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;

namespace Agent.Sandbox.Tests.Journeys;

/// <summary>The sentence that the project is for, from the first word to the door.</summary>
public sealed class MainJourneyTests
{
    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void One_sentence_and_a_yes_bring_it_to_the_door(Language language)
    {
        using var journey = new Journey(language);

        var asked = journey.Say(Sentences.Order(language));

        var payment = asked.Payment.ShouldNotBeNull(asked.Text);
        var line = payment.Quote.Lines.ShouldHaveSingleItem();
        (line.ItemId, line.Quantity).ShouldBe((TaroMilkTea(journey), 2));
        line.ChoiceIds.ShouldBe(["size.large", "sugar.half", "ice.none"], ignoreOrder: true);
        payment.Quote.Delivery.AddressId.ShouldBe("office");
        var comparison = asked.Result<Plugins.Pricing.Comparison>().ShouldNotBeNull();
        (comparison.Ranked.Count + comparison.Others.Count).ShouldBe(3);
        payment.Quote.Total.ShouldBe(comparison.Ranked.Min(q => q.Quote.Total));
        comparison.Ranked.ShouldAllBe(q => asked.Text.Contains(q.Quote.PlatformName));
        comparison.Others.ShouldAllBe(o => asked.Text.Contains(o.PlatformName));
        journey.Orders.ShouldBeEmpty("nothing moves before the yes");

        var paid = journey.Say(Sentences.Yes(language));

        paid.Outcome.ShouldBeOfType<ConsentOutcome.Paid>(paid.Text).Order.Quote.Total.ShouldBe(payment.Quote.Total);
        var news = journey.Watch(TimeSpan.FromMinutes(3));
        news.Select(n => n.Order.State).ShouldBe([OrderState.Accepted, OrderState.Preparing, OrderState.Ready, OrderState.PickedUp, OrderState.Delivered]);
        journey.Orders.ShouldHaveSingleItem().State.ShouldBe(OrderState.Delivered);
        journey.LedgerShouldBeSound();
        SpokenFigures.WithoutSource(asked.Text + paid.Text, journey.Events).ShouldBeEmpty();
    }

    [Fact]
    public void The_three_sentences_give_the_same_order()
    {
        var orders = Enum.GetValues<Language>().Select(language =>
        {
            using var journey = new Journey(language);
            journey.Say(Sentences.Order(language));
            journey.Say(Sentences.Yes(language));
            var quote = journey.Orders.ShouldHaveSingleItem().Quote;
            return (quote.PlatformId, quote.StoreId, quote.Total, Lines: string.Join(';', quote.Lines.Select(l => $"{l.ItemId} {string.Join(',', l.ChoiceIds)} {l.Quantity}")));
        }).ToArray();

        orders.Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void Yes_but_three_pays_nothing_and_asks_anew(Language language)
    {
        using var journey = new Journey(language);
        var first = journey.Say(Sentences.Order(language)).Payment.ShouldNotBeNull();

        var second = journey.Say(Sentences.YesButThree(language));

        journey.Orders.ShouldBeEmpty();
        second.Outcome.ShouldBeOfType<ConsentOutcome.Declined>();
        second.Payment.ShouldNotBeNull(second.Text).Quote.Lines.ShouldHaveSingleItem().Quantity.ShouldBe(3);
        second.Payment!.Consent.Id.ShouldNotBe(first.Consent.Id);
        journey.Say(Sentences.Yes(language)).Outcome.ShouldBeOfType<ConsentOutcome.Paid>().Order.Quote.Lines[0].Quantity.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void An_order_can_be_cancelled_with_a_consent_of_its_own(Language language)
    {
        using var journey = new Journey(language);
        journey.Say(Sentences.Order(language));
        journey.Say(Sentences.Yes(language));

        var asked = journey.Say(Sentences.Cancel(language));

        var cancellation = asked.Asked.ShouldBeOfType<CancellationAsked>(asked.Text);
        journey.Orders.ShouldHaveSingleItem().State.ShouldNotBe(OrderState.Cancelled);
        journey.Say(Sentences.Yes(language)).Outcome.ShouldBeOfType<ConsentOutcome.Cancelled>().Refund.ShouldBe(cancellation.Refund);
        journey.Orders.ShouldHaveSingleItem().State.ShouldBe(OrderState.Cancelled);
        journey.LedgerShouldBeSound();
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void One_of_two_can_be_cancelled_and_the_other_arrives(Language language)
    {
        using var journey = new Journey(language);
        journey.Say(Sentences.Order(language));
        var paid = journey.Say(Sentences.Yes(language)).Outcome.ShouldBeOfType<ConsentOutcome.Paid>().Order;

        var asked = journey.Say(Sentences.CancelOne(language));

        var cancellation = asked.Asked.ShouldBeOfType<CancellationAsked>(asked.Text);
        cancellation.Lines.ShouldBe([new LineUnits(1, 1)]);
        var said = journey.Say(Sentences.Yes(language));
        var cancelled = said.Outcome.ShouldBeOfType<ConsentOutcome.Cancelled>(said.Text);
        (cancelled.Refund, cancelled.Fee).ShouldBe((cancellation.Refund, cancellation.Fee));
        cancelled.Refund.ShouldBeLessThan(paid.Quote.Total);
        SpokenFigures.WithoutSource(asked.Text + "\n" + said.Text, journey.Events).ShouldBeEmpty();
        journey.Watch(TimeSpan.FromMinutes(3));
        journey.Orders.ShouldHaveSingleItem().ShouldSatisfyAllConditions(o => o.State.ShouldBe(OrderState.Delivered), o => o.Gone.ShouldBe([new LineUnits(1, 1)]), o => o.Refunded.ShouldBe(cancelled.Refund));
        journey.LedgerShouldBeSound();
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void A_refund_that_is_on_its_way_is_said_so_until_it_has_arrived(Language language)
    {
        using var journey = new Journey(language);
        journey.Say(Sentences.Order(language));
        journey.Say(Sentences.Yes(language));
        journey.Say(Sentences.Cancel(language));
        journey.World.Faults.Raise("payment-down");

        var receipt = journey.Say(Sentences.Yes(language));
        var where = journey.Say(Sentences.WhereIsIt(language));
        journey.World.Faults.Lift("payment-down");
        var news = journey.Watch(TimeSpan.FromSeconds(10));

        var bank = language switch { Language.Chinese => "发卡行", Language.German => "Bank deiner Karte", _ => "card's bank" };
        receipt.Outcome.ShouldBeOfType<ConsentOutcome.Cancelled>().Order.Refunding.ShouldNotBeNull();
        receipt.Text.ShouldContain(bank);
        where.Text.ShouldContain(bank);
        news.ShouldContain(n => n.What == OrderHappening.Refunded && n.Order.Refunding == null);
        journey.LedgerShouldBeSound();
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void The_last_order_can_be_repeated(Language language)
    {
        using var journey = new Journey(language);

        var reply = journey.Say(Sentences.SameAgain(language));

        reply.Functions.ShouldContain("reorder", reply.Text);
        reply.Result<Plugins.Baskets.BasketView>().ShouldNotBeNull(reply.Text).Lines.ShouldNotBeEmpty();
    }

    private static string TaroMilkTea(Journey journey) =>
        journey.World.Catalogue.Platforms.SelectMany(p => journey.World.Catalogue.MenusOf(p.Id)).SelectMany(m => m.Items).First(i => i.Name.English == "Taro Milk Tea").Id;
}
