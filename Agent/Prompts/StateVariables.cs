using System.Globalization;
using Agent.Conversations;
using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Wording;

namespace Agent.Prompts;

/// <summary>The dialogue state as the variables of the planner's prompt: what a model must know besides the words, kept short.</summary>
internal static class StateVariables
{
    public static IReadOnlyDictionary<string, object?> Of(DialogueState state, PromptFile summary)
    {
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["now"] = state.Now.ToString("dddd yyyy-MM-dd HH:mm (zzz)", CultureInfo.InvariantCulture),
            ["language"] = state.Language.ToString(),
            ["summary"] = Summary(state, summary),
            ["basket"] = Json(state.Basket),
            ["delivery"] = Json(state.Basket?.Delivery),
            ["shown"] = Json(state.Search?.Hits.Select(Shown.Of).ToArray()),
            ["comparison"] = Json(state.Comparison?.Ranked.Select(Priced.Of).ToArray()),
            ["question"] = Json(state.Question?.Choices),
            ["consent"] = Json(Asked.Of(state.OpenConsent)),
            ["withdrawn"] = Json(Asked.Of(state.Withdrawn)),
            ["order"] = Json(Followed.Of(state.Order)),
            ["late"] = Json(Followed.Of(state.Late)),
            ["history"] = null,
        };

        string? Json(object? value) => value is null ? null : ResultText.Of(value, state.Language);
    }

    private static string? Summary(DialogueState state, PromptFile summary)
    {
        if (state.Earlier is not { } earlier) return null;
        return summary.RenderText(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["said"] = earlier.Said,
            ["orders"] = earlier.Orders.Select(o => Line(o, state.Language)).ToArray(),
            ["more"] = earlier.More == 0 ? null : earlier.More.ToString(CultureInfo.InvariantCulture),
        }).Trim();
    }

    private static Dictionary<string, object?> Line(OrderView order, Language language) => new(StringComparer.Ordinal)
    {
        ["number"] = order.Number,
        ["platform"] = order.Quote.PlatformName,
        ["total"] = Phrases.Amount(order.Quote.Total, language),
        ["state"] = order.State.ToString(),
    };

    private sealed record Shown(string ItemId, string Name, string StoreName, Money From)
    {
        public static Shown Of(MenuHit hit) => new(hit.ItemId, hit.Name, hit.StoreName, hit.From);
    }

    private sealed record Priced(string QuoteId, string Platform, Money Total, DateTimeOffset ExpiresAt)
    {
        public static Priced Of(ComparedQuote compared) => new(compared.Quote.Id, compared.Quote.PlatformName, compared.Quote.Total, compared.Quote.ExpiresAt);
    }

    private sealed record Asked(string Question, Money Amount, string? Platform)
    {
        public static Asked? Of(ConsentAsked? asked) => asked switch
        {
            PaymentAsked pay => new Asked("pay", pay.Consent.Amount, pay.Quote.PlatformName),
            CancellationAsked cancel => new Asked($"cancel order {cancel.Order.Number}", cancel.Refund, cancel.Order.Quote.PlatformName),
            TransferAsked transfer => new Asked($"give the voucher {transfer.Title} away", transfer.Consent.Amount, null),
            _ => null,
        };
    }

    private sealed record Followed(string OrderId, string Number, OrderState State, string Platform, Money Total, DateTimeOffset ExpectedAt, OrderWait? Waiting, Money? Refunding)
    {
        public static Followed? Of(OrderView? order) =>
            order is null ? null : new Followed(order.OrderId, order.Number, order.State, order.Quote.PlatformName, order.Quote.Total, order.ExpectedAt, order.Waiting, order.Refunding);
    }
}
