using Agent.Plugins.Platforms;

namespace Agent.Plugins.Payments;

/// <summary>Every step that money takes outside, at a glance. Each is repeated with the same key until it is answered; the transition writes what the answer means, together with the next step.</summary>
/// <remarks>
/// <code>
/// pay      Authorise ─ok→ Place ─ok→ Capture ─ok→ Done: paid and placed
///              │            │           └─refused→ Withdraw → Void → Done: refused
///              │            ├─refused→ Void → Done: refused, nothing charged
///              │            └─quote expired→ Abandon ─not placed→ Void → Done: refused
///              │                                └─placed after all→ Capture
///              ├─declined→ Done: refused
///              └─quote expired→ Void → Done: refused
/// cancel   Cancel ─ok→ Refund → Done: cancelled, in whole or in part
///              └─refused→ Done: refused, the order goes on
/// problem  Report ─ok→ Refund → Done: refunded, or an order that makes it good
///              └─refused→ Done: refused
/// </code>
/// A gateway that takes the money at once answers Void with it, and Return gives it back before the payment is done.
/// From a wallet, Authorise, Capture, Void and Refund are postings within the transactions that begin, settle or end the payment, and their steps are left out.
/// A step that reserves the store's slot belongs before Authorise.
/// </remarks>
internal static class SagaTable
{
    public static IReadOnlyDictionary<JournalStep, SagaStep> Steps { get; } = new Dictionary<JournalStep, SagaStep>
    {
        [JournalStep.Authorise] = SagaStep.Gateway((g, j, ct) => g.AuthoriseAsync(j.PaymentKey, j.PersonId, j.Method, j.Amount, ct), Paying.Authorised, overdue: JournalStep.Void),
        [JournalStep.Place] = SagaStep.Platform((p, j, ct) => p.PlaceAsync(new PlaceRequest(j.PlatformKey, j.QuoteId, j.PersonId, j.Amount), ct), Paying.Placed, overdue: JournalStep.Abandon),
        [JournalStep.Capture] = SagaStep.Gateway((g, j, ct) => g.CaptureAsync(j.PaymentKey, ct), Paying.Captured),
        [JournalStep.Abandon] = SagaStep.Platform((p, j, ct) => p.AbandonAsync(j.PlatformKey, ct), Paying.Abandoned),
        [JournalStep.Withdraw] = SagaStep.Platform((p, j, ct) => p.CancelAsync(j.Id, j.Placement!.PlatformOrderId, [], j.Amount, ct), Paying.Withdrawn),
        [JournalStep.Void] = SagaStep.Gateway((g, j, ct) => g.VoidAsync(j.PaymentKey, ct), Paying.Voided),
        [JournalStep.Return] = SagaStep.Gateway((g, j, ct) => g.RefundAsync(j.PaymentKey, j.Id, j.Refund!.Value, ct), Paying.Returned),
        [JournalStep.Cancel] = SagaStep.Platform((p, j, ct) => p.CancelAsync(j.PlatformKey, j.Placement!.PlatformOrderId, j.Lines ?? [], j.Amount, ct), Cancelling.Cancelled),
        [JournalStep.Report] = SagaStep.Platform((p, j, ct) => p.ReportProblemAsync(j.PlatformKey, j.Placement!.PlatformOrderId, j.Report!, ct), Cancelling.Resolved),
        [JournalStep.Refund] = SagaStep.Gateway((g, j, ct) => g.RefundAsync(j.PaymentKey, j.Id, j.Refund!.Value, ct), Cancelling.Refunded),
    };
}
