using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;

namespace Agent.Tests.Express;

public sealed class OrderDialogueTests
{
    [Fact]
    public async Task The_only_open_order_is_asked_to_be_cancelled()
    {
        var order = Order();
        var table = Table.In(Language.English)
            .When("list_orders", new OrderList([order]))
            .When("request_cancellation", new CancellationAsked(new ConsentRequest("c", ConsentPurpose.Cancel, "ord_1", "h", Table.Yuan(0), null, default), order, Table.Yuan(0), Table.Yuan(24.5m)));

        (await table.Say("cancel my order")).ShouldContain("¥24.50");

        table.Argument("request_cancellation", "order_id").ShouldBe("ord_1");
    }

    [Fact]
    public async Task A_missing_item_of_a_single_line_is_reported_at_once_where_the_wish_is_said()
    {
        var order = Order() with { State = OrderState.Delivered };
        var table = Table.In(Language.English).When("track_order", order).When("report_problem", new ProblemHandled(order, Table.Yuan(36), false));

        (await table.Say("the taro milk tea is missing, money back please")).ShouldContain("¥36.00");

        table.Argument("report_problem", "lines").ShouldBe(new[] { 1 });
        table.Argument("report_problem", "wish").ShouldBe(ProblemWish.Refund);
    }

    [Theory]
    [InlineData(Language.English, "cancel one of the taro milk teas", 1)]
    [InlineData(Language.English, "cancel the taro milk tea", null)]
    [InlineData(Language.Chinese, "取消一杯taro milk tea", 1)]
    [InlineData(Language.German, "storniere die taro milk teas", null)]
    public async Task Lines_that_are_named_are_asked_to_be_cancelled(Language language, string said, int? units)
    {
        var order = Order();
        var table = Table.In(language)
            .When("list_orders", new OrderList([order]))
            .When("request_cancellation", new CancellationAsked(new ConsentRequest("c", ConsentPurpose.Cancel, "ord_1", "h", Table.Yuan(2), null, default), order, Table.Yuan(2), Table.Yuan(16)) { Lines = [new LineUnits(1, 1)] });
        table.State = table.State with { Order = order };

        var text = await table.Say(said);

        table.Argument("request_cancellation", "lines").ShouldBe(new[] { new LineChoice(1, units) }, text);
        text.ShouldContain("Taro Milk Tea");
    }

    [Theory]
    [InlineData(Language.English, "yes please")]
    [InlineData(Language.English, "cancel it")]
    [InlineData(Language.Chinese, "好的")]
    [InlineData(Language.German, "ja")]
    public async Task A_late_order_that_was_offered_is_the_one_that_is_asked_to_be_cancelled(Language language, string said)
    {
        var late = Order() with { OrderId = "ord_late" };
        var table = Table.In(language)
            .When("list_orders", new OrderList([Order(), late]))
            .When("request_cancellation", new CancellationAsked(new ConsentRequest("c", ConsentPurpose.Cancel, "ord_late", "h", Table.Yuan(0), null, default), late, Table.Yuan(0), Table.Yuan(24.5m)));
        table.State = table.State with { Late = late };

        (await table.Say(said)).ShouldContain("24");

        table.Argument("request_cancellation", "order_id").ShouldBe("ord_late");
    }

    [Theory]
    [InlineData(Language.English, "where is it", "the card's bank has not confirmed it yet", "has not said yet whether it is cancelled")]
    [InlineData(Language.Chinese, "到哪了", "发卡行还没有确认", "还没有确认取消")]
    [InlineData(Language.German, "wo ist meine Bestellung", "die Bank deiner Karte hat es noch nicht bestätigt", "hat noch nicht gesagt, ob sie storniert ist")]
    public async Task What_is_pending_is_said_in_words(Language language, string said, string refund, string cancellation)
    {
        var order = Order() with { Refunding = Table.Yuan(9), Waiting = OrderWait.Cancellation, Gone = [new LineUnits(1, 1)] };
        var table = Table.In(language).When("track_order", order).When("list_orders", new OrderList([order]));

        var text = await table.Say(said);

        text.ShouldSatisfyAllConditions(t => t.ShouldContain(refund), t => t.ShouldContain(cancellation), t => t.ShouldContain("1 × "));
    }

    [Fact]
    public async Task A_wish_that_was_not_said_is_asked_once_and_its_answer_goes_on()
    {
        var order = Order() with { State = OrderState.Delivered };
        var remake = Order() with { OrderId = "ord_2", Number = "XYZ789" };
        var table = Table.In(Language.English).When("track_order", order).When("report_problem", new ProblemHandled(order, Table.Yuan(0), false) { Remake = remake });

        (await table.Say("the taro milk tea is missing")).ShouldContain("made again");
        table.Calls.ShouldNotContain(c => c.Name == "report_problem");
        table.Question!.Choices.Count.ShouldBe(2);
        (await table.Say("1")).ShouldContain("XYZ789");

        table.Argument("report_problem", "wish").ShouldBe(ProblemWish.Remake);
        table.Argument("report_problem", "kind").ShouldBe(ProblemKind.MissingItem);
    }

    [Fact]
    public async Task A_problem_with_what_has_not_arrived_is_not_reported()
    {
        var table = Table.In(Language.English).When("track_order", Order());

        (await table.Say("the taro milk tea is missing")).ShouldContain("ProblemTooEarly");
    }

    private static OrderView Order()
    {
        var quote = Table.Quote("qt_1", "Swift Bowl", 24.5m);
        return new("ord_1", "ABC123", OrderState.Placed, quote, "card", [], default, default, quote.Delivery.Until, 20, null, null, null, Table.Yuan(0));
    }
}
