using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace Agent.Sandbox.Tests.Journeys;

/// <summary>Parties that are never there: a platform and a gateway that answer nothing whatever they are asked.</summary>
public sealed class UnavailableJourneyTests
{
    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void A_fourth_platform_that_never_answers_is_named_and_the_three_serve(Language language)
    {
        var silent = new Mock<IPlatform>(MockBehavior.Loose) { DefaultValueProvider = new Silence() };
        silent.SetupGet(p => p.Info).Returns(new PlatformInfo("aaa", "Silent Fork", "CNY", HasFeed: false, PublishesVoucherTerms: true));
        using var journey = new Journey(language, services => services.AddSingleton(silent.Object));

        var reply = journey.Say(Sentences.Order(language));

        reply.Result<Comparison>().ShouldNotBeNull().Others.ShouldHaveSingleItem().PlatformName.ShouldBe("Silent Fork");
        reply.Text.ShouldContain("Silent Fork");
        journey.Say(Sentences.Yes(language)).Outcome.ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public void With_a_gateway_that_never_answers_nothing_is_placed_and_the_order_is_honestly_pending(Language language)
    {
        var silent = new Mock<IPaymentGateway>(MockBehavior.Loose) { DefaultValueProvider = new Silence() };
        using var journey = new Journey(language, services => services.AddSingleton(silent.Object));
        journey.Say(Sentences.Order(language));

        var reply = journey.Say(Sentences.Yes(language));

        reply.Outcome.ShouldBeOfType<ConsentOutcome.Pending>(reply.Text);
        journey.Orders.ShouldHaveSingleItem().State.ShouldBe(OrderState.Pending);
        silent.Verify(g => g.CaptureAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
        Guarding.NoHands.Claims(reply.Text).ShouldBeFalse(reply.Text);
        journey.LedgerShouldBeSound();
    }

    /// <summary>Whatever is asked fails as a party does that cannot be reached.</summary>
    private sealed class Silence : DefaultValueProvider
    {
        protected override object GetDefaultValue(Type type, Mock mock) => throw new ShopException(ShopException.Unavailable, "It does not answer.");
    }
}
