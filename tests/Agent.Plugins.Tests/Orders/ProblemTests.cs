using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Tests.Payments.Simulation;

namespace Agent.Plugins.Tests.Orders;

public sealed class ProblemTests
{
    [Fact]
    public async Task What_the_person_would_rather_have_is_asked_and_never_assumed()
    {
        await using var shop = new Shop();
        Delivered(shop);

        shop.Run(shop.Orders().ReportProblem(ProblemKind.WrongItem, lines: [1])).Refusal!.Code.ShouldBe(RefusalCode.WishNeeded);

        shop.Script.Trace.ShouldNotContain(l => l.Contains("report"));
    }

    [Theory]
    [InlineData("card")]
    [InlineData("wallet")]
    public async Task A_platform_that_grants_more_than_is_left_gives_back_what_is_left(string method)
    {
        await using var shop = new Shop();
        shop.TopUp(100_00);
        shop.Pay(shop.Offer("qt_1", lines: [(10_00, 2)]), method);
        var asked = shop.Run(shop.Orders().RequestCancellation(null, [new LineChoice(1, 1)])).Value!;
        shop.Decide(asked.Consent).ShouldBeOfType<ConsentOutcome.Cancelled>();
        shop.Platform.Move("lotus-1", OrderState.Delivered);
        Poll(shop);
        shop.Platform.ProblemRefund = Shop.Yuan(23_00);

        var handled = shop.Run(shop.Orders().ReportProblem(ProblemKind.Quality, wish: ProblemWish.Refund)).Value!;

        handled.Refund.ShouldBe(Shop.Yuan(13_00));
        handled.Order.Refunded.ShouldBe(Shop.Yuan(23_00));
        shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("card")]
    [InlineData("wallet")]
    public async Task A_remake_is_an_order_of_its_own_that_costs_nothing_and_names_the_first(string method)
    {
        await using var shop = new Shop();
        shop.TopUp(100_00);
        shop.Platform.Remakes = true;
        var first = Delivered(shop, method);

        var handled = shop.Run(shop.Orders().ReportProblem(ProblemKind.WrongItem, lines: [1], wish: ProblemWish.Remake)).Value!;

        var remake = handled.Remake.ShouldNotBeNull();
        (handled.Refund.IsZero, handled.Pending, remake.Quote.Total.IsZero, remake.RemakeOf).ShouldBe((true, false, true, first[^6..].ToUpperInvariant()));
        Poll(shop).ShouldBeEmpty();
        shop.Platform.Move("lotus-1-again", OrderState.PickedUp);
        Poll(shop).ShouldHaveSingleItem().Order.RemakeOf.ShouldBe(first);
        shop.Run(shop.Orders().TrackOrder()).Value!.OrderId.ShouldBe(remake.OrderId);
        shop.Run(shop.Orders().ReportProblem(ProblemKind.WrongItem, first, [1], ProblemWish.Refund)).Refusal!.Code.ShouldBe(RefusalCode.ProblemReported);
        shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_remake_can_be_cancelled_and_gives_back_nothing()
    {
        await using var shop = new Shop();
        shop.Platform.Remakes = true;
        Delivered(shop);
        var remake = shop.Run(shop.Orders().ReportProblem(ProblemKind.WrongItem, wish: ProblemWish.Remake)).Value!.Remake!;

        var cancelled = shop.Decide(shop.Run(shop.Orders().RequestCancellation(remake.OrderId)).Value!.Consent).ShouldBeOfType<ConsentOutcome.Cancelled>();

        (cancelled.Order.State, cancelled.Refund.IsZero, cancelled.Fee.IsZero).ShouldBe((OrderState.Cancelled, true, true));
        shop.Gateway.Payments.Single().Refunded.IsZero.ShouldBeTrue();
    }

    [Fact]
    public async Task Where_a_platform_makes_nothing_again_the_money_comes_back()
    {
        await using var shop = new Shop();
        shop.Platform.ProblemRefund = Shop.Yuan(9_00);
        Delivered(shop);

        var handled = shop.Run(shop.Orders().ReportProblem(ProblemKind.WrongItem, wish: ProblemWish.Remake)).Value!;

        (handled.Remake, handled.Refund).ShouldBe((null, Shop.Yuan(9_00)));
    }

    [Fact]
    public async Task A_report_without_an_answer_yet_is_a_state_and_its_end_is_told_unasked()
    {
        var silent = true;
        await using var shop = new Shop(faults: (_, what) => what == "report" && silent ? Fault.ReplyLost : Fault.None);
        shop.Platform.Remakes = true;
        var first = Delivered(shop);

        var handled = shop.Run(shop.Orders().ReportProblem(ProblemKind.MissingItem, wish: ProblemWish.Remake)).Value!;
        (handled.Pending, handled.Remake, handled.Order.Waiting).ShouldBe((true, null, OrderWait.Problem));
        Poll(shop).ShouldBeEmpty();
        silent = false;
        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);

        Poll(shop).ShouldHaveSingleItem().ShouldSatisfyAllConditions(n => n.What.ShouldBe(OrderHappening.ProblemSettled), n => n.Order.Id.ShouldBe(first));
        shop.Run(shop.Orders().ListOrders()).Value!.Orders.Count(o => o.RemakeOf is not null).ShouldBe(1);
    }

    private static string Delivered(Shop shop, string method = "card")
    {
        var id = shop.Pay(shop.Offer("qt_1"), method).ShouldBeOfType<ConsentOutcome.Paid>().Order.OrderId;
        Poll(shop);
        shop.Platform.Move("lotus-1", OrderState.Delivered);
        Poll(shop);
        return id;
    }

    private static IReadOnlyList<OrderNews> Poll(Shop shop) => shop.Run(shop.Tracker.PollAsync(CancellationToken.None));
}
