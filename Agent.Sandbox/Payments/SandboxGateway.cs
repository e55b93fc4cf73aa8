using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Plugins.Storage;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.Storage;

namespace Agent.Sandbox.Payments;

/// <summary>The card network of the world. Every key has one life: authorised, then captured or voided; or declined.</summary>
internal sealed class SandboxGateway(WorldDatabase world, Faults faults) : IPaymentGateway
{
    private const string Card = "card";
    private const string Name = "SandPay";

    public async Task<Outcome<PaymentState>> AuthoriseAsync(string key, string personId, string method, Money amount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Minor, nameof(amount));
        Reach(cancellationToken);
        if (method != Card) return new Refusal(RefusalCode.MethodUnknown) { Subject = method, Choices = [Card] };
        var status = faults.IsOn(Faults.PaymentDeclined) ? PaymentStatus.Declined : PaymentStatus.Authorised;
        var state = await world.WriteAsync(tx => Find(tx, key) ?? Add(tx, new PaymentState(key, status, amount, Money.Zero(amount.Currency)), personId, method), cancellationToken);
        return Reply<PaymentState>(state.Status is PaymentStatus.Authorised or PaymentStatus.Captured ? state : Declined(state));
    }

    public async Task<Outcome<PaymentState>> CaptureAsync(string key, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        return Reply(await world.WriteAsync<Outcome<PaymentState>>(
            tx => Find(tx, key) switch
            {
                null => RefusalCode.PaymentDeclined,
                { Status: PaymentStatus.Captured } state => state,
                { Status: PaymentStatus.Authorised } state => Move(tx, state, PaymentStatus.Captured),
                var state => Declined(state),
            },
            cancellationToken));
    }

    public Task<PaymentState> VoidAsync(string key, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        return world.WriteAsync(
            tx => Find(tx, key) switch
            {
                null => Add(tx, new PaymentState(key, PaymentStatus.Voided, None, None), "", Card),
                { Status: PaymentStatus.Authorised } state => Move(tx, state, PaymentStatus.Voided),
                var state => state,
            },
            cancellationToken);
    }

    public async Task<Outcome<PaymentState>> RefundAsync(string key, string refundKey, Money amount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Minor, nameof(amount));
        Reach(cancellationToken);
        return Reply(await world.WriteAsync<Outcome<PaymentState>>(
            tx =>
            {
                if (Find(tx, key) is not { Status: PaymentStatus.Captured } state) return RefusalCode.PaymentDeclined;
                if (tx.QueryFirst("SELECT 1 FROM refunds WHERE key = $1 AND refund_key = $2", row => row.Int(0), key, refundKey) == 1) return state;
                if (state.Refunded + amount > state.Amount) return new Refusal(RefusalCode.AmountTooLarge) { Amount = state.Amount - state.Refunded };
                tx.Execute("INSERT INTO refunds (key, refund_key, minor) VALUES ($1, $2, $3)", key, refundKey, amount.Minor);
                return state with { Refunded = state.Refunded + amount };
            },
            cancellationToken));
    }

    public Task<PaymentState?> FindAsync(string key, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        return world.ReadAsync(tx => Find(tx, key), cancellationToken);
    }

    private static Money None => Money.Zero(SandboxCatalogue.Currency);

    private static PaymentState? Find(ITransaction tx, string key) =>
        tx.QueryFirst(
            "SELECT status, minor, currency, (SELECT coalesce(sum(minor), 0) FROM refunds WHERE refunds.key = payments.key) FROM payments WHERE key = $1",
            row => new PaymentState(key, Enum.Parse<PaymentStatus>(row.Text(0)), new Money(row.Number(1), row.Text(2)), new Money(row.Number(3), row.Text(2))),
            key);

    private static PaymentState Add(ITransaction tx, PaymentState state, string personId, string method)
    {
        tx.Execute(
            "INSERT INTO payments (key, person_id, method, status, minor, currency) VALUES ($1, $2, $3, $4, $5, $6)",
            state.Key,
            personId,
            method,
            state.Status,
            state.Amount.Minor,
            state.Amount.Currency);
        return state;
    }

    private static PaymentState Move(ITransaction tx, PaymentState state, PaymentStatus to)
    {
        tx.Execute("UPDATE payments SET status = $2 WHERE key = $1", state.Key, to);
        return state with { Status = to };
    }

    private static Refusal Declined(PaymentState state) => new(RefusalCode.PaymentDeclined) { Amount = state.Amount };

    private void Reach(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (faults.IsOn(Faults.PaymentDown)) throw Unavailable();
    }

    /// <summary>The way back, on which a reply can be lost after the effect.</summary>
    private Outcome<T> Reply<T>(Outcome<T> answer)
        where T : class => answer.Succeeded && faults.IsOn(Faults.PaymentTimeout) ? throw Unavailable() : answer;

    private static ShopException Unavailable() => new(ShopException.Unavailable, $"{Name} does not answer.") { Subject = Name };
}
