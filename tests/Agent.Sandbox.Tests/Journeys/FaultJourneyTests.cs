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

        var asked = journey.Say(Sentences.WrongDrink(language));
        asked.Functions.ShouldNotContain("report_problem", "what the person would have instead is never assumed");
        asked.Completed!.Question!.Choices.Count.ShouldBe(2);

        var reply = journey.Say(Sentences.MoneyBack(language));

        reply.Result<ProblemHandled>().ShouldNotBeNull(reply.Text).Refund.Minor.ShouldBeGreaterThan(0);
        journey.Orders[0].Refunded.ShouldBe(reply.Result<ProblemHandled>()!.Refund);
        journey.LedgerShouldBeSound();
        SpokenFigures.WithoutSource(reply.Text, journey.Events).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void A_wrong_drink_is_made_again_and_followed_to_the_door(Language language)
    {
        using var journey = new Journey(language, "wrong-item");
        journey.Say(Sentences.Order(language));
        journey.Say(Sentences.Yes(language));
        journey.Watch(TimeSpan.FromMinutes(3));
        journey.Say(Sentences.WrongDrink(language));

        var reply = journey.Say(Sentences.MakeAgain(language));

        var remake = reply.Result<ProblemHandled>().ShouldNotBeNull(reply.Text).Remake.ShouldNotBeNull(reply.Text);
        reply.Text.ShouldContain(remake.Number);
        (remake.Quote.Total.Minor, remake.RemakeOf).ShouldBe((0L, Plugins.Orders.OrderViews.Of(journey.Orders[0], language, default).Number));
        journey.Watch(TimeSpan.FromMinutes(3)).ShouldContain(n => n.Order.OrderId == remake.OrderId && n.Order.State == OrderState.Delivered);
        journey.Orders.Count.ShouldBe(2);
        journey.Orders.ShouldAllBe(o => o.Refunded.IsZero);
        journey.LedgerShouldBeSound();
        SpokenFigures.WithoutSource(reply.Text, journey.Events).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void A_dearer_price_after_the_yes_is_asked_anew_with_what_changed(Language language)
    {
        using var journey = new Journey(language);
        var before = journey.Say(Sentences.Order(language)).Payment.ShouldNotBeNull();
        journey.World.Faults.Raise("price-changed");

        var reply = journey.Say(Sentences.Yes(language));

        var refused = reply.Outcome.ShouldBeOfType<ConsentOutcome.Refused>();
        refused.Changes.ShouldNotBeNull().Select(c => c.Field).ShouldContain(ConsentField.Total);
        var again = reply.Payment.ShouldNotBeNull(reply.Text);
        again.Changes.ShouldBe(refused.Changes);
        again.Quote.Total.ShouldBeGreaterThan(before.Quote.Total);
        reply.Text.ShouldContain(Wording.Phrases.Amount(before.Quote.Total, language));
        reply.Text.ShouldContain(Wording.Phrases.Amount(again.Quote.Total, language));
        reply.Completed!.Reason.ShouldBe(StopReason.ConsentOpen);
        SpokenFigures.WithoutSource(reply.Text, journey.Events).ShouldBeEmpty();

        journey.Say(Sentences.Yes(language)).Outcome.ShouldBeOfType<ConsentOutcome.Paid>().Order.Quote.Total.ShouldBe(again.Quote.Total);
        journey.LedgerShouldBeSound();
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void A_late_order_is_offered_for_cancellation_free_of_charge_and_a_yes_only_asks(Language language)
    {
        using var journey = new Journey(language, "courier-late");
        journey.Say(Sentences.Order(language));
        var paid = journey.Say(Sentences.Yes(language)).Outcome.ShouldBeOfType<ConsentOutcome.Paid>().Order;
        IReadOnlyList<OrderChanged> news = [];
        for (var i = 0; i < 120 && news.All(n => !n.FreeToCancel); i++) news = journey.Watch(TimeSpan.FromSeconds(1));
        var late = news.Single(n => n.FreeToCancel).Order;
        (late.MinutesLate, late.LateReason).ShouldSatisfyAllConditions(l => l.MinutesLate.ShouldNotBeNull().ShouldBeGreaterThan(0), l => l.LateReason.ShouldNotBeNullOrWhiteSpace());

        var asked = journey.Say(Sentences.Yes(language));

        var cancel = asked.Asked.ShouldBeOfType<CancellationAsked>(asked.Text);
        (cancel.Fee.IsZero, cancel.Refund, cancel.Order.OrderId).ShouldBe((true, paid.Quote.Total, paid.OrderId));
        journey.Orders[0].IsOpen.ShouldBeTrue("a yes to an offer cancels nothing");
        journey.Say(Sentences.Yes(language)).Outcome.ShouldBeOfType<ConsentOutcome.Cancelled>().Refund.ShouldBe(paid.Quote.Total);
        journey.LedgerShouldBeSound();
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
