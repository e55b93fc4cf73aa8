using System.Collections.Concurrent;
using Agent.Plugins;
using Agent.Plugins.Payments;

namespace Agent.Testing;

/// <summary>A payment gateway that says yes to everything at once. Thread-safe.</summary>
public sealed class OpenGateway : IPaymentGateway
{
    private readonly ConcurrentDictionary<string, PaymentState> _payments = new(StringComparer.Ordinal);

    public Task<Outcome<PaymentState>> AuthoriseAsync(string key, string personId, string method, Money amount, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<PaymentState>>(_payments.GetOrAdd(key, k => new PaymentState(k, PaymentStatus.Authorised, amount, Money.Zero(amount.Currency))));

    public Task<Outcome<PaymentState>> CaptureAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<PaymentState>>(_payments.AddOrUpdate(key, _ => throw new InvalidOperationException("Nothing was authorised."), (_, state) => state with { Status = PaymentStatus.Captured }));

    public Task<PaymentState> VoidAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(_payments.AddOrUpdate(key, k => new PaymentState(k, PaymentStatus.Voided, Money.Zero("CNY"), Money.Zero("CNY")), (_, state) => state.Status == PaymentStatus.Captured ? state : state with { Status = PaymentStatus.Voided }));

    public Task<Outcome<PaymentState>> RefundAsync(string key, string refundKey, Money amount, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<PaymentState>>(_payments.AddOrUpdate(key, _ => throw new InvalidOperationException("Nothing was paid."), (_, state) => state with { Refunded = state.Refunded + amount }));

    public Task<PaymentState?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult(_payments.GetValueOrDefault(key));
}
