using System.Text.Json.Serialization;

namespace Agent.Plugins.Vouchers;

/// <summary>What list_vouchers returns: usable ones first, then by end of validity, then by code.</summary>
public sealed record VoucherList(IReadOnlyList<ShownVoucher> Vouchers, IReadOnlyList<string> Unreachable)
{
    /// <summary>Those that cannot be used any more, with why; those that ended long ago are left out. Latest first.</summary>
    public IReadOnlyList<PastVoucher> Past { get; init; } = [];
}

/// <param name="PlatformName">The only platform that takes it; null when all do.</param>
/// <param name="Worth">What it takes off at most, where the terms are known.</param>
/// <param name="Missing">What must be added to the basket before it counts; null when nothing is missing or the terms are not known.</param>
public sealed record ShownVoucher(string Code, string Title, string? PlatformName, Funder Funder, Money? Worth, int? Percent, Money? MinimumSpend, Money? Missing, DateTimeOffset ValidUntil, bool UsableNow)
{
    /// <summary>What else is in its way for the basket as it is; null where it is usable or only falls short of its minimum.</summary>
    public Refusal? Bar { get; init; }
}

/// <param name="PlatformName">The only platform that took it; null when all did.</param>
/// <param name="At">When it ended or was voided; null for one that may be used in no more orders.</param>
/// <param name="Voided">Why it was voided; null where it was not.</param>
public sealed record PastVoucher(string Code, string Title, string? PlatformName, PastReason Reason, DateTimeOffset? At, VoidReason? Voided);

[JsonConverter(typeof(SnakeCaseEnumConverter<PastReason>))]
public enum PastReason
{
    Expired,
    Voided,
    LimitReached,
}

/// <summary>What apply_vouchers returns: which codes the next comparison will use; null for the best stack.</summary>
public sealed record VoucherChoice(IReadOnlyList<string>? Codes, IReadOnlyList<string> Titles);
