using System.Text.Json.Serialization;
using Agent.Plugins.Orders;
using Agent.Plugins.Pricing;

namespace Agent.Plugins.Payments;

/// <summary>What a function of the effect <c>request</c> returns: a question to the person. It moves nothing.</summary>
public abstract record ConsentAsked(ConsentRequest Consent)
{
    /// <summary>What is no longer as it was agreed to before; null where it is asked for the first time.</summary>
    public IReadOnlyList<ConsentChange>? Changes { get; init; }
}

/// <summary>What request_payment returns.</summary>
public sealed record PaymentAsked(ConsentRequest Consent, Quote Quote, PaymentMethod Method) : ConsentAsked(Consent);

/// <summary>What request_cancellation returns.</summary>
/// <param name="Fee">Kept of what was paid for what is cancelled.</param>
public sealed record CancellationAsked(ConsentRequest Consent, OrderView Order, Money Fee, Money Refund) : ConsentAsked(Consent)
{
    /// <summary>What of the order; null for all that is left.</summary>
    public IReadOnlyList<LineUnits>? Lines { get; init; }

    /// <summary>Titles of the vouchers that come back; null for none.</summary>
    public IReadOnlyList<string>? VouchersBack { get; init; }

    /// <summary>Titles of the vouchers that have ended and so do not come back; null for none.</summary>
    public IReadOnlyList<string>? VouchersEnded { get; init; }
}

/// <summary>What request_transfer returns.</summary>
public sealed record TransferAsked(ConsentRequest Consent, string Title, DateTimeOffset ValidUntil) : ConsentAsked(Consent);

/// <param name="Id">"wallet", "card"…</param>
/// <param name="Balance">Only of the wallet.</param>
public sealed record PaymentMethod(string Id, string Name, Money? Balance);

/// <summary>What get_wallet returns; the first method is the one used when none is named.</summary>
public sealed record WalletView(Money Balance, IReadOnlyList<PaymentMethod> Methods, IReadOnlyList<WalletEntry> Recent);

/// <param name="Amount">Signed: positive into the wallet.</param>
public sealed record WalletEntry(DateTimeOffset At, WalletEntryKind Kind, Money Amount, string? OrderId);

[JsonConverter(typeof(SnakeCaseEnumConverter<WalletEntryKind>))]
public enum WalletEntryKind
{
    TopUp,
    Payment,
    Refund,
    RedPacket,
}

/// <summary>What came of a consent: a closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "outcome")]
[JsonDerivedType(typeof(Paid), "paid")]
[JsonDerivedType(typeof(Pending), "pending")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
[JsonDerivedType(typeof(Given), "given")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Declined), "declined")]
public abstract record ConsentOutcome
{
    private ConsentOutcome()
    {
    }

    /// <summary>Paid and placed.</summary>
    public sealed record Paid(OrderView Order) : ConsentOutcome;

    /// <summary>Not known yet whether the platform or gateway did it. It is asked for by key, and never charged again.</summary>
    public sealed record Pending(OrderView Order, string WaitsFor) : ConsentOutcome;

    public sealed record Cancelled(OrderView Order, Money Fee, Money Refund) : ConsentOutcome
    {
        /// <summary>What of the order; null for all that was left.</summary>
        public IReadOnlyList<LineUnits>? Lines { get; init; }
    }

    /// <summary>A voucher is on its way to whoever opens the link first.</summary>
    public sealed record Given(string Link, string Title, DateTimeOffset ValidUntil) : ConsentOutcome;

    /// <summary>Nothing was moved, or all of it was put back.</summary>
    public sealed record Refused(Refusal Refusal) : ConsentOutcome
    {
        /// <summary>What is no longer as it was agreed to; null where that is not why.</summary>
        public IReadOnlyList<ConsentChange>? Changes { get; init; }

        /// <summary>The question that was opened anew, with what has changed; null where there is nothing to ask.</summary>
        [JsonIgnore]
        public ConsentAsked? Again { get; init; }
    }

    /// <summary>The person said no, or something else instead.</summary>
    public sealed record Declined : ConsentOutcome;
}
