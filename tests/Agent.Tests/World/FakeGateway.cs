using Agent.Plugins;
using Agent.Plugins.Payments;

namespace Agent.Tests.World;

/// <summary>Cards that always have money, and every movement by key.</summary>
internal sealed class FakeGateway : IPaymentGateway
{
    private readonly Dictionary<string, PaymentState> _states = [];

    /// <summary>Who was charged, and how much.</summary>
    public List<(string PersonId, Money Amount)> Authorised { get; } = [];

    public Task<Outcome<PaymentState>> AuthoriseAsync(string key, string personId, string method, Money amount, CancellationToken cancellationToken)
    {
        if (!_states.TryGetValue(key, out var state))
        {
            _states.Add(key, state = new PaymentState(key, PaymentStatus.Authorised, amount, amount with { Minor = 0 }));
            Authorised.Add((personId, amount));
        }

        return Task.FromResult<Outcome<PaymentState>>(state);
    }

    public Task<Outcome<PaymentState>> CaptureAsync(string key, CancellationToken cancellationToken) => Task.FromResult<Outcome<PaymentState>>(_states[key] = _states[key] with { Status = PaymentStatus.Captured });

    public Task<PaymentState> VoidAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(_states[key] = _states.TryGetValue(key, out var s) ? s with { Status = PaymentStatus.Voided } : new PaymentState(key, PaymentStatus.Voided, new Money(0, "CNY"), new Money(0, "CNY")));

    public Task<Outcome<PaymentState>> RefundAsync(string key, string refundKey, Money amount, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<PaymentState>>(_states[key] = _states[key] with { Refunded = amount });

    public Task<PaymentState?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult(_states.GetValueOrDefault(key));
}
