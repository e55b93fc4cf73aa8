using Agent.Plugins.Baskets;
using Agent.Plugins.Campaigns;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Payments;

/// <summary>What each answer means for a payment, written in one transaction with the next step.</summary>
internal static class Paying
{
    public static Journal Authorised(ITransaction tx, Journal journal, Outcome<PaymentState> answer, DateTimeOffset now) => answer switch
    {
        { Succeeded: false } => GiveUp(tx, journal with { Refusal = answer.Refusal }, now),
        { Value: { Status: PaymentStatus.Authorised or PaymentStatus.Captured } state } when state.Amount == journal.Amount => journal with { Step = JournalStep.Place },
        { Value.Status: PaymentStatus.Authorised or PaymentStatus.Captured } => journal with { Step = JournalStep.Void, Refusal = new Refusal(RefusalCode.PaymentDeclined) },
        _ => GiveUp(tx, journal with { Refusal = new Refusal(RefusalCode.PaymentDeclined) }, now),
    };

    public static Journal Placed(ITransaction tx, Journal journal, Outcome<Placement> answer, DateTimeOffset now) =>
        answer.Succeeded
            ? Collect(tx, journal with { Placement = answer.Value }, now)
            : LetGo(tx, journal with { Refusal = answer.Refusal }, now);

    public static Journal Abandoned(ITransaction tx, Journal journal, Placement? placed, DateTimeOffset now) =>
        placed is null
            ? LetGo(tx, journal, now)
            : Collect(tx, journal with { Placement = placed, Refusal = null }, now);

    public static Journal Captured(ITransaction tx, Journal journal, Outcome<PaymentState> answer, DateTimeOffset now) =>
        answer is { Value.Status: PaymentStatus.Captured }
            ? Settle(tx, journal, now)
            : journal with { Step = JournalStep.Withdraw, Refusal = answer.Refusal ?? new Refusal(RefusalCode.PaymentDeclined) };

    /// <summary>Placed, yet the money cannot be had. The person owes nothing either way; what a platform that does not let go is owed stays on our account with it.</summary>
    public static Journal Withdrawn(ITransaction tx, Journal journal, Outcome<CancellationTerms> answer, DateTimeOffset now)
    {
        var owed = answer.Succeeded ? answer.Value.Fee : journal.Amount;
        Ledger.Post(tx, $"order:{journal.OrderId}:loss", PostingKind.Payment, journal.OrderId, now, [new(LedgerAccount.Losses, -owed), new(LedgerAccount.Payable(journal.PlatformId), owed)]);
        return journal with { Step = JournalStep.Void };
    }

    public static Journal Voided(ITransaction tx, Journal journal, PaymentState state, DateTimeOffset now) =>
        state.Status == PaymentStatus.Captured
            ? journal with { Step = JournalStep.Return, Refund = state.Amount - state.Refunded }
            : GiveUp(tx, journal, now);

    /// <summary>Taken at once, for an order that never was. Where the gateway will not take it back, the wallet gets it: the person loses nothing.</summary>
    public static Journal Returned(ITransaction tx, Journal journal, Outcome<PaymentState> answer, DateTimeOffset now)
    {
        var back = journal.Refund!.Value;
        if (!answer.Succeeded)
            Ledger.Post(tx, $"order:{journal.OrderId}:return", PostingKind.Refund, journal.OrderId, now, [new(LedgerAccount.Gateway, -back), new(LedgerAccount.Wallet(journal.PersonId), back)]);
        return GiveUp(tx, journal, now);
    }

    /// <summary>The wallet's hold has been there since the first transaction, so it is settled here and now.</summary>
    private static Journal Collect(ITransaction tx, Journal journal, DateTimeOffset now) =>
        journal.ThroughGateway ? journal with { Step = JournalStep.Capture } : Settle(tx, journal, now);

    private static Journal LetGo(ITransaction tx, Journal journal, DateTimeOffset now) =>
        journal.ThroughGateway ? journal with { Step = JournalStep.Void } : GiveUp(tx, journal, now);

    /// <summary>The last transaction of a payment: posted, redeemed, ordered, done.</summary>
    private static Journal Settle(ITransaction tx, Journal journal, DateTimeOffset now)
    {
        var order = OrderStore.FindAny(tx, journal.OrderId)!;
        Ledger.Post(
            tx,
            ReferenceOf(order.Id),
            PostingKind.Payment,
            order.Id,
            now,
            [
                new(journal.Method == PaymentMethods.Wallet ? LedgerAccount.Hold(order.PersonId) : LedgerAccount.Gateway, -journal.Amount),
                .. CampaignBooks.Pay(tx, order.Quote.Discounts),
                new(LedgerAccount.Payable(journal.PlatformId), journal.Amount + CampaignBooks.Paid(order.Quote.Discounts, journal.Amount.Currency)),
            ]);
        VoucherUses.Redeem(tx, order.Id);
        OrderStore.Save(tx, order with
        {
            PlatformOrderId = journal.Placement!.PlatformOrderId,
            PromisedBy = journal.Placement.PromisedBy,
            ExpectedAt = journal.Placement.PromisedBy,
            History = [.. order.History, new OrderStep(OrderState.Placed, now)],
        });
        return journal with { Step = JournalStep.Done };
    }

    /// <summary>The last transaction of a payment that came to nothing: all is put back.</summary>
    private static Journal GiveUp(ITransaction tx, Journal journal, DateTimeOffset now)
    {
        var order = OrderStore.FindAny(tx, journal.OrderId)!;
        if (journal.Method == PaymentMethods.Wallet)
            Ledger.Post(tx, $"order:{order.Id}:release", PostingKind.Release, order.Id, now, [new(LedgerAccount.Hold(order.PersonId), -journal.Amount), new(LedgerAccount.Wallet(order.PersonId), journal.Amount)]);
        VoucherUses.Release(tx, order.Id);
        OrderedBasket.GiveBack(tx, order.PersonId, order.ConversationId, journal.Basket);
        OrderStore.Save(tx, order with { History = [.. order.History, new OrderStep(OrderState.Cancelled, now)] });
        return journal with { Step = JournalStep.Done };
    }

    /// <summary>Of the posting that an order is paid by.</summary>
    public static string ReferenceOf(string orderId) => $"order:{orderId}:payment";
}
