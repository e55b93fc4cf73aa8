using Agent.Plugins.Friends;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Payments;

/// <summary>Where a person's own yes or no arrives, from trusted surfaces only. Nothing else mints a <see cref="Consent"/>. Thread-safe.</summary>
public sealed class Consents
{
    private readonly IDatabase _database;
    private readonly Checkout _checkout;
    private readonly Cancellations _cancellations;
    private readonly VoucherGifts _gifts;
    private readonly ChangedConsents _changed;

    internal Consents(IDatabase database, Checkout checkout, Cancellations cancellations, VoucherGifts gifts, ChangedConsents changed) =>
        (_database, _checkout, _cancellations, _gifts, _changed) = (database, checkout, cancellations, gifts, changed);

    /// <summary>Takes the decision and, on yes, brings its effect as far as it will go now. Once the effect has begun, <paramref name="cancellationToken"/> no longer stops it.</summary>
    /// <returns>Refused with a new question where what was agreed to is no longer so.</returns>
    public async Task<ConsentOutcome> DecideAsync(TurnContext turn, string consentId, bool approved, CancellationToken cancellationToken)
    {
        var minted = await _database.WriteAsync(tx => Decide(tx, turn, consentId, approved), cancellationToken);
        if (!minted.Succeeded) return new ConsentOutcome.Refused(minted.Refusal);
        if (!approved) return new ConsentOutcome.Declined();
        var outcome = minted.Value.Request.Purpose switch
        {
            ConsentPurpose.Pay => await _checkout.PayAsync(turn, minted.Value, cancellationToken),
            ConsentPurpose.Cancel => await _cancellations.CancelAsync(turn, minted.Value, cancellationToken),
            ConsentPurpose.Transfer => await _gifts.GiveAsync(turn, minted.Value, cancellationToken),
            var purpose => throw new InvalidOperationException($"A consent to {purpose} has no effect."),
        };
        return outcome is ConsentOutcome.Refused refused ? await _changed.AskAgainAsync(turn, minted.Value.Request, refused) : outcome;
    }

    /// <summary>Closes a question because the person said something else.</summary>
    /// <returns>Why there was nothing to close, a yes that had been given before the program was cut off included; null where it is withdrawn.</returns>
    public Task<Refusal?> WithdrawAsync(TurnContext turn, string consentId, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            tx =>
            {
                var open = ConsentBook.FindOpen(tx, turn.PersonId, turn.ConversationId, consentId, turn.Now);
                if (open.Succeeded) ConsentBook.Resolve(tx, consentId, ConsentState.Withdrawn, turn.Now);
                return open.Refusal;
            },
            cancellationToken);

    private static Outcome<Consent> Decide(ITransaction tx, TurnContext turn, string consentId, bool approved)
    {
        var open = ConsentBook.FindOpen(tx, turn.PersonId, turn.ConversationId, consentId, turn.Now);
        if (!open.Succeeded) return open.Refusal;
        if (!approved) ConsentBook.Resolve(tx, consentId, ConsentState.Declined, turn.Now);
        return ConsentBook.Mint(tx, turn.PersonId, turn.ConversationId, open.Value, turn.Now);
    }
}
