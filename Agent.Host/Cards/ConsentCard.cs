using Agent.Plugins.Payments;

namespace Agent.Host.Cards;

/// <summary>The question to the person, with all that a yes agrees to.</summary>
internal static class ConsentCard
{
    public static Card Draw(ConsentAsked asked, Words words, int width) => asked switch
    {
        PaymentAsked pay => QuoteCard.Draw(pay, words, width),
        CancellationAsked cancel => ReceiptCard.Draw(cancel, words, width),
        TransferAsked transfer => new Card(words["transfer.title"], width).Text(transfer.Title, 0, Tone.Strong).Fields(
        [
            (words["transfer.worth"], words.Amount(transfer.Consent.Amount)),
            (words["transfer.until"], words.Day(transfer.ValidUntil.AddTicks(-1))),
        ]),
        _ => throw new ArgumentException($"{asked.GetType().Name} has no card.", nameof(asked)),
    };
}
