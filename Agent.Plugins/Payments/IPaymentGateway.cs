namespace Agent.Plugins.Payments;

/// <summary>Moves a person's money from outside (a card, a bank). Thread-safe; everything is idempotent by key.</summary>
/// <remarks>A gateway that cannot be reached, or does not answer in time, throws <see cref="ShopException"/> with the code <see cref="ShopException.Unavailable"/>: the outcome is then unknown and is asked for again by key.</remarks>
public interface IPaymentGateway
{
    /// <summary>Sets an amount aside. Declined is a refusal, and final for the key.</summary>
    Task<Outcome<PaymentState>> AuthoriseAsync(string key, string personId, string method, Money amount, CancellationToken cancellationToken);

    /// <summary>Takes what was authorised under the key.</summary>
    Task<Outcome<PaymentState>> CaptureAsync(string key, CancellationToken cancellationToken);

    /// <summary>Lets go of what was authorised, and makes sure that the key never authorises later. What was captured stays captured, and the answer says so.</summary>
    Task<PaymentState> VoidAsync(string key, CancellationToken cancellationToken);

    /// <summary>Gives back part of what was captured under <paramref name="key"/>; idempotent by <paramref name="refundKey"/>.</summary>
    Task<Outcome<PaymentState>> RefundAsync(string key, string refundKey, Money amount, CancellationToken cancellationToken);

    /// <summary>Null where the gateway has never seen the key.</summary>
    Task<PaymentState?> FindAsync(string key, CancellationToken cancellationToken);
}

public sealed record PaymentState(string Key, PaymentStatus Status, Money Amount, Money Refunded);

public enum PaymentStatus
{
    Authorised,
    Captured,
    Declined,
    Voided,
}
