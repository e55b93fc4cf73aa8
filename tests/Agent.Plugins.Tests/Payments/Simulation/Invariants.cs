using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Payments.Simulation;

/// <summary>What must be true of database and world together once nothing is under way any more.</summary>
public sealed class Invariants(Shop shop, IReadOnlyDictionary<string, Quote> agreed, IReadOnlyDictionary<string, ConsentOutcome> told)
{
    public void Check()
    {
        shop.Read(Ledger.Verify).ShouldBeEmpty();
        var journals = shop.Read(tx => tx.Query("SELECT id FROM journals ORDER BY started_at, id", row => row.Text(0)).Select(id => JournalStore.Find(tx, id)!).ToArray());
        journals.ShouldAllBe(j => j.IsDone);
        var payments = journals.Where(j => j.Kind == JournalKind.Pay).ToArray();
        payments.Select(j => j.ConsentId).ShouldBeUnique();
        var orders = payments.Select(j => (Journal: j, Order: shop.Read(tx => OrderStore.FindAny(tx, j.OrderId)!))).ToArray();
        foreach (var (journal, order) in orders) CheckPayment(journal, order);

        // Nothing at the platform or the gateway that our books do not know of.
        shop.Platform.Orders.Keys.Order().ShouldBe(orders.Select(o => o.Journal.Placement?.PlatformOrderId).OfType<string>().Order());
        var captured = shop.Gateway.Payments.Where(p => p.Status == PaymentStatus.Captured).Sum(p => p.Amount.Minor - p.Refunded.Minor);
        shop.Balance(LedgerAccount.Gateway).Minor.ShouldBe(-captured);
        shop.Gateway.Payments.ShouldNotContain(p => p.Status == PaymentStatus.Authorised);
        shop.Balance(LedgerAccount.Hold("demo")).Minor.ShouldBe(0);

        // A voucher stands for at most one order, and only for one that was neither given up nor cancelled.
        var used = orders.Where(o => o.Order.State != OrderState.Cancelled && o.Order.Quote.Discounts.Count > 0).ToArray();
        used.Length.ShouldBeLessThanOrEqualTo(1);
        shop.Read(tx => VoucherUses.InUse(tx, "demo")).Count.ShouldBe(used.Length);
        foreach (var (consentId, outcome) in told) CheckTold(consentId, outcome, orders.Select(o => o.Order).ToArray(), journals);
    }

    private void CheckPayment(Journal journal, Order order)
    {
        var quote = agreed[journal.ConsentId!];
        QuoteHash.Compute(order.Quote, order.PaymentMethod).ShouldBe(QuoteHash.Compute(quote, journal.Method));
        order.State.ShouldNotBe(OrderState.Pending);
        var atGateway = shop.Gateway.Payments.SingleOrDefault(p => p.Key == journal.PaymentKey);
        var inPurse = shop.Read(tx => Ledger.Entries(tx, LedgerAccount.Wallet("demo"), 100)).Where(e => e.OrderId == order.Id).Sum(e => e.Amount.Minor);
        if (journal.Refusal is not null)
        {
            order.State.ShouldBe(OrderState.Cancelled);
            order.PlatformOrderId.ShouldBeNull();
            inPurse.ShouldBe(0);
            (atGateway?.Status ?? PaymentStatus.Voided).ShouldBeOneOf(PaymentStatus.Voided, PaymentStatus.Declined);
            if (journal.Placement is { } left && !shop.Platform.RefusesCancel) shop.Platform.Orders[left.PlatformOrderId].Order.State.ShouldBe(OrderState.Cancelled);
            return;
        }

        var sold = shop.Platform.Orders[order.PlatformOrderId!];
        sold.QuoteId.ShouldBe(quote.Id);
        sold.Total.ShouldBe(quote.Total);
        if (journal.ThroughGateway)
        {
            atGateway!.Status.ShouldBe(PaymentStatus.Captured);
            atGateway.Amount.ShouldBe(quote.Total);
            (atGateway.Refunded.Minor + inPurse).ShouldBe(order.Refunded.Minor);
        }
        else
        {
            inPurse.ShouldBe(order.Refunded.Minor - quote.Total.Minor);
        }

        (order.State == OrderState.Cancelled).ShouldBe(sold.Order.State == OrderState.Cancelled);
    }

    private static void CheckTold(string consentId, ConsentOutcome outcome, Order[] orders, Journal[] journals)
    {
        var journal = journals.SingleOrDefault(j => j.ConsentId == consentId);
        switch (outcome)
        {
            case ConsentOutcome.Paid paid:
                orders.Single(o => o.Id == paid.Order.OrderId).PlatformOrderId.ShouldNotBeNull("What was acknowledged was lost.");
                break;
            case ConsentOutcome.Cancelled cancelled:
                orders.Single(o => o.Id == cancelled.Order.OrderId).ShouldSatisfyAllConditions(
                    o => o.State.ShouldBe(OrderState.Cancelled),
                    o => o.Refunded.ShouldBe(cancelled.Refund),
                    o => (cancelled.Fee + cancelled.Refund).ShouldBe(o.Quote.Total));
                break;
            case ConsentOutcome.Refused:
                if (journal is not null) journal.Refusal.ShouldNotBeNull("What was refused happened all the same.");
                break;
            case ConsentOutcome.Pending:
                journal.ShouldNotBeNull();
                break;
        }
    }
}
