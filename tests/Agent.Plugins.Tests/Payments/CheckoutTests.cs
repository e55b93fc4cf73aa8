using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Tests.Payments.Simulation;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Payments;

public sealed class CheckoutTests
{
    [Fact]
    public async Task A_yes_pays_and_places_by_card()
    {
        await using var shop = new Shop();

        var paid = shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>().Order;

        paid.State.ShouldBe(OrderState.Placed);
        paid.Number.ShouldBe(paid.OrderId[^6..].ToUpperInvariant());
        paid.Minutes.ShouldBe(30);
        shop.Gateway.Payments.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Status.ShouldBe(PaymentStatus.Captured), p => p.Amount.ShouldBe(Shop.Yuan(24_50)));
        shop.Platform.Orders.Count.ShouldBe(1);
        shop.Balance(LedgerAccount.Gateway).ShouldBe(Shop.Yuan(-24_50));
        shop.Balance(LedgerAccount.Payable("lotus")).ShouldBe(Shop.Yuan(24_50));
        shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_yes_pays_from_the_wallet_and_the_campaign_bears_its_discount()
    {
        await using var shop = new Shop();
        shop.TopUp(100_00);

        shop.Pay(shop.Offer("qt_1", off: 5_00), "wallet").ShouldBeOfType<ConsentOutcome.Paid>();

        shop.Gateway.Payments.ShouldBeEmpty();
        shop.Balance(LedgerAccount.Wallet("demo")).ShouldBe(Shop.Yuan(75_50));
        shop.Balance(LedgerAccount.Hold("demo")).ShouldBe(Shop.Yuan(0));
        shop.Balance(LedgerAccount.Campaign).ShouldBe(Shop.Yuan(-5_00));
        shop.Balance(LedgerAccount.Payable("lotus")).ShouldBe(Shop.Yuan(29_50));
        shop.Read(tx => VoucherUses.InUse(tx, "demo")).ShouldBe(["WELCOME"]);
        shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_declined_card_charges_nothing_and_frees_the_voucher()
    {
        await using var shop = new Shop(faults: (_, what) => what == "authorise" ? Fault.Refused : Fault.None);

        var refusal = shop.Pay(shop.Offer("qt_1", off: 5_00)).ShouldBeOfType<ConsentOutcome.Refused>().Refusal;

        (refusal.Code, refusal.Subject).ShouldBe((RefusalCode.PaymentDeclined, "card"));
        shop.Platform.Orders.ShouldBeEmpty();
        shop.Read(tx => VoucherUses.InUse(tx, "demo")).ShouldBeEmpty();
        shop.Run(shop.Orders().ListOrders()).Value!.Orders.ShouldBeEmpty();
        // The same quote may be tried again, with a new yes.
        shop.Script.Quiet = true;
        shop.Pay(shop.Offer("qt_1", off: 5_00)).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Theory]
    [InlineData("card")]
    [InlineData("wallet")]
    public async Task A_platform_that_refuses_leaves_nothing_held(string method)
    {
        await using var shop = new Shop(faults: (_, what) => what == "place" ? Fault.Refused : Fault.None);
        shop.TopUp(100_00);

        shop.Pay(shop.Offer("qt_1"), method).ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.SoldOut);

        shop.Gateway.Payments.ShouldAllBe(p => p.Status == PaymentStatus.Voided);
        shop.Balance(LedgerAccount.Wallet("demo")).ShouldBe(Shop.Yuan(100_00));
        shop.Balance(LedgerAccount.Hold("demo")).ShouldBe(Shop.Yuan(0));
    }

    [Fact]
    public async Task A_lost_reply_is_asked_for_again_with_the_same_key()
    {
        var asked = 0;
        await using var shop = new Shop(faults: (_, what) => what == "place" && asked++ == 0 ? Fault.ReplyLost : Fault.None);

        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>();

        shop.Platform.Orders.Count.ShouldBe(1);
        shop.Script.Trace.Count(l => l.Contains("place")).ShouldBe(2);
    }

    [Fact]
    public async Task Silence_stays_pending_and_recovery_finds_out()
    {
        await using var shop = new Shop(faults: (_, what) => what == "place" ? Fault.ReplyLost : Fault.None);

        var pending = shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Pending>();
        (pending.WaitsFor, pending.Order.State).ShouldBe(("Lotus", OrderState.Pending));
        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(1);
        shop.Run(shop.Orders().RequestCancellation()).Refusal!.Code.ShouldBe(RefusalCode.OrderNotCancellable);
        shop.Script.Quiet = true;
        shop.Restart();
        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);

