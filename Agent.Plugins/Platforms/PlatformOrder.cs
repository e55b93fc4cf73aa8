using Agent.Plugins.Orders;

namespace Agent.Plugins.Platforms;

/// <summary>An order as its platform sees it now.</summary>
/// <param name="History">Every state so far with when it began, oldest first; the last is the present one.</param>
/// <param name="ExpectedAt">The present estimate; later than <paramref name="PromisedBy"/> when it will be late.</param>
/// <param name="LateReason">Why it will be late; null while it is in time.</param>
public sealed record PlatformOrder(
    string PlatformOrderId,
    IReadOnlyList<OrderStep> History,
    DateTimeOffset PromisedBy,
    DateTimeOffset ExpectedAt,
    string? Courier,
    LocalizedText? LateReason)
{
    public OrderState State => History[^1].State;
}

/// <param name="Fee">Kept from what was paid.</param>
public sealed record CancellationTerms(Money Fee, Money Refund);

public enum ProblemKind
{
    WrongItem,
    MissingItem,
    Quality,
    Other,
}

/// <param name="ItemIds">The lines it is about; empty for the whole order.</param>
public sealed record ProblemReport(ProblemKind Kind, IReadOnlyList<string> ItemIds, string? Note);

/// <param name="Refund">What flows back to the person; zero where the platform found nothing wrong.</param>
public sealed record ProblemResolution(Money Refund);
