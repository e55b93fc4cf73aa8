using System.Text.Json.Serialization;

namespace Agent.Plugins.Vouchers;

/// <summary>A person's right to a discount.</summary>
/// <param name="Code">Unique over all platforms and campaigns.</param>
/// <param name="PlatformId">The only platform that takes it; null for a campaign's voucher that all take.</param>
/// <param name="Terms">Null where the platform does not publish its rules: then only a quote tells what it is worth.</param>
public sealed record Voucher(string Code, LocalizedText Title, string? PlatformId, Funder Funder, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil, VoucherTerms? Terms)
{
    /// <summary>Withdrawn before its time. An order that already holds it goes through.</summary>
    public VoucherVoid? Voided { get; init; }
}

/// <summary>Who bears a discount.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Funder>))]
public enum Funder
{
    Merchant,
    Platform,
    Campaign,
}

public sealed record VoucherVoid(DateTimeOffset At, VoidReason Reason);

[JsonConverter(typeof(SnakeCaseEnumConverter<VoidReason>))]
public enum VoidReason
{
    IssuedInError,
    Misused,
    Withdrawn,
}
