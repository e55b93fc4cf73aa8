using System.Text.Json.Serialization;

namespace Agent.Plugins.Payments;

/// <summary>One thing that is no longer as the person agreed to it.</summary>
/// <param name="Subject">Name of the item, fee or voucher that it is about; null where the field says it all.</param>
/// <param name="Was">Null where it is new.</param>
/// <param name="Now">Null where it is gone.</param>
public sealed record ConsentChange(ConsentField Field, string? Subject, ConsentValue? Was, ConsentValue? Now);

/// <summary>What a person agrees to, by the parts that are shown.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ConsentField>))]
public enum ConsentField
{
    /// <summary>Which quote, or which order, it is about.</summary>
    Reference,
    Platform,
    Store,
    Payee,
    Item,
    Options,
    Quantity,
    Price,
    Allergens,
    Fee,
    Voucher,
    VoucherFunder,

    /// <summary>How a voucher's discount comes about, and what it lies on. As JSON: it is told, not shown.</summary>
    VoucherReckoning,
    VoucherMethods,
    Total,
    Pickup,
    Place,

    /// <summary>Whether the recipient sees no price.</summary>
    Gift,
    Recipient,
    From,
    Until,
    Note,
    Substitution,
    Method,
    Expiry,
    CancelledBefore,
    Refunded,
    CancellationFee,
    Refund,
    VouchersBack,
    VouchersEnded,
}

/// <summary>A value as it can be shown in any language: exactly one of these.</summary>
/// <param name="Text">As the platform or the person wrote it, or the name of one of our own kinds.</param>
public sealed record ConsentValue(Money? Amount = null, DateTimeOffset? At = null, long? Count = null, string? Text = null);
