using Agent.Plugins;
using Agent.Plugins.Payments;

namespace Agent.Wording;

/// <summary>What came of a consent, in a sentence or two. The wording is <c>prompts/receipt.*.yaml</c>; refusals are worded by the <see cref="FallbackResponder"/>.</summary>
internal sealed class ReceiptWords(WordBook words)
{
    public string Say(ConsentOutcome outcome, ConsentAsked? asked, TurnContext turn)
    {
        var language = turn.Language;
        return outcome switch
        {
            ConsentOutcome.Paid { Order: var order } => words.Say(
                language,
                order.Quote.Delivery.Pickup ? "paid.pickup" : "paid",
                ("amount", Phrases.Amount(order.Quote.Total, language)),
                ("platform", order.Quote.PlatformName),
                ("number", order.Number),
                ("at", Clock(order.PromisedBy, turn))),
            ConsentOutcome.Pending { Order: var order } pending => words.Say(
                language,
                ConsentKeys.Of("pending", asked),
                ("waits", pending.WaitsFor),
                ("number", order.Number),
                ("amount", Phrases.Amount(order.Quote.Total, language))),
            ConsentOutcome.Cancelled { Order: var order } cancelled => words.Say(
                language,
                cancelled.Fee.IsZero ? "cancelled" : "cancelled.fee",
                ("number", order.Number),
                ("platform", order.Quote.PlatformName),
                ("fee", Phrases.Amount(cancelled.Fee, language)),
                ("refund", Phrases.Amount(cancelled.Refund, language))),
            ConsentOutcome.Given given => words.Say(language, "given", ("title", given.Title), ("link", given.Link), ("day", Phrases.Day(TimeZoneInfo.ConvertTime(given.ValidUntil.AddTicks(-1), turn.TimeZone), language))),
            ConsentOutcome.Declined => words.Say(language, ConsentKeys.Of("declined", asked)),
            _ => throw new ArgumentException($"{outcome.GetType().Name} has no receipt.", nameof(outcome)),
        };
    }

    private static string Clock(DateTimeOffset at, TurnContext turn) => Phrases.Clock(TimeZoneInfo.ConvertTime(at, turn.TimeZone));
}
