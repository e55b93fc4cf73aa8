using System.Text.Json;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Payments;

/// <summary>Opens the question whether exactly this quote shall be paid. Thread-safe.</summary>
public sealed class PaymentQuestions
{
    private readonly PaymentLimits _limits;

    internal PaymentQuestions(PaymentLimits limits) => _limits = limits;

    /// <param name="changes">What is no longer as it was agreed to; null where it is asked for the first time.</param>
    internal Outcome<PaymentAsked> Ask(ITransaction tx, TurnContext turn, Quote quote, string method, IReadOnlyList<ConsentChange>? changes)
    {
        var balance = Ledger.Balance(tx, LedgerAccount.Wallet(turn.PersonId), quote.Total.Currency);
        var methods = PaymentMethods.All(balance, turn.Language);
        if (methods.FirstOrDefault(m => string.Equals(m.Id, method, StringComparison.OrdinalIgnoreCase)) is not { } chosen)
            return new Refusal(RefusalCode.MethodUnknown) { Choices = [.. methods.Select(m => m.Name)] };
        if (QuoteCheck.Refuses(quote, chosen.Id, turn.Now) is { } stale) return stale with { Choices = [.. stale.Choices.Select(m => PaymentMethods.Name(m, turn.Language))] };
        if (_limits.Check(tx, turn.PersonId, quote, turn.Now, turn.TimeZone) is { } exceeded) return exceeded;
        if (chosen.Id == PaymentMethods.Wallet && balance < quote.Total) return new Refusal(RefusalCode.InsufficientFunds) { Amount = quote.Total - balance };

        var request = new ConsentRequest(turn.Ids.Next("cns"), ConsentPurpose.Pay, quote.Id, QuoteHash.Compute(quote, chosen.Id), quote.Total, chosen.Id, quote.ExpiresAt);
        ConsentBook.Ask(tx, turn.PersonId, turn.ConversationId, request, JsonSerializer.Serialize(quote, PluginsJson.Relaxed.Quote), turn.Now);
        return new PaymentAsked(request, quote, chosen) { Changes = changes };
    }

    /// <summary>The quote as the person read it; null where that was not kept, or is not what the request's hash covers.</summary>
    internal static Quote? Agreed(ITransaction tx, ConsentRequest request) =>
        ConsentBook.Subject(tx, request.Id) is { } subject && JsonSerializer.Deserialize(subject, PluginsJson.Relaxed.Quote) is { } quote && QuoteHash.Compute(quote, request.Method ?? "") == request.SubjectHash
            ? quote
            : null;
}
