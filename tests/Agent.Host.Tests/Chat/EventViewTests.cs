using Agent.Host.Chat;
using Agent.Host.Terminal;
using Agent.Host.Tests.Cards;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;

namespace Agent.Host.Tests.Chat;

public sealed class EventViewTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly EventView _view;

    public EventViewTests() => _view = new EventView(Screen.Plain(_output), Samples.Book, Samples.City, Language.English);

    [Fact]
    public void An_order_is_shown_from_the_first_word_to_the_door()
    {
        Show(
            new TurnStarted("two taro milk teas", Language.English),
            new ToolStarted("1", "compare_prices", null),
            new ToolFinished("1", "compare_prices", Samples.Comparison()),
            new TextDelta(0, 0, "Kuaima is "),
            new TextDelta(0, 10, "cheapest."),
            new ConsentRequested(Samples.PaymentAsked()),
            new ConsentResolved("cns_1", new ConsentOutcome.Paid(Samples.Order(OrderState.Placed))),
            new OrderChanged(Samples.Order(OrderState.Delivered), OrderState.PickedUp));

        var text = _output.ToString();
        InOrder(text, "Prices compared", "Kuaima is cheapest.\n", "Kuaima · Boba House", "Paid · ABCDEF", "● 12:12  Order ABCDEF, Boba House: delivered. Enjoy!");
        text.ShouldNotContain("comparing");
        text.ShouldNotContain('\u001b');
    }

    [Fact]
    public void The_basket_is_drawn_once_a_turn_and_not_where_prices_follow()
    {
        var basket = new BasketView(1, "boba", "Boba House", [new BasketViewLine("1", "taro", "Taro milk tea", [], ["large"], 1, Samples.Yuan(18), [])], Samples.Yuan(18), new DeliveryView("office", "Office", "88 Century Avenue", false, null), null, null);
        Show(new TurnStarted("x", Language.English), new ToolFinished("1", "update_basket", BasketView0), new ToolFinished("2", "update_basket", basket), new TurnCompleted(StopReason.Answered, null, new TurnUsage(1, 2, 0, 0)));
        Count(_output.ToString(), "Basket").ShouldBe(1);
        _output.ToString().ShouldContain("1 × Taro milk tea");

        _output.GetStringBuilder().Clear();
        Show(new TurnStarted("x", Language.English), new ToolFinished("1", "update_basket", basket), new ToolFinished("2", "compare_prices", Samples.Comparison()), new TextDelta(0, 0, "Done."));
        Count(_output.ToString(), "Basket").ShouldBe(0);
    }

    [Fact]
    public void Only_lines_that_were_shown_are_called_withdrawn()
    {
        Show(new TurnStarted("x", Language.English), new TextDiscarded(0, "unsourced_figure"), new TextDelta(1, 0, "I could not check that."));
        _output.ToString().ShouldNotContain("withdrawn");

        Show(new TurnStarted("x", Language.English), new TextDelta(0, 0, "It costs "), new TextDiscarded(0, "unsourced_figure"), new TextDelta(1, 0, "I could not check that."));
        Count(_output.ToString(), "withdrawn").ShouldBe(1);
    }

    [Fact]
    public void An_empty_basket_is_drawn_where_it_was_emptied_and_not_where_only_its_address_was_set()
    {
        Show(new TurnStarted("x", Language.English), new ToolFinished("1", "set_delivery", BasketView0), new TextDelta(0, 0, "Which one?"));
        Count(_output.ToString(), "Basket").ShouldBe(0);

        Show(new TurnStarted("x", Language.English), new ToolFinished("1", "update_basket", BasketView0), new TextDelta(0, 0, "It is empty now."));
        Count(_output.ToString(), "Basket").ShouldBe(1);
    }

    [Fact]
    public void A_reason_that_is_a_sentence_ends_once()
    {
        foreach (var reason in new[] { "The courier is held up.", "rain" })
        {
            var late = Samples.Order(OrderState.PickedUp) with { MinutesLate = 15, LateReason = reason };
            Show(new OrderChanged(late, OrderState.PickedUp) { What = OrderHappening.Late, FreeToCancel = true });
        }

        _output.ToString().ShouldContain(": The courier is held up. You can");
        _output.ToString().ShouldContain(": rain. You can");
    }

    [Fact]
    public void Words_follow_the_language_of_the_turn()
    {
        Show(new TurnStarted("两杯奶茶", Language.Chinese), new ConsentRequested(Samples.PaymentAsked()));
        _output.ToString().ShouldContain("配送费");
    }

    [Fact]
    public void A_failure_shows_its_id()
    {
        Show(new TurnStarted("x", Language.English), new TurnFailed("internal", "Something went wrong; your basket is kept.", "err_1"));
        _output.ToString().ShouldContain("Something went wrong; your basket is kept. (error err_1)");
    }

    public void Dispose() => _output.Dispose();

    private static BasketView BasketView0 { get; } = new(0, null, null, [], null, new DeliveryView(null, null, null, false, null), null, null);

    private void Show(params TurnEvent[] events)
    {
        foreach (var e in events) _view.Show(e);
    }

    private static void InOrder(string text, params string[] parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            found.ShouldBeGreaterThanOrEqualTo(0, $"'{part}' after {at} in:\n{text}");
            at = found + part.Length;
        }
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
