using Agent.Plugins.Campaigns;
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
        var remakes = shop.Read(tx => OrderStore.List(tx, "demo")).Where(o => o.RemakeOf is not null).ToArray();
        shop.Platform.Orders.Keys.Order().ShouldBe(orders.Select(o => o.Journal.Placement?.PlatformOrderId).Concat(remakes.Select(o => o.PlatformOrderId)).OfType<string>().Order());
        remakes.ShouldAllBe(o => o.Quote.Total.IsZero && orders.Any(first => first.Order.Id == o.RemakeOf));
        var captured = shop.Gateway.Payments.Where(p => p.Status == PaymentStatus.Captured).Sum(p => p.Amount.Minor - p.Refunded.Minor);
        shop.Balance(LedgerAccount.Gateway).Minor.ShouldBe(-captured);
        shop.Gateway.Payments.ShouldNotContain(p => p.Status == PaymentStatus.Authorised);
        shop.Balance(LedgerAccount.Hold("demo")).Minor.ShouldBe(0);

        // A voucher stands for at most one order, and only for one that was neither given up nor cancelled.
        var used = orders.Where(o => o.Order.State != OrderState.Cancelled && o.Order.Quote.Discounts.Count > 0).ToArray();
        used.Length.ShouldBeLessThanOrEqualTo(1);
        shop.Read(tx => tx.Query("SELECT code FROM voucher_uses WHERE redeemed = 0", row => row.Text(0))).ShouldBeEmpty("A voucher is held for nothing that is under way.");
        shop.Read(tx => VoucherUses.InUse(tx, "demo")).Count.ShouldBe(used.Length);
        CheckCampaigns(orders.Aggregate(Shop.Yuan(0), (sum, o) => sum + CampaignsStake(o.Journal, o.Order)));
        foreach (var (consentId, outcome) in told) CheckTold(consentId, outcome, orders.Select(o => o.Order).ToArray(), journals);
    }

    /// <summary>What a campaign has is its budget less what it bears; what it promised is what is out.</summary>
    /// <param name="stake">What campaigns bear of all orders.</param>
    private void CheckCampaigns(Money stake)
    {
        if (shop.Read(CampaignStore.List) is not [{ Campaign: var campaign }])
        {
            shop.Balance(LedgerAccount.Campaign).ShouldBe(-stake);
            return;
        }

        var (funds, promised, loose) = (shop.Balance(LedgerAccount.CampaignFunds(campaign.Id)), shop.Balance(LedgerAccount.CampaignPromised(campaign.Id)), shop.Balance(LedgerAccount.Campaign));
        (funds + promised + stake + loose).ShouldBe(campaign.Budget);
        var pots = campaign.Waves.Select(w => w.Gives).OfType<Gift.ARedPacket>().Sum(p => p.Pot.Minor);
        promised.Minor.ShouldBe(pots + shop.Read(tx => tx.QueryFirst("SELECT coalesce(sum(worth_minor - spent_minor), 0) FROM issued_vouchers WHERE promised = 1", row => row.Number(0))));
        var friends = shop.Read(tx => tx.QueryFirst("SELECT count(*) FROM invited", row => row.Int(0)));
        friends.ShouldBeLessThanOrEqualTo(1);
        shop.Read(tx => VoucherPurse.List(tx, "friend")).Count.ShouldBe(friends);
        shop.Read(tx => VoucherPurse.List(tx, "demo")).Count(v => v.Terms!.Benefit is Benefit.AmountOff).ShouldBe(friends, "Thanks are given once, with the friend's.");
        shop.Read(tx => VoucherPurse.List(tx, "demo")).Count(v => v.Terms!.Benefit is Benefit.FreeOrder).ShouldBeLessThanOrEqualTo(1);
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
        (order.Waiting, order.Refunding).ShouldBe((null, null), "Nothing is left open.");
        order.Gone.ShouldBe(sold.Gone, "What is cancelled here is cancelled there.");
        order.Left.Minor.ShouldBeGreaterThanOrEqualTo(0, "More came back than was paid.");
        if (order.State == OrderState.Cancelled) order.Left.Minor.ShouldBe(0, "All that was paid has come back or was kept as a fee that was agreed to.");
        CheckPayable(order);
    }

    /// <summary>What the platform is owed for this order: what was paid for what was not cancelled, what the campaigns paid for that, and its fees.</summary>
    private void CheckPayable(Order order)
    {
        var owed = shop.Read(tx => Ledger.Entries(tx, LedgerAccount.Payable("lotus"), 1000)).Where(e => e.OrderId == order.Id).Sum(e => e.Amount.Minor);
        var lost = shop.Read(tx => Ledger.Entries(tx, LedgerAccount.Losses, 1000)).Where(e => e.OrderId == order.Id).Sum(e => e.Amount.Minor);
        var campaigns = order.State == OrderState.Cancelled ? 0 : Rest(order).Minor;
        (owed + lost).ShouldBe(order.Quote.Total.Minor - order.Refunded.Minor + campaigns);
    }

    private static Money CampaignsStake(Journal journal, Order order) =>
        journal.Refusal is not null || order.State == OrderState.Cancelled ? Shop.Yuan(0) : Rest(order);

    /// <summary>What the campaigns still bear of an order that goes on.</summary>
    private static Money Rest(Order order) =>
        CampaignBooks.Paid(LineShares.Of(order.Quote).Rest(order.Gone), "CNY");

    private static void CheckTold(string consentId, ConsentOutcome outcome, Order[] orders, Journal[] journals)
    {
        var journal = journals.SingleOrDefault(j => j.ConsentId == consentId);
        switch (outcome)
        {
            case ConsentOutcome.Paid paid:
                orders.Single(o => o.Id == paid.Order.OrderId).PlatformOrderId.ShouldNotBeNull("What was acknowledged was lost.");
                break;
            case ConsentOutcome.Cancelled cancelled:
                var back = orders.Single(o => o.Id == cancelled.Order.OrderId);
                if (cancelled.Lines is { } lines) lines.ShouldAllBe(l => back.Gone.Any(g => g.Line == l.Line && g.Units >= l.Units));
                else back.State.ShouldBe(OrderState.Cancelled);
                back.Refunded.ShouldBeGreaterThanOrEqualTo(cancelled.Refund);
                (journal!.Fee, journal.Refund).ShouldBe((cancelled.Fee, cancelled.Refund));
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
