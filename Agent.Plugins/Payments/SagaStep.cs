using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Payments;

/// <summary>What an answer leads to: writes its effects, and gives the journal with its next step. Runs inside the transaction that saves that journal.</summary>
internal delegate Journal Transition(ITransaction tx, Journal journal, DateTimeOffset now);

/// <summary>One step outside: whom it asks, what it asks by the journal's keys (so that asking again is harmless), and where the answer leads.</summary>
internal sealed class SagaStep
{
    private readonly Func<IPlatform, IPaymentGateway, Journal, CancellationToken, Task<Transition>> _ask;

    private SagaStep(bool atGateway, Func<IPlatform, IPaymentGateway, Journal, CancellationToken, Task<Transition>> ask) => (AtGateway, _ask) = (atGateway, ask);

    /// <summary>Whom it waits for: the payment gateway, or else the order's platform.</summary>
    public bool AtGateway { get; }

    /// <summary>Where it goes instead once the journal's deadline has passed; null where it must be finished however long it takes.</summary>
    public JournalStep? Overdue { get; private init; }

    public static SagaStep Platform<T>(Func<IPlatform, Journal, CancellationToken, Task<T>> ask, Func<ITransaction, Journal, T, DateTimeOffset, Journal> then, JournalStep? overdue = null) =>
        new(false, async (platform, _, journal, token) => Then(await ask(platform, journal, token), then)) { Overdue = overdue };

    public static SagaStep Gateway<T>(Func<IPaymentGateway, Journal, CancellationToken, Task<T>> ask, Func<ITransaction, Journal, T, DateTimeOffset, Journal> then, JournalStep? overdue = null) =>
        new(true, async (_, gateway, journal, token) => Then(await ask(gateway, journal, token), then)) { Overdue = overdue };

    public Task<Transition> AskAsync(IPlatform platform, IPaymentGateway gateway, Journal journal, CancellationToken cancellationToken) => _ask(platform, gateway, journal, cancellationToken);

    private static Transition Then<T>(T answer, Func<ITransaction, Journal, T, DateTimeOffset, Journal> then) => (tx, journal, now) => then(tx, journal, answer, now);
}
