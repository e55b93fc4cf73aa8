using Agent.Models;
using Agent.Planning;
using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Wording;
using Microsoft.Extensions.AI;

namespace Agent.Prompts;

/// <summary>Lets a model word what came of a decision, where that is asked for. What it leaves out or makes up, the agent's own receipt says instead.</summary>
internal sealed class ReceiptPrompt(PromptStore file, ModelSettings settings, IChatClient client)
{
    /// <returns>Null where the agent's own words are to be used.</returns>
    public async Task<string?> WordAsync(TurnScope scope, ConsentOutcome outcome)
    {
        if (!settings.WordsReceipts || client is not ModelLadder ladder || Facts.Of(outcome, scope.Context) is not { } facts) return null;
        var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["language"] = scope.Language.ToString(), ["outcome"] = ResultText.Of(facts, scope.Language) };
        var said = await ladder.WordAsync(file.Current, values, scope.Route, CancellationToken.None);
        return said is not null && said.Contains(facts.Order, StringComparison.Ordinal) && said.Contains(Phrases.Amount(facts.Amount, scope.Language), StringComparison.Ordinal) ? said : null;
    }

    private sealed record Facts(string Outcome, string Order, Money Amount, string Platform, string? ExpectedBy, Money? Fee)
    {
        public static Facts? Of(ConsentOutcome outcome, TurnContext turn) => outcome switch
        {
            ConsentOutcome.Paid { Order: var order } => new Facts(order.Quote.Delivery.Pickup ? "paid, to be picked up" : "paid and placed", order.Number, order.Quote.Total, order.Quote.PlatformName, By(order, turn), null),
            ConsentOutcome.Cancelled { Order: var order } cancelled => new Facts("cancelled; the amount flows back", order.Number, cancelled.Refund, order.Quote.PlatformName, null, cancelled.Fee),
            _ => null,
        };

        private static string By(OrderView order, TurnContext turn) => Phrases.Clock(TimeZoneInfo.ConvertTime(order.PromisedBy, turn.TimeZone));
    }
}