        shop.Run(shop.Tracker.PollAsync(CancellationToken.None)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(n => n.Before.ShouldBe(OrderState.Pending), n => n.Order.State.ShouldBe(OrderState.Placed));
        shop.Platform.Orders.Count.ShouldBe(1);
        shop.Gateway.Payments.Single().Status.ShouldBe(PaymentStatus.Captured);
    }

    [Theory]
    [InlineData("authorise", "card")]
    [InlineData("place", "Lotus")]
    [InlineData("capture", "card")]
    public async Task An_error_from_outside_is_as_little_an_answer_as_silence(string step, string waitsFor)
    {
        await using var shop = new Shop(faults: (_, what) => what == step ? Fault.Broken : Fault.None);

        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Pending>().WaitsFor.ShouldBe(waitsFor);
        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(1);
        shop.Script.Quiet = true;
        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);

        shop.Platform.Orders.Count.ShouldBe(1);
        shop.Gateway.Payments.Single().Status.ShouldBe(PaymentStatus.Captured);
    }

    [Theory]
    [InlineData("place", false)]
    [InlineData("place", true)]
    [InlineData("authorise", false)]
    public async Task Money_that_a_gateway_took_at_once_comes_back_when_there_is_no_order(string failing, bool refusesRefund)
    {
        await using var shop = new Shop(faults: (_, what) => what != failing ? Fault.None : failing == "place" ? Fault.Refused : Fault.ReplyLost);
        (shop.Gateway.CapturesAtOnce, shop.Gateway.RefusesRefund) = (true, refusesRefund);

        shop.Pay(shop.Offer("qt_1"));
        shop.Clock.Advance(TimeSpan.FromMinutes(6));
        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);

        shop.Platform.Orders.ShouldBeEmpty();
        (shop.Gateway.Payments.Single().Refunded, shop.Balance(LedgerAccount.Wallet("demo"))).ShouldBe(refusesRefund ? (Shop.Yuan(0), Shop.Yuan(24_50)) : (Shop.Yuan(24_50), Shop.Yuan(0)));
        shop.Balance(LedgerAccount.Gateway).ShouldBe(refusesRefund ? Shop.Yuan(-24_50) : Shop.Yuan(0));
        shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_not_placed_before_the_quote_expired_is_given_up()
    {
        await using var shop = new Shop(faults: (_, what) => what == "place" ? Fault.Down : Fault.None);
        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Pending>();
        shop.Script.Quiet = true;
        shop.Clock.Advance(TimeSpan.FromMinutes(6));

        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);

        shop.Platform.Orders.ShouldBeEmpty();
        shop.Gateway.Payments.Single().Status.ShouldBe(PaymentStatus.Voided);
        shop.Run(shop.Tracker.PollAsync(CancellationToken.None)).ShouldHaveSingleItem().Order.State.ShouldBe(OrderState.Cancelled);
    }

    [Fact]
    public async Task Stopping_the_turn_does_not_stop_a_payment_in_progress()
    {
        await using var shop = new Shop();
        SynchronizationContext.SetSynchronizationContext(null);
        using var stop = new CancellationTokenSource();
        var asked = shop.Ask(shop.Offer("qt_1"));
        var deciding = shop.Consents.DecideAsync(shop.Turn, asked.Id, true, stop.Token);

        deciding.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();

        shop.Run(deciding).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Fact]
    public async Task An_empty_wallet_says_what_is_missing()
    {
        await using var shop = new Shop();
        shop.TopUp(20_00);

        shop.Run(shop.Payments().RequestPayment(shop.Offer("qt_1").Id, "wallet")).Refusal!.ShouldSatisfyAllConditions(r => r.Code.ShouldBe(RefusalCode.InsufficientFunds), r => r.Amount.ShouldBe(Shop.Yuan(4_50)));
    }

    [Fact]
    public async Task The_wallet_is_not_spent_twice()
    {
        await using var shop = new Shop();
        shop.TopUp(30_00);
        var elsewhere = shop.TurnOf("demo", "cnv_2");
        var (first, second) = (shop.Ask(shop.Offer("qt_1"), "wallet"), shop.Ask(shop.Offer("qt_2"), "wallet", elsewhere));
        shop.Decide(first).ShouldBeOfType<ConsentOutcome.Paid>();

        shop.Decide(second, turn: elsewhere).ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.InsufficientFunds);

        shop.Balance(LedgerAccount.Wallet("demo")).ShouldBe(Shop.Yuan(5_50));
    }

    [Fact]
    public async Task What_is_paid_for_leaves_the_basket_and_a_refusal_puts_it_back()
    {
        await using var shop = new Shop(faults: (_, what) => what == "place" ? Fault.Refused : Fault.None);
        var basket = Fill(shop, "taro", 1);
        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Refused>();
        var kept = Load(shop);
        (kept.StoreId, kept.Lines.ShouldHaveSingleItem().ItemId, kept.Delivery).ShouldBe((basket.StoreId, "taro", basket.Delivery));
        kept.Version.ShouldBeGreaterThan(basket.Version);

        shop.Script.Quiet = true;
        shop.Pay(shop.Offer("qt_2")).ShouldBeOfType<ConsentOutcome.Paid>();

        var left = Load(shop);
        (left.IsEmpty, left.StoreId, left.Delivery).ShouldBe((true, null, basket.Delivery with { At = null }));
    }

    [Theory]
    [InlineData("taro", 2)]
    [InlineData("lemon", 1)]
    public async Task A_basket_that_holds_something_else_than_was_paid_stays(string itemId, int quantity)
    {
        await using var shop = new Shop();
        var basket = Fill(shop, itemId, quantity);

        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>();

        Load(shop).ShouldSatisfyAllConditions(b => b.Version.ShouldBe(basket.Version), b => b.Lines.ShouldHaveSingleItem().Quantity.ShouldBe(quantity));
    }

    [Fact]
    public async Task A_basket_begun_while_a_payment_was_pending_is_not_overwritten_when_that_is_given_up()
    {
        await using var shop = new Shop(faults: (_, what) => what == "place" ? Fault.Down : Fault.None);
        Fill(shop, "taro", 1);
        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Pending>();
        Load(shop).IsEmpty.ShouldBeTrue();
        Fill(shop, "lemon", 3);
        shop.Script.Quiet = true;
        shop.Clock.Advance(TimeSpan.FromMinutes(6));

        shop.Run(shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);

        Load(shop).Lines.ShouldHaveSingleItem().ItemId.ShouldBe("lemon");
    }

    [Fact]
    public async Task A_free_order_needs_no_money()
    {
        await using var shop = new Shop();

        shop.Pay(shop.Offer("qt_1", 0, off: 15_00)).ShouldBeOfType<ConsentOutcome.Paid>();

        shop.Gateway.Payments.ShouldBeEmpty();
        shop.Balance(LedgerAccount.Payable("lotus")).ShouldBe(Shop.Yuan(15_00));
        shop.Balance(LedgerAccount.Campaign).ShouldBe(Shop.Yuan(-15_00));
    }

    [Fact]
    public async Task Both_ends_of_a_recovery_may_meet_and_do_no_harm()
    {
        await using var shop = new Shop();
        SynchronizationContext.SetSynchronizationContext(null);
        var asked = shop.Ask(shop.Offer("qt_1"));
        var deciding = shop.Consents.DecideAsync(shop.Turn, asked.Id, true, CancellationToken.None);

        shop.RunAll(deciding, shop.Checkout.RecoverAsync(CancellationToken.None), shop.Checkout.RecoverAsync(CancellationToken.None));

        (await deciding).ShouldBeOfType<ConsentOutcome.Paid>();
        shop.Script.Trace.Count(l => l.Contains("place")).ShouldBe(1);
    }

    [Fact]
    public async Task The_wallet_shows_what_moved()
    {
        await using var shop = new Shop();
        shop.TopUp(100_00);
        var id = shop.Pay(shop.Offer("qt_1"), "wallet").ShouldBeOfType<ConsentOutcome.Paid>().Order.OrderId;

        var wallet = shop.Run(shop.Payments().GetWallet()).Value!;

        wallet.Balance.ShouldBe(Shop.Yuan(75_50));
        wallet.Methods.Select(m => (m.Id, m.Balance)).ShouldBe([("card", null), ("wallet", Shop.Yuan(75_50))]);
        wallet.Recent.Select(e => (e.Kind, e.Amount, e.OrderId)).ShouldBe([(WalletEntryKind.Payment, Shop.Yuan(-24_50), id), (WalletEntryKind.TopUp, Shop.Yuan(100_00), null)]);
    }

    private static Basket Fill(Shop shop, string itemId, int quantity)
    {
        var basket = new Basket { Version = 7, StoreId = "taro-house", Lines = [new BasketLine("1", itemId, ["size.large"], quantity)], Delivery = new Delivery("office", false, shop.Clock.GetUtcNow()) };
        return shop.Write(tx =>
        {
            BasketStore.Save(tx, shop.Turn.PersonId, shop.Turn.ConversationId, basket);
            return basket;
        });
    }

    private static Basket Load(Shop shop) => shop.Read(tx => BasketStore.Load(tx, shop.Turn.PersonId, shop.Turn.ConversationId));
}
