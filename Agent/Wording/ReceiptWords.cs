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
            ConsentOutcome.Cancelled cancelled => Cancelled(cancelled, asked as CancellationAsked, language),
            ConsentOutcome.Given given => words.Say(language, "given", ("title", given.Title), ("link", given.Link), ("day", Phrases.Day(TimeZoneInfo.ConvertTime(given.ValidUntil.AddTicks(-1), turn.TimeZone), language))),
            ConsentOutcome.Declined => words.Say(language, ConsentKeys.Of("declined", asked)),
            _ => throw new ArgumentException($"{outcome.GetType().Name} has no receipt.", nameof(outcome)),
        };
    }

    /// <summary>What is no longer as it was agreed to, and the question that now stands.</summary>
    public string Changed(ConsentOutcome.Refused refused, TurnContext turn)
    {
        var (language, again) = (turn.Language, refused.Again!);
        var purpose = again is CancellationAsked ? "cancel" : "pay";
        var lines = ChangeWords.Of(words, language, turn.TimeZone, again.Changes is { Count: > 0 } changes ? changes : refused.Changes ?? []);
        return string.Join(
            '\n',
            [
                words.Say(language, $"change.intro.{purpose}"),
                .. lines.Select(l => $"– {words.Say(language, "change.line", ("what", l.What), ("values", l.Values))}"),
                words.Say(language, $"change.again.{purpose}", ("total", Phrases.Amount(again.Consent.Amount, language))),
            ]);
    }

    private string Cancelled(ConsentOutcome.Cancelled cancelled, CancellationAsked? asked, Language language)
    {
        var order = cancelled.Order;
        var key = (cancelled.Lines is null ? "cancelled" : "cancelled.part") + (cancelled.Fee.IsZero ? "" : ".fee");
        List<string> said =
        [
            words.Say(
                language,
                key,
                ("number", order.Number),
                ("items", Phrases.Units(order.Quote, cancelled.Lines ?? [], language)),
                ("platform", order.Quote.PlatformName),
                ("fee", Phrases.Amount(cancelled.Fee, language)),
                ("refund", Phrases.Amount(cancelled.Refund, language))),
        ];
        if (order.Refunding is not null) said.Add(words.Say(language, "refund.pending"));
        if (asked?.VouchersBack is { } back) said.Add(words.Say(language, "voucher.back", ("vouchers", Phrases.And(back, language))));
        if (asked?.VouchersEnded is { } ended) said.Add(words.Say(language, "voucher.ended", ("vouchers", Phrases.And(ended, language))));
        return string.Join(language == Language.Chinese ? "" : " ", said);
    }

    private static string Clock(DateTimeOffset at, TurnContext turn) => Phrases.Clock(TimeZoneInfo.ConvertTime(at, turn.TimeZone));
}
