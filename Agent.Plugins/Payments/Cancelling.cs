using Agent.Plugins.Campaigns;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Payments;

/// <summary>What each answer means for money on its way back, written in one transaction with the next step.</summary>
internal static class Cancelling
{
    public static Journal Cancelled(ITransaction tx, Journal journal, Outcome<CancellationTerms> answer, DateTimeOffset now)
    {
        var order = OrderStore.FindAny(tx, journal.OrderId)! with { Waiting = null };
        if (!answer.Succeeded)
        {
            OrderStore.Save(tx, order);
            return journal with { Step = JournalStep.Done, Refusal = answer.Refusal };
        }

        var stake = journal.Stake ?? order.Left;
        var granted = Between(answer.Value.Refund, stake);
        // What it keeps beyond the fee that was agreed to is between the platform and us.
        var refund = Money.Max(granted, stake - Money.Min(journal.Amount, stake));
        if (refund > granted)
            Ledger.Post(tx, $"cancellation-loss:{journal.Id}", PostingKind.Payment, order.Id, now, [new(LedgerAccount.Losses, granted - refund), new(LedgerAccount.Payable(journal.PlatformId), refund - granted)]);
        return End(tx, journal with { Fee = stake - refund, Refund = refund }, order, now);
    }

    /// <summary>All that is left of the order ends here, or the units that the journal names: what was paid for them goes back to those who paid it.</summary>
    public static Journal End(ITransaction tx, Journal journal, Order order, DateTimeOffset now)
    {
        // Fees of a part that was cancelled before stay with the platform; the campaigns' shares do not.
        var shares = LineShares.Of(order.Quote);
        var back = journal.Lines is { } lines ? shares.Share(order.Gone, lines).Discounts : shares.Rest(order.Gone);
        Ledger.Post(tx, $"campaign-return:{journal.Id}", PostingKind.Refund, order.Id, now, [new(LedgerAccount.Payable(journal.PlatformId), -CampaignBooks.Paid(back, order.Quote.Total.Currency)), .. CampaignBooks.Return(tx, back)]);
        var none = Money.Zero(order.Quote.Total.Currency);
        order = order with { Kept = (order.Kept ?? none) + (journal.Fee ?? none) };
        if (journal.Lines is { } units)
        {
            order = order with { Gone = LineUnits.Sum(order.Gone, units) };
        }
        else
        {
            VoucherUses.Release(tx, order.Id);
            if (order.State != OrderState.Cancelled) order = order with { History = [.. order.History, new OrderStep(OrderState.Cancelled, now)], LateReason = null };
        }

        return GiveBack(tx, journal, order, now);
    }

    public static Journal Resolved(ITransaction tx, Journal journal, Outcome<ProblemResolution> answer, DateTimeOffset now)
    {
        var order = OrderStore.FindAny(tx, journal.OrderId)! with { Waiting = null };
        if (!answer.Succeeded)
        {
            OrderStore.Save(tx, order);
            return journal with { Step = JournalStep.Done, Refusal = answer.Refusal };
        }

        if (answer.Value.Remake is { } placed) OrderStore.Save(tx, Remake(journal, order, placed, now));
        return GiveBack(tx, journal with { Refund = Between(answer.Value.Refund, order.Left) }, order, now);
    }

    /// <summary>Where the gateway will not take it back, the wallet gets it: the person loses nothing.</summary>
    public static Journal Refunded(ITransaction tx, Journal journal, Outcome<PaymentState> answer, DateTimeOffset now) =>
        Settle(tx, journal, OrderStore.FindAny(tx, journal.OrderId)!, answer.Succeeded ? LedgerAccount.Gateway : LedgerAccount.Wallet(journal.PersonId), now);

    private static Journal GiveBack(ITransaction tx, Journal journal, Order order, DateTimeOffset now)
    {
        if (!journal.ThroughGateway || journal.Refund!.Value.IsZero) return Settle(tx, journal, order, LedgerAccount.Wallet(journal.PersonId), now);
        OrderStore.Save(tx, order with { Refunding = journal.Refund });
        return journal with { Step = JournalStep.Refund };
    }

    private static Journal Settle(ITransaction tx, Journal journal, Order order, string account, DateTimeOffset now)
    {
        var refund = journal.Refund!.Value;
        Ledger.Post(tx, $"refund:{journal.Id}", PostingKind.Refund, journal.OrderId, now, [new(LedgerAccount.Payable(journal.PlatformId), -refund), new(account, refund)]);
        OrderStore.Save(tx, order with { Refunded = order.Refunded + refund, Refunding = null });
        return journal with { Step = JournalStep.Done };
    }

    /// <summary>An order of its own, at no charge, with the lines that were wrong.</summary>
    private static Order Remake(Journal journal, Order first, Placement placed, DateTimeOffset now)
    {
        var none = Money.Zero(first.Quote.Total.Currency);
        var lines = journal.Report!.Lines;
        return new Order
        {
            Id = journal.RemakeId!,
            PersonId = first.PersonId,
            ConversationId = first.ConversationId,
            PlatformOrderId = placed.PlatformOrderId,
            Quote = first.Quote with
            {
                Lines = [.. LineUnits.Left(first.Quote, first.Gone).Where(u => lines.Count == 0 || lines.Contains(u.Line)).Select(u => first.Quote.Lines[u.Line - 1] with { Quantity = u.Units, UnitPrice = none })],
                Fees = [],
                Discounts = [],
                Total = none,
            },
            PaymentMethod = first.PaymentMethod,
            History = [new OrderStep(OrderState.Placed, now)],
            PromisedBy = placed.PromisedBy,
            ExpectedAt = placed.PromisedBy,
            Refunded = none,
            RemakeOf = first.Id,
        };
    }

    /// <summary>Never more than the most, nor less than nothing.</summary>
    private static Money Between(Money amount, Money most) => Money.Max(Money.Zero(most.Currency), Money.Min(amount, most));
}
