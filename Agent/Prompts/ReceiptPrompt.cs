using Agent.Models;
using Agent.Planning;
using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Wording;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Agent.Prompts;

/// <summary>Lets a model word what came of a decision, where that is asked for. What it leaves out or makes up, the agent's own receipt says instead.</summary>
internal sealed class ReceiptPrompt(PromptStore file, ModelSettings settings, IChatClient client, ILogger<ReceiptPrompt> log)
{
    /// <summary>In characters; two sentences are far below it.</summary>
    private const int Longest = 400;

    /// <returns>Null where the agent's own words are to be used.</returns>
    public async Task<string?> WordAsync(TurnScope scope, ConsentOutcome outcome)
    {
        if (!settings.WordsReceipts || client is not ModelLadder ladder || Facts.Of(outcome, scope.Context) is not { } facts) return null;
        try
        {
            var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["language"] = scope.Language.ToString(), ["outcome"] = ResultText.Of(facts, scope.Language) };
            var said = await ladder.WordAsync(file.Current, values, scope.Route, scope.Turn.Token);
            return said is { Length: <= Longest } && facts.Needed(scope.Language).All(f => said.Contains(f, StringComparison.Ordinal)) ? said : null;
        }
        catch (ShopException e)
        {
            // What was decided is done: a broken prompt must not cost the person the receipt.
            log.LogWarning(e, "No model words a receipt: {Code}", e.Code);
            return null;
        }
    }

    private sealed record Facts(string Outcome, string Order, Money Amount, string Platform, string? ExpectedBy, Money? Fee)
    {
        public static Facts? Of(ConsentOutcome outcome, TurnContext turn) => outcome switch
        {
            ConsentOutcome.Paid { Order: var order } => new Facts(order.Quote.Delivery.Pickup ? "paid, to be picked up" : "paid and placed", order.Number, order.Quote.Total, order.Quote.PlatformName, By(order, turn), null),
            ConsentOutcome.Cancelled { Order: var order } cancelled => new Facts("cancelled; the amount flows back", order.Number, cancelled.Refund, order.Quote.PlatformName, null, cancelled.Fee),
            _ => null,
        };

        /// <summary>What the agent's own receipt says too.</summary>
        public IEnumerable<string> Needed(Language language)
        {
            yield return Order;
            yield return Phrases.Amount(Amount, language);
            if (ExpectedBy is not null) yield return ExpectedBy;
            if (Fee is { IsZero: false } fee) yield return Phrases.Amount(fee, language);
        }

        private static string By(OrderView order, TurnContext turn) => Phrases.Clock(TimeZoneInfo.ConvertTime(order.PromisedBy, turn.TimeZone));
    }
}
