using System.Text.Json.Serialization;

namespace Agent.Plugins;

/// <summary>What business rules expect to refuse. Each has words in every language (a test holds this).</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<RefusalCode>))]
public enum RefusalCode
{
    ItemUnknown,
    StoreUnknown,
    OptionUnknown,
    OptionRequired,
    OptionConflict,
    QuantityInvalid,
    QuantityTooLarge,
    TooManyLines,
    LineUnknown,
    BasketEmpty,
    BasketOtherStore,
    AmountTooLarge,
    NoteTooLong,
    NotListed,
    SoldOut,
    StoreClosed,
    OutOfZone,
    PickupOnly,
    DeliveryOnly,
    BelowMinimum,
    AddressUnknown,
    AddressNeeded,

    /// <summary>A label or a street is missing.</summary>
    AddressIncomplete,
    AddressTooLong,
    TooManyAddresses,
    NameTooLong,

    /// <summary>Which of Choices an address lies in was not said, or Subject is none of them.</summary>
    ZoneNeeded,
    TimeUnclear,
    TimePast,
    TimeTooFar,
    QuoteUnknown,
    QuoteExpired,
    PriceChanged,
    VoucherUnknown,
    VoucherNotUsable,
    VoucherUsed,
    VoucherClaimed,
    VoucherNotYours,
    CampaignNotOpen,
    CampaignOver,
    CampaignSpent,
    CampaignHourSpent,
    InviteOwn,
    InviteRing,
    InviteUsed,
    NothingToInviteTo,
    LinkUnknown,
    GiftTaken,

    /// <summary>It counts again at At.</summary>
    VoucherHours,
    VoucherFirstOrder,

    /// <summary>It is only given when paid by one of Choices.</summary>
    VoucherMethod,

    /// <summary>It may be used in Count orders.</summary>
    VoucherLimit,
    VoucherVoided,

    /// <summary>Too many wrong codes; possible again at At.</summary>
    VoucherTries,
    MethodUnknown,
    InsufficientFunds,
    PaymentDeclined,
    LimitPerOrder,
    LimitPerDay,
    LimitVelocity,
    LimitNewAddress,
    ConsentUnknown,
    ConsentExpired,
    ConsentUsed,
    ConsentMismatch,
    ConsentWithdrawn,
    OrderUnknown,
    OrderNotCancellable,

    /// <summary>Something else about the order still waits for an answer from outside.</summary>
    OrderInProgress,
    OrderLineUnknown,
    ProblemTooEarly,
    ProblemReported,

    /// <summary>It was not said whether it shall be made once more or refunded.</summary>
    WishNeeded,
    NothingToRepeat,
    Unavailable,

    /// <summary>A consent request is open; nothing else is done in this turn.</summary>
    ConsentOpen,

    /// <summary>A function was called by a wrong name or with wrong arguments.</summary>
    CallInvalid,
}

/// <summary>A refusal as a value: what was refused and the facts that the words need. Nothing was changed.</summary>
public sealed record Refusal(RefusalCode Code)
{
    /// <summary>Name, in the turn's language, of the item, option, store, voucher, function… that it is about.</summary>
    public string? Subject { get; init; }

    /// <summary>Name of the platform that refused.</summary>
    public string? Platform { get; init; }

    /// <summary>The amount that is missing, exceeded or changed to, by <see cref="Code"/>.</summary>
    public Money? Amount { get; init; }

    /// <summary>A count: what is left in stock, the most that is allowed.</summary>
    public long? Count { get; init; }

    /// <summary>When it opens, expired, or is possible again.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What may be chosen instead, in the turn's language.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>For whoever called the function: what was wrong. A person reads the words of the code instead.</summary>
    public string? Detail { get; init; }

    /// <summary>The id of a masked error in the log.</summary>
    public string? ErrorId { get; init; }
}
