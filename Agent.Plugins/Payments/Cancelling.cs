using Agent.Plugins.Campaigns;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Payments;

/// <summary>What each answer means for money on its way back, written in one transaction with the next step.</summary>
internal static class Cancelling
{
    public static Journal Cancelled(ITransaction tx, Journal journal, Outcome<CancellationTerms> answer, DateTimeOffset now)
    {
        if (!answer.Succeeded) return journal with { Step = JournalStep.Done, Refusal = answer.Refusal };
        var order = OrderStore.FindAny(tx, journal.OrderId)!;
        var paid = order.Quote.Total - order.Refunded;
        var granted = Back(order, answer.Value.Refund);
        // What it keeps beyond the fee that was agreed to is between the platform and us.
        var refund = Money.Max(granted, paid - Money.Min(journal.Amount, paid));
        if (refund > granted)
            Ledger.Post(tx, $"order:{order.Id}:cancellation-loss", PostingKind.Payment, order.Id, now, [new(LedgerAccount.Losses, granted - refund), new(LedgerAccount.Payable(journal.PlatformId), refund - granted)]);
        return End(tx, journal with { Fee = paid - refund, Refund = refund }, order, now);
    }

    /// <summary>The platform or store has cancelled by itself: everything that was paid goes back.</summary>
    public static Journal End(ITransaction tx, Journal journal, Order order, DateTimeOffset now)
    {
        VoucherUses.Release(tx, order.Id);
        Ledger.Post(tx, $"order:{order.Id}:campaign-return", PostingKind.Refund, order.Id, now, [new(LedgerAccount.Payable(journal.PlatformId), -CampaignBooks.Paid(order.Quote)), .. CampaignBooks.Return(tx, order.Quote)]);
        OrderStore.Save(tx, order.State == OrderState.Cancelled ? order : order with { History = [.. order.History, new OrderStep(OrderState.Cancelled, now)], LateReason = null });
        return GiveBack(tx, journal, now);
    }

    public static Journal Resolved(ITransaction tx, Journal journal, Outcome<ProblemResolution> answer, DateTimeOffset now)
    {
        if (!answer.Succeeded) return journal with { Step = JournalStep.Done, Refusal = answer.Refusal };
        var order = OrderStore.FindAny(tx, journal.OrderId)!;
        return GiveBack(tx, journal with { Refund = Back(order, answer.Value.Refund) }, now);
    }

    /// <summary>Where the gateway will not take it back, the wallet gets it: the person loses nothing.</summary>
    public static Journal Refunded(ITransaction tx, Journal journal, Outcome<PaymentState> answer, DateTimeOffset now) =>
        Settle(tx, journal, answer.Succeeded ? LedgerAccount.Gateway : LedgerAccount.Wallet(journal.PersonId), now);

    private static Journal GiveBack(ITransaction tx, Journal journal, DateTimeOffset now) =>
        journal.ThroughGateway && journal.Refund!.Value.Minor > 0
            ? journal with { Step = JournalStep.Refund }
            : Settle(tx, journal, LedgerAccount.Wallet(journal.PersonId), now);

    private static Journal Settle(ITransaction tx, Journal journal, string account, DateTimeOffset now)
    {
        var refund = journal.Refund!.Value;
        if (Ledger.Post(tx, $"refund:{journal.Id}", PostingKind.Refund, journal.OrderId, now, [new(LedgerAccount.Payable(journal.PlatformId), -refund), new(account, refund)]))
        {
            var order = OrderStore.FindAny(tx, journal.OrderId)!;
            OrderStore.Save(tx, order with { Refunded = order.Refunded + refund });
        }

        return journal with { Step = JournalStep.Done };
    }

    /// <summary>Never more than was paid, nor less than nothing.</summary>
    private static Money Back(Order order, Money refund) =>
        Money.Max(Money.Zero(refund.Currency), Money.Min(refund, order.Quote.Total - order.Refunded));
}
