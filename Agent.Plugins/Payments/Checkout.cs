using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Payments;

/// <summary>Pays and places what a person agreed to, and takes up again whatever was interrupted. Thread-safe.</summary>
public sealed class Checkout
{
    private readonly IDatabase _database;
    private readonly SagaRunner _runner;
    private readonly OrderLeases _leases;
    private readonly PaymentLimits _limits;
    private readonly SagaReport _report;

    internal Checkout(IDatabase database, SagaRunner runner, OrderLeases leases, PaymentLimits limits, SagaReport report) =>
        (_database, _runner, _leases, _limits, _report) = (database, runner, leases, limits, report);

    /// <summary>Brings every interrupted payment, cancellation and refund on from its last recorded step. Call it at start-up, and again from time to time while some are left.</summary>
    /// <returns>How many still wait for an answer from outside.</returns>
    /// <exception cref="AggregateException">Some failed unexpectedly; the others were brought on all the same.</exception>
    public async Task<int> RecoverAsync(CancellationToken cancellationToken)
    {
        var unfinished = await _database.ReadAsync(JournalStore.ListUnfinished, cancellationToken);
        var silent = new HashSet<string>(StringComparer.Ordinal);
        var errors = new List<Exception>();
        var left = 0;
        foreach (var found in unfinished)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var lease = _leases.TryTake(found.OrderId);
            if (lease is null) continue;
            try
            {
                // Whoever held the lease until now may have brought it on.
                var journal = await _database.ReadAsync(tx => JournalStore.Find(tx, found.Id)!, cancellationToken);
                if (!journal.IsDone && !silent.Contains(Awaited(journal))) journal = await _runner.RunAsync(journal, persistent: false);
                if (journal.IsDone) continue;
                silent.Add(Awaited(journal));
                left++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                errors.Add(e);
            }
        }

        return errors.Count == 0 ? left : throw new AggregateException(errors);
    }

    internal async Task<ConsentOutcome> PayAsync(TurnContext turn, Consent consent, CancellationToken cancellationToken)
    {
        var orderId = turn.Ids.Next("ord");
        using var lease = _leases.TryTake(orderId);
        var begun = await _database.WriteAsync(tx => Begin(tx, turn, consent, orderId), cancellationToken);
        if (!begun.Succeeded) return new ConsentOutcome.Refused(begun.Refusal);
        var journal = await _runner.RunAsync(begun.Value, persistent: true);
        return await _report.TellAsync(turn, journal);
    }

    /// <summary>The first transaction: the consent is used up, the vouchers and the wallet's money are held, the intent and its keys are written. Or the consent is used up and nothing else happens.</summary>
    private Outcome<Journal> Begin(ITransaction tx, TurnContext turn, Consent consent, string orderId)
    {
        var now = turn.Now;
        if (ConsentBook.Use(tx, consent, ConsentPurpose.Pay, now) is { } unusable) return unusable;
        var (request, personId) = (consent.Request, consent.PersonId);
        if (request.Method is not (PaymentMethods.Card or PaymentMethods.Wallet)) return RefusalCode.MethodUnknown;
        if (QuoteStore.Find(tx, personId, request.SubjectId) is not { } quote) return RefusalCode.QuoteUnknown;
        if (request.Amount != quote.Total || request.SubjectHash != QuoteHash.Compute(quote, request.Method)) return RefusalCode.ConsentMismatch;
        if (QuoteCheck.Refuses(quote, request.Method, now) is { } stale) return stale;
        if (VoucherCheck.Refuses(tx, personId, quote, now, turn.TimeZone) is { } unfit) return unfit;
        if (_limits.Check(tx, personId, quote, now, turn.TimeZone) is { } exceeded) return exceeded;
        var wallet = LedgerAccount.Wallet(personId);
        if (request.Method == PaymentMethods.Wallet && Ledger.Balance(tx, wallet, quote.Total.Currency) is var balance && balance < quote.Total)
            return new Refusal(RefusalCode.InsufficientFunds) { Amount = quote.Total - balance };

        var throughGateway = request.Method != PaymentMethods.Wallet && !quote.Total.IsZero;
        var journal = new Journal
        {
            Id = turn.Ids.Next("jrn"),
            Kind = JournalKind.Pay,
            Step = throughGateway ? JournalStep.Authorise : JournalStep.Place,
            OrderId = orderId,
            PersonId = personId,
            PlatformId = quote.PlatformId,
            QuoteId = quote.Id,
            Method = request.Method,
            Amount = quote.Total,
            PaymentKey = throughGateway ? turn.Ids.Next("key") : "",
            PlatformKey = turn.Ids.Next("key"),
            ConsentId = request.Id,
            Deadline = quote.ExpiresAt,
            StartedAt = now,
        };
        if (VoucherUses.Hold(tx, personId, orderId, [.. quote.Discounts.Select(d => d.VoucherCode)]) is { } taken)
            return new Refusal(RefusalCode.VoucherUsed) { Subject = quote.Discounts.First(d => d.VoucherCode == taken).Title };

        journal = journal with { Basket = OrderedBasket.Take(tx, personId, consent.ConversationId, quote) };
        if (!JournalStore.Begin(tx, journal))
        {
            VoucherUses.Release(tx, orderId);
            OrderedBasket.GiveBack(tx, personId, consent.ConversationId, journal.Basket);
            return RefusalCode.ConsentUsed;
        }

        OrderStore.Save(tx, new Order
        {
            Id = orderId,
            PersonId = personId,
            ConversationId = consent.ConversationId,
            Quote = quote,
            PaymentMethod = request.Method,
            History = [new OrderStep(OrderState.Pending, now)],
            PromisedBy = quote.Delivery.Until,
            ExpectedAt = quote.Delivery.Until,
            Refunded = Money.Zero(quote.Total.Currency),
        });
        if (request.Method == PaymentMethods.Wallet)
            Ledger.Post(tx, $"order:{orderId}:hold", PostingKind.Hold, orderId, now, [new(wallet, -quote.Total), new(LedgerAccount.Hold(personId), quote.Total)]);

        return journal;
    }

    private static string Awaited(Journal journal) => SagaTable.Steps[journal.Step].AtGateway ? "" : journal.PlatformId;
}
