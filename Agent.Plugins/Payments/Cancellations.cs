using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Payments;

/// <summary>Money on its way back: orders cancelled by consent or by the store, and problems put right. Journaled like payments, and recovered with them by <see cref="Checkout.RecoverAsync"/>. Thread-safe.</summary>
public sealed class Cancellations
{
    private readonly IDatabase _database;
    private readonly SagaRunner _runner;
    private readonly OrderLeases _leases;
    private readonly SagaReport _report;

    internal Cancellations(IDatabase database, SagaRunner runner, OrderLeases leases, SagaReport report) =>
        (_database, _runner, _leases, _report) = (database, runner, leases, report);

    internal async Task<ConsentOutcome> CancelAsync(TurnContext turn, Consent consent, CancellationToken cancellationToken)
    {
        using var lease = _leases.TryTake(consent.Request.SubjectId);
        if (lease is null) return new ConsentOutcome.Refused(new Refusal(RefusalCode.OrderInProgress));
        var begun = await _database.WriteAsync(tx => BeginCancel(tx, turn, consent), cancellationToken);
        if (!begun.Succeeded) return new ConsentOutcome.Refused(begun.Refusal);
        return await _report.TellAsync(turn, await _runner.RunAsync(begun.Value, persistent: true));
    }

    /// <summary>Reports a delivered order as wrong; what the platform grants flows back by itself.</summary>
    internal async Task<Outcome<ProblemHandled>> ReportAsync(TurnContext turn, string orderId, ProblemReport report, CancellationToken cancellationToken)
    {
        using var lease = _leases.TryTake(orderId);
        if (lease is null) return RefusalCode.OrderInProgress;
        var begun = await _database.WriteAsync(tx => BeginReport(tx, turn, orderId, report), cancellationToken);
        if (!begun.Succeeded) return begun.Refusal;
        var journal = await _runner.RunAsync(begun.Value, persistent: true);
        var view = await _report.ReadAsync(turn, journal);
        if (journal.IsDone && journal.Refusal is { } refusal) return refusal;
        return new ProblemHandled(view, journal.Refund ?? Money.Zero(view.Quote.Total.Currency), Pending: !journal.IsDone) { Remake = await _report.ReadAsync(turn, journal.RemakeId!) };
    }

    /// <summary>The platform says that it has cancelled: no consent is asked for money that only flows back.</summary>
    internal static void BeginReturn(ITransaction tx, IdSource ids, Order order, DateTimeOffset now)
    {
        var journal = Start(tx, ids, JournalKind.Cancel, order, now) with { Fee = Money.Zero(order.Quote.Total.Currency), Refund = order.Left };
        JournalStore.Begin(tx, journal);
        JournalStore.Save(tx, Cancelling.End(tx, journal, order, now), now);
    }

    private static Outcome<Journal> BeginCancel(ITransaction tx, TurnContext turn, Consent consent)
    {
        if (ConsentBook.Use(tx, consent, ConsentPurpose.Cancel, turn.Now) is { } unusable) return unusable;
        var request = consent.Request;
        if (OrderStore.Find(tx, consent.PersonId, request.SubjectId) is not { } order) return RefusalCode.OrderUnknown;
        if (JournalStore.IsUnfinished(tx, order.Id)) return RefusalCode.OrderInProgress;
        if (!order.IsOpen || order.PlatformOrderId is null) return RefusalCode.OrderNotCancellable;
        if (CancellationQuestions.Agreed(tx, request) is not { } agreed || agreed.OrderId != order.Id || agreed.Fee != request.Amount) return RefusalCode.ConsentMismatch;
        if (CancellationHash.Compute(agreed) != request.SubjectHash || CancellationHash.Compute(agreed.For(order)) != request.SubjectHash) return RefusalCode.ConsentMismatch;
        var journal = Start(tx, turn.Ids, JournalKind.Cancel, order, turn.Now) with
        {
            Step = JournalStep.Cancel,
            Amount = request.Amount,
            ConsentId = request.Id,
            Lines = agreed.IsWhole ? null : agreed.Lines,
            Stake = agreed.Stake,
        };
        JournalStore.Begin(tx, journal);
        OrderStore.Save(tx, order with { Waiting = OrderWait.Cancellation });
        return journal;
    }

    private static Outcome<Journal> BeginReport(ITransaction tx, TurnContext turn, string orderId, ProblemReport report)
    {
        if (OrderStore.Find(tx, turn.PersonId, orderId) is not { } order) return RefusalCode.OrderUnknown;
        if (order.PlatformOrderId is null) return RefusalCode.ProblemTooEarly;
        if (JournalStore.IsUnfinished(tx, order.Id)) return order.Waiting == OrderWait.Cancellation ? RefusalCode.OrderInProgress : RefusalCode.ProblemReported;
        var journal = Start(tx, turn.Ids, JournalKind.Problem, order, turn.Now) with { Step = JournalStep.Report, Report = report, RemakeId = turn.Ids.Next("ord") };
        JournalStore.Begin(tx, journal);
        OrderStore.Save(tx, order with { Waiting = OrderWait.Problem });
        return journal;
    }

    private static Journal Start(ITransaction tx, IdSource ids, JournalKind kind, Order order, DateTimeOffset now) => new()
    {
        Id = ids.Next("jrn"),
        Kind = kind,
        Step = JournalStep.Refund,
        OrderId = order.Id,
        PersonId = order.PersonId,
        PlatformId = order.Quote.PlatformId,
        QuoteId = order.Quote.Id,
        Method = order.PaymentMethod,
        Amount = Money.Zero(order.Quote.Total.Currency),
        PaymentKey = JournalStore.FindPayment(tx, order.Id)?.PaymentKey ?? "",
        PlatformKey = ids.Next("key"),
        Placement = new Placement(order.PlatformOrderId!, order.PromisedBy),
        StartedAt = now,
    };
}
