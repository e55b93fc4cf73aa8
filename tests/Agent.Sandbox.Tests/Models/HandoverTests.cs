using Agent.Models;
using Agent.Plugins.Orders;
using Agent.Sandbox.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Agent.Sandbox.Tests.Models;

/// <summary>The same conversations by express, by a model, and by a model that is killed at each of its rounds.</summary>
public sealed class HandoverTests(ITestOutputHelper output)
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Conversation.All.Count)];

    [Fact]
    public void There_are_ten() => Conversation.All.Count.ShouldBe(10);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_model_orders_what_express_orders(int number)
    {
        var conversation = Conversation.All[number];

        var byModel = Run(conversation, new PlannedModel(conversation.Plans));

        byModel.ShouldBe(Run(conversation, null), conversation.Name);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Killed_at_any_round_it_loses_nothing_and_orders_nothing_twice(int number)
    {
        var conversation = Conversation.All[number];
        var expected = Run(conversation, null);
        var whole = new PlannedModel(conversation.Plans);
        Run(conversation, whole);
        whole.Asked.ShouldBeGreaterThan(3);

        var points = 0;
        for (var round = 0; round < whole.Asked; round++)
        {
            foreach (var isBack in new[] { false, true })
            {
                var model = new PlannedModel(conversation.Plans) { DiesAt = round, LastWords = isBack ? "Let me see what I" : null, ComesBack = isBack };
                Run(conversation, model).ShouldBe(expected, $"{conversation.Name}, killed at round {round} of {whole.Asked}, {(isBack ? "in the middle of its words, and back with the next message" : "before its first word, and for good")}");
                points++;
            }
        }

        output.WriteLine($"{conversation.Name}: {points} of {whole.Asked * 2} handovers gave {expected}");
    }

    /// <returns>The orders, as one text; every turn must have ended well.</returns>
    private static string Run(Conversation conversation, PlannedModel? model)
    {
        using var journey = new Journey(
            conversation.Language,
            services =>
            {
                if (model is not null) services.AddSingleton(new ModelRung("planned", model, new ModelLimits { Retries = 0 }));
            });
        foreach (var line in conversation.Lines)
        {
            var reply = journey.Say(line);
            reply.Completed.ShouldNotBeNull($"{conversation.Name}: '{line}' failed: {reply.Text}");
            reply.Events.OfType<TurnFailed>().ShouldBeEmpty();
            (reply.Text.Length > 0 || reply.Asked is not null).ShouldBeTrue($"{conversation.Name}: nothing was said to '{line}'");
        }

        journey.LedgerShouldBeSound();
        journey.Orders.ShouldHaveSingleItem(conversation.Name + ": " + string.Join(" | ", journey.Events.OfType<TextDelta>().Select(t => t.Text)));
        return string.Join("; ", journey.Orders.Select(Text));
    }

    private static string Text(Order order) =>
        $"{order.Quote.PlatformId} {order.Quote.Total} {order.State} to {order.Quote.Delivery.AddressId}: "
        + string.Join(", ", order.Quote.Lines.OrderBy(l => l.ItemId, StringComparer.Ordinal).Select(l => $"{l.Quantity} {l.ItemId} {string.Join('+', l.ChoiceIds.Order(StringComparer.Ordinal))}"));
}
