using Agent.Plugins;
using Agent.Plugins.Pricing;
using Agent.Wording;

namespace Agent.Express.Scripts;

/// <summary>Why the first is first and each other is not. Every figure comes from the comparison.</summary>
internal static class Explanation
{
    public static void Of(ExpressTurn turn, Comparison comparison)
    {
        var first = comparison.Ranked[0];
        Lines(turn, first.Quote);
        if (first.Quote.Delivery.Gift is { } gift) turn.Say(gift.Recipient is null ? "quote.gift" : "quote.gift_for", ("recipient", gift.Recipient));
        turn.Say("quote.first." + Snake(first.Why.Code), ("platform", first.Quote.PlatformName), ("total", turn.Amount(first.Quote.Total)), ("amount", first.Why.Amount is { } gap ? turn.Amount(gap) : ""), ("minutes", first.Why.Minutes ?? first.Minutes));
        Gains(turn, first);
        Near(turn, first);
        for (var i = 1; i < comparison.Ranked.Count; i++) Other(turn, comparison.Ranked[i]);
        foreach (var other in comparison.Others) NotOffered(turn, other);
        if (comparison.Similar is [var similar, ..] && similar.Quote.Total < first.Quote.Total)
            turn.SayText("\n" + turn.Word("quote.similar", ("store", similar.Quote.StoreName), ("platform", similar.Quote.PlatformName), ("total", turn.Amount(similar.Quote.Total))));
        Allergens(turn, first.Quote);
        turn.SayText("\n");
    }

    public static void NotOffered(ExpressTurn turn, NotOffered other)
    {
        var refusal = other.Refusal;
        var key = "quote.not." + Snake(refusal.Code);
        if (!turn.HasWord(key) || (refusal.Code == RefusalCode.BelowMinimum && refusal.Amount is null) || (refusal.Code == RefusalCode.StoreClosed && refusal.At is null)) key = "quote.not.other";
        turn.SayText("\n" + turn.Word(key, ("platform", other.PlatformName), ("item", refusal.Subject ?? ""), ("amount", refusal.Amount is { } amount ? turn.Amount(amount) : ""), ("time", refusal.At is { } at ? Phrases.Clock(at) : "")));
    }

    private static void Lines(ExpressTurn turn, Quote quote)
    {
        var lines = quote.Lines.Select(l => l.Choices.Count == 0
            ? turn.Word("line", ("count", l.Quantity), ("item", l.Name))
            : turn.Word("line.options", ("count", l.Quantity), ("item", l.Name), ("options", string.Join(turn.Language == Language.Chinese ? "、" : ", ", l.Choices))));
        turn.SayText(turn.Word(quote.Delivery.Pickup ? "quote.what_pickup" : "quote.what", ("lines", Phrases.And([.. lines], turn.Language)), ("store", quote.StoreName), ("place", quote.Delivery.Pickup ? quote.Delivery.Street : quote.Delivery.Label)) + "\n");
    }

    private static void Gains(ExpressTurn turn, ComparedQuote first)
    {
        var quote = first.Quote;
        if (!quote.DiscountTotal.IsZero) turn.Say("quote.vouchers", ("amount", turn.Amount(quote.DiscountTotal)));
        if (first.BestFound) turn.Say("quote.best_found");
        turn.Say(quote.Delivery.Pickup ? "quote.ready" : "quote.arrives", ("from", Phrases.Clock(Local(turn, quote.Delivery.From))), ("until", Phrases.Clock(Local(turn, quote.Delivery.Until))));
    }

    /// <summary>Said where what is missing is no more than what it takes off.</summary>
    private static void Near(ExpressTurn turn, ComparedQuote first)
    {
        if (first.Near is not { } near || near.Missing > near.Off) return;
        turn.SayText("\n" + turn.Word(near.Gain < near.Off ? "quote.near_gain" : "quote.near", ("missing", turn.Amount(near.Missing)), ("title", near.Title), ("off", turn.Amount(near.Off)), ("gain", turn.Amount(near.Gain))));
    }

    private static void Other(ExpressTurn turn, ComparedQuote other)
    {
        var why = other.Why;
        var causes = why.Causes.Take(3).Select(c => turn.Word("quote.cause." + Snake(c.Part), ("amount", turn.Amount(c.Amount)))).ToList();
        var key = why.Code switch
        {
            WhyCode.Dearer when causes.Count > 0 => "quote.other.dearer_because",
            WhyCode.Dearer => "quote.other.dearer",
            WhyCode.Slower => "quote.other.slower",
            WhyCode.LowerRated => "quote.other.lower_rated",
            _ => "quote.other.tie",
        };
        turn.SayText("\n" + turn.Word(key, ("platform", other.Quote.PlatformName), ("total", turn.Amount(other.Quote.Total)), ("amount", why.Amount is { } amount ? turn.Amount(amount) : ""), ("minutes", why.Minutes ?? other.Minutes), ("causes", Phrases.And(causes, turn.Language))));
    }

    private static void Allergens(ExpressTurn turn, Quote quote)
    {
        var contains = Names(turn, quote.Lines.SelectMany(l => l.Allergens.Contains));
        var may = Names(turn, quote.Lines.SelectMany(l => l.Allergens.MayContain).Except(quote.Lines.SelectMany(l => l.Allergens.Contains), StringComparer.Ordinal));
        List<string> parts = [];
        if (contains.Length > 0) parts.Add(turn.Word("allergens.contains", ("names", contains)));
        if (may.Length > 0) parts.Add(turn.Word("allergens.may_contain", ("names", may)));
        if (quote.Lines.Any(l => !l.Allergens.Complete)) parts.Add(turn.Word("allergens.unknown", ("items", Phrases.And([.. quote.Lines.Where(l => !l.Allergens.Complete).Select(l => l.Name).Distinct(StringComparer.Ordinal)], turn.Language))));
        if (parts.Count > 0) turn.SayText("\n" + string.Join(turn.Language == Language.Chinese ? "" : " ", parts));
    }

    public static string Names(ExpressTurn turn, IEnumerable<string> allergens) =>
        Phrases.And([.. allergens.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(a => turn.HasWord("allergen." + a) ? turn.Word("allergen." + a) : a)], turn.Language);

    public static DateTimeOffset Local(ExpressTurn turn, DateTimeOffset time) => time.ToOffset(turn.State.Now.Offset);

    public static string Snake<T>(T value)
        where T : struct, Enum => SnakeNames<T>.Of(value);

    /// <summary>Names are made once.</summary>
    private static class SnakeNames<T>
        where T : struct, Enum
    {
        private static readonly Dictionary<T, string> Names = Enum.GetValues<T>().ToDictionary(v => v, v => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));

        public static string Of(T value) => Names[value];
    }
}
