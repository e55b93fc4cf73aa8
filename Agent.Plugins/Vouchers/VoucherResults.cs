namespace Agent.Plugins.Vouchers;

/// <summary>What list_vouchers returns: usable ones first, then by end of validity, then by code.</summary>
public sealed record VoucherList(IReadOnlyList<ShownVoucher> Vouchers, IReadOnlyList<string> Unreachable);

/// <param name="PlatformName">The only platform that takes it; null when all do.</param>
/// <param name="Worth">What it takes off at most, where the terms are known.</param>
/// <param name="Missing">What must be added to the basket before it counts; null when nothing is missing or the terms are not known.</param>
public sealed record ShownVoucher(string Code, string Title, string? PlatformName, Funder Funder, Money? Worth, int? Percent, Money? MinimumSpend, Money? Missing, DateTimeOffset ValidUntil, bool UsableNow);

/// <summary>What apply_vouchers returns: which codes the next comparison will use; null for the best stack.</summary>
public sealed record VoucherChoice(IReadOnlyList<string>? Codes, IReadOnlyList<string> Titles);
