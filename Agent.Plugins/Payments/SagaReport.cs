using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Payments;

/// <summary>What the person is told of an effect within the turn that began it.</summary>
internal sealed class SagaReport(IDatabase database, PlatformDirectory platforms, ToldOrders told)
{
    /// <summary>Call it while the order is still leased, so that the same is not told a second time as news.</summary>
    public async Task<ConsentOutcome> TellAsync(TurnContext turn, Journal journal)
    {
        var view = await ReadAsync(turn, journal);
        return journal switch
        {
            // Cancelled is cancelled, even while the refund still waits for its confirmation; the view says so.
            { Kind: JournalKind.Cancel, Step: JournalStep.Refund } => new ConsentOutcome.Cancelled(view, journal.Fee!.Value, journal.Refund!.Value) { Lines = journal.Lines },
            { IsDone: false } => new ConsentOutcome.Pending(view, Awaited(turn, journal)),
            { Refusal: { } refusal } => new ConsentOutcome.Refused(Name(refusal, journal, view, turn.Language)),
            { Kind: JournalKind.Cancel } => new ConsentOutcome.Cancelled(view, journal.Fee!.Value, journal.Refund!.Value) { Lines = journal.Lines },
            _ => new ConsentOutcome.Paid(view),
        };
    }

    public async Task<OrderView> ReadAsync(TurnContext turn, Journal journal) => (await ReadAsync(turn, journal.OrderId))!;

    /// <summary>Null where there is no such order.</summary>
    public async Task<OrderView?> ReadAsync(TurnContext turn, string orderId)
    {
        if (await database.ReadAsync(tx => OrderStore.FindAny(tx, orderId), CancellationToken.None) is not { } order) return null;
        told.Add(order);
        return OrderViews.Of(order, turn.Language, turn.Now);
    }

    /// <summary>Says who refused, where the answer itself does not.</summary>
    private static Refusal Name(Refusal refusal, Journal journal, OrderView view, Language language) => refusal.Code == RefusalCode.PaymentDeclined
        ? refusal with { Subject = refusal.Subject ?? PaymentMethods.Name(journal.Method, language) }
        : refusal with { Platform = refusal.Platform ?? view.Quote.PlatformName };

    private string Awaited(TurnContext turn, Journal journal) =>
        SagaTable.Steps[journal.Step].AtGateway
            ? PaymentMethods.Name(journal.Method, turn.Language)
            : platforms.Find(journal.PlatformId)?.Info.Name ?? journal.PlatformId;
}
