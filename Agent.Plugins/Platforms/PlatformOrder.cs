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

    /// <summary>What the recipient reads; null where the platform does not tell.</summary>
    public CourierSlip? Slip { get; init; }
}

/// <param name="Fee">Kept from what was paid.</param>
/// <param name="Refund">Flows back to the person; with the fee it is what the person paid for what is cancelled.</param>
public sealed record CancellationTerms(Money Fee, Money Refund)
{
    /// <summary>Codes of the platform's own vouchers in the order that have ended meanwhile, and so do not come back with it; null for none.</summary>
    public IReadOnlyList<string>? EndedVouchers { get; init; }
}

public enum ProblemKind
{
    WrongItem,
    MissingItem,
    Quality,
    Other,
}

/// <summary>What the person would have instead of what was wrong.</summary>
public enum ProblemWish
{
    /// <summary>The same once more, at no charge.</summary>
    Remake,
    Refund,
}

/// <param name="Lines">Numbers of the lines it is about, 1 for the first; empty for the whole order.</param>
/// <param name="Wish">What the person prefers; the platform grants what it can.</param>
public sealed record ProblemReport(ProblemKind Kind, IReadOnlyList<int> Lines, ProblemWish Wish, string? Note);

/// <param name="Refund">What flows back to the person; zero where the platform found nothing wrong, or makes it once more.</param>
/// <param name="Remake">The new order at no charge, to be tracked like any other; null where it makes nothing.</param>
public sealed record ProblemResolution(Money Refund, Placement? Remake);
