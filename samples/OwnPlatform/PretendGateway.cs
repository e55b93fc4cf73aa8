using Agent.Plugins;
using Agent.Plugins.Payments;

namespace OwnPlatform;

/// <summary>A card that always has money and moves none: the place of a payment provider. Each key has one life, authorised, then captured or voided.</summary>
public sealed class PretendGateway : IPaymentGateway
{
    private const string Card = "card";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, PaymentState> _payments = [];
    private readonly HashSet<(string Key, string RefundKey)> _refunds = [];

    public Task<Outcome<PaymentState>> AuthoriseAsync(string key, string personId, string method, Money amount, CancellationToken cancellationToken) => AnswerAsync<Outcome<PaymentState>>(
        () =>
        {
            if (method != Card) return new Refusal(RefusalCode.MethodUnknown) { Subject = method, Choices = [Card] };
            if (!_payments.TryGetValue(key, out var payment)) _payments.Add(key, payment = new PaymentState(key, PaymentStatus.Authorised, amount, Money.Zero(amount.Currency)));
            return payment.Status == PaymentStatus.Voided ? RefusalCode.PaymentDeclined : payment;
        },
        cancellationToken);

    public Task<Outcome<PaymentState>> CaptureAsync(string key, CancellationToken cancellationToken) => AnswerAsync<Outcome<PaymentState>>(
        () => _payments.GetValueOrDefault(key) switch
        {
            { Status: PaymentStatus.Captured } captured => captured,
            { Status: PaymentStatus.Authorised } authorised => _payments[key] = authorised with { Status = PaymentStatus.Captured },
            _ => RefusalCode.PaymentDeclined,
        },
        cancellationToken);

    public Task<PaymentState> VoidAsync(string key, CancellationToken cancellationToken) => AnswerAsync(
        () => _payments.GetValueOrDefault(key) switch
        {
            // Kept also where nothing was authorised, so that the key never authorises later.
            null => _payments[key] = new PaymentState(key, PaymentStatus.Voided, Money.Zero(CornerMenu.Currency), Money.Zero(CornerMenu.Currency)),
            { Status: PaymentStatus.Authorised } authorised => _payments[key] = authorised with { Status = PaymentStatus.Voided },
            var ended => ended,
        },
        cancellationToken);

    public Task<Outcome<PaymentState>> RefundAsync(string key, string refundKey, Money amount, CancellationToken cancellationToken) => AnswerAsync<Outcome<PaymentState>>(
        () =>
        {
            if (_payments.GetValueOrDefault(key) is not { Status: PaymentStatus.Captured } payment) return RefusalCode.PaymentDeclined;
            if (_refunds.Contains((key, refundKey))) return payment;
            if (payment.Refunded + amount > payment.Amount) return new Refusal(RefusalCode.AmountTooLarge) { Amount = payment.Amount - payment.Refunded };
            _refunds.Add((key, refundKey));
            return _payments[key] = payment with { Refunded = payment.Refunded + amount };
        },
        cancellationToken);

    public Task<PaymentState?> FindAsync(string key, CancellationToken cancellationToken) => AnswerAsync(() => _payments.GetValueOrDefault(key), cancellationToken);

    private Task<T> AnswerAsync<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        lock (_gate) return Task.FromResult(answer());
    }
}
