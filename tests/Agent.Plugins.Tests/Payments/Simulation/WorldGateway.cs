using Agent.Plugins.Payments;

namespace Agent.Plugins.Tests.Payments.Simulation;

/// <summary>A payment gateway that keeps its promises: idempotent by key, a voided key never authorises.</summary>
public sealed class WorldGateway(Wire wire) : IPaymentGateway
{
    private readonly Dictionary<string, PaymentState> _payments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Money> _refunds = new(StringComparer.Ordinal);

    public bool RefusesCapture { get; set; }

    public bool RefusesRefund { get; set; }

    /// <summary>Knows no authorising: it takes the money at once.</summary>
    public bool CapturesAtOnce { get; set; }

    public IEnumerable<PaymentState> Payments => _payments.Values.OrderBy(p => p.Key, StringComparer.Ordinal);

    public Task<Outcome<PaymentState>> AuthoriseAsync(string key, string personId, string method, Money amount, CancellationToken cancellationToken) =>
        wire.SendAsync("authorise", () => Authorise(key, amount, CapturesAtOnce ? PaymentStatus.Captured : PaymentStatus.Authorised), () => Authorise(key, amount, PaymentStatus.Declined), cancellationToken);

    public Task<Outcome<PaymentState>> CaptureAsync(string key, CancellationToken cancellationToken) =>
        wire.SendAsync("capture", () => Capture(key), null, cancellationToken);

    public Task<PaymentState> VoidAsync(string key, CancellationToken cancellationToken) =>
        wire.SendAsync("void", () => Void(key), null, cancellationToken);

    public Task<Outcome<PaymentState>> RefundAsync(string key, string refundKey, Money amount, CancellationToken cancellationToken) =>
        wire.SendAsync("refund", () => Refund(key, refundKey, amount), null, cancellationToken);

    public Task<PaymentState?> FindAsync(string key, CancellationToken cancellationToken) =>
        wire.SendAsync("find", () => _payments.GetValueOrDefault(key), null, cancellationToken);

    private Outcome<PaymentState> Authorise(string key, Money amount, PaymentStatus status)
    {
        if (!_payments.TryGetValue(key, out var payment)) _payments[key] = payment = new PaymentState(key, status, amount, Money.Zero(amount.Currency));
        return payment.Status is PaymentStatus.Authorised or PaymentStatus.Captured ? payment : RefusalCode.PaymentDeclined;
    }

    private Outcome<PaymentState> Capture(string key)
    {
        if (!_payments.TryGetValue(key, out var payment) || payment.Status is PaymentStatus.Declined or PaymentStatus.Voided || RefusesCapture) return RefusalCode.PaymentDeclined;
        return _payments[key] = payment with { Status = PaymentStatus.Captured };
    }

    private PaymentState Void(string key)
    {
        if (!_payments.TryGetValue(key, out var payment)) return _payments[key] = new PaymentState(key, PaymentStatus.Voided, Money.Zero("CNY"), Money.Zero("CNY"));
        return payment.Status == PaymentStatus.Authorised ? _payments[key] = payment with { Status = PaymentStatus.Voided } : payment;
    }

    private Outcome<PaymentState> Refund(string key, string refundKey, Money amount)
    {
        if (RefusesRefund || !_payments.TryGetValue(key, out var payment) || payment.Status != PaymentStatus.Captured) return RefusalCode.PaymentDeclined;
        if (_refunds.TryGetValue(refundKey, out var before)) return before == amount ? payment : RefusalCode.PaymentDeclined;
        if (payment.Refunded + amount > payment.Amount) return RefusalCode.PaymentDeclined;
        _refunds[refundKey] = amount;
        return _payments[key] = payment with { Refunded = payment.Refunded + amount };
    }
}
