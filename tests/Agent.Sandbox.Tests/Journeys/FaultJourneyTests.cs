using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;

namespace Agent.Sandbox.Tests.Journeys;

/// <summary>Each fault, in each language: it says what failed, what is kept and what works next; the basket survives; the order finishes once the fault is gone.</summary>
public sealed class FaultJourneyTests
{
    public static TheoryData<Language, string> Every()
    {
        var all = new TheoryData<Language, string>();
        foreach (var language in Enum.GetValues<Language>())
            foreach (var fault in (string[])["platform-down", "platform-down:all", "platform-slow", "platform-slow:all", "platform-unknown", "payment-down", "payment-declined", "payment-timeout", "sold-out", "price-changed", "store-closed"])
                all.Add(language, fault);
        return all;
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void The_order_finishes_once_the_fault_is_gone(Language language, string fault)
    {
        using var journey = new Journey(language);
        // The basket is there before the fault strikes, as on the worst minute of a good day.
        var before = journey.Say(Sentences.Order(language)).Payment.ShouldNotBeNull();
        journey.World.Faults.Raise(fault);

        var said = new List<Reply> { journey.Say(Sentences.Yes(language)) };
        if (journey.Orders.All(o => o.State == OrderState.Cancelled)) said.Add(journey.Say(Sentences.Pay(language)));
        if (said[^1].Payment is not null && !fault.EndsWith("changed", StringComparison.Ordinal)) said.Add(journey.Say(Sentences.Yes(language)));
        foreach (var reply in said)
        {
            reply.Text.ShouldNotBeNullOrWhiteSpace();
            Guarding.NoHands.Claims(reply.Text).ShouldBeFalse(reply.Text);
        }

        journey.World.Faults.Lift(fault);
        journey.Watch(TimeSpan.FromSeconds(10));
        for (var tries = 0; tries < 3 && journey.Orders.All(o => o.State == OrderState.Cancelled); tries++)
        {
            var basket = journey.Say(Sentences.Basket(language)).Result<Plugins.Baskets.BasketView>().ShouldNotBeNull();
            basket.Lines.ShouldHaveSingleItem().ItemId.ShouldBe(before.Quote.Lines[0].ItemId, "the basket survives");
            var again = journey.Say(Sentences.Pay(language));
            again.Payment.ShouldNotBeNull(again.Text);
            journey.Say(Sentences.Yes(language));
        }

        journey.Watch(TimeSpan.FromMinutes(3));
        journey.Orders.Where(o => o.State != OrderState.Cancelled).ShouldHaveSingleItem(string.Join("\n", said)).State.ShouldBe(OrderState.Delivered);
        journey.LedgerShouldBeSound();
        SpokenFigures.WithoutSource(string.Join("\n", said), journey.Events).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void One_platform_down_is_named_and_the_others_serve(Language language)
    {
        using var journey = new Journey(language, "platform-down");

        var reply = journey.Say(Sentences.Order(language));

        reply.Payment.ShouldNotBeNull(reply.Text);
        var comparison = reply.Result<Plugins.Pricing.Comparison>()!;
        var down = comparison.Others.Single(o => o.Refusal.Code == RefusalCode.Unavailable);
        reply.Text.ShouldContain(down.PlatformName);
        Guarding.NoHands.Claims(reply.Text).ShouldBeFalse();
        journey.Say(Sentences.Yes(language)).Outcome.ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void All_platforms_down_from_the_start_are_named_and_the_same_words_work_later(Language language)
    {
        using var journey = new Journey(language, "platform-down:all");

        var reply = journey.Say(Sentences.Order(language));

        journey.World.Platforms.ShouldAllBe(p => reply.Text.Contains(p.Info.Name));
        journey.World.Faults.Lift("platform-down");
        journey.Watch(TimeSpan.FromMinutes(1));
        journey.Say(Sentences.Order(language)).Payment.ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void A_wrong_drink_is_put_right(Language language)
    {
        using var journey = new Journey(language, "wrong-item");
        journey.Say(Sentences.Order(language));
        journey.Say(Sentences.Yes(language));
        journey.Watch(TimeSpan.FromMinutes(3));
        journey.Orders.ShouldHaveSingleItem().State.ShouldBe(OrderState.Delivered);

        var reply = journey.Say(Sentences.WrongDrink(language));

        reply.Result<ProblemHandled>().ShouldNotBeNull(reply.Text).Refund.Minor.ShouldBeGreaterThan(0);
        journey.Orders[0].Refunded.ShouldBe(reply.Result<ProblemHandled>()!.Refund);
        journey.LedgerShouldBeSound();
        SpokenFigures.WithoutSource(reply.Text, journey.Events).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void What_has_run_out_or_become_dearer_is_named(Language language)
    {
        foreach (var fault in (string[])["sold-out", "price-changed"])
        {
            using var journey = new Journey(language, fault);
            var item = journey.Say(Sentences.Order(language)).Payment.ShouldNotBeNull().Quote.Lines[0].Name;

            var reply = journey.Say(Sentences.Yes(language));

            reply.Text.ShouldContain(item);
            reply.Text.ShouldNotContain(" 0 ");
        }
    }
}
