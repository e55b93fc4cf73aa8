using System.Globalization;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Wording;

namespace Agent.Host.Cards;

/// <summary>Everything that a person agrees to by saying yes to a payment.</summary>
internal static class QuoteCard
{
    public static Card Draw(PaymentAsked asked, Words words, int width)
    {
        var quote = asked.Quote;
        var card = new Card($"{quote.PlatformName} · {quote.StoreName}", width);
        AddLines(card, quote, words);
        AddChanges(card, asked.Changes, words).Gap();
        var delivery = quote.Delivery;
        List<(string, string)> fields =
        [
            (words[delivery.Pickup ? "quote.pickup" : "quote.to"], words.Say("place", ("label", delivery.Label), ("street", delivery.Street))),
            (words["quote.window"], words.Window(delivery.From, delivery.Until)),
            (words["quote.allergens"], Allergens(quote, words)),
        ];
        if (delivery.Gift is { } gift) fields.Add(Gift(gift, words));
        if (!string.IsNullOrWhiteSpace(quote.Note)) fields.Add((words["quote.note"], quote.Note));
        fields.Add((words["quote.sold_out"], words["substitution." + Words.Key(quote.Substitution)]));
        fields.Add((words["quote.method"], Method(asked.Method, words)));
        fields.Add((words["quote.payee"], quote.Payee));
        return card.Fields(fields);
    }

    public static (string, string) Gift(GiftTo gift, Words words) =>
        (words["quote.gift"], gift.Recipient is { } recipient ? words.Say("quote.gift.for", ("recipient", recipient)) : words["quote.gift.hidden"]);

    /// <summary>What is no longer as it was agreed to before; nothing where it is asked for the first time.</summary>
    public static Card AddChanges(Card card, IReadOnlyList<ConsentChange>? changes, Words words)
    {
        if (changes is not { Count: > 0 }) return card;
        card.Gap().Text(words["change.title"], 0, Tone.Accent);
        foreach (var (what, values) in ChangeWords.Of(words.Book, words.Language, words.Zone, changes)) card.Text(words.Say("change.line", ("what", what), ("values", values)), 2, Tone.Accent);
        return card;
    }

    /// <summary>The lines, fees, discounts and total, as on the quote and on the receipt.</summary>
    public static void AddLines(Card card, Quote quote, Words words)
    {
        foreach (var line in quote.Lines)
        {
            card.Amount(words.Say("line", ("quantity", line.Quantity.ToString(CultureInfo.InvariantCulture)), ("item", line.Name)), words.Amount(line.Total));
            var choices = string.Join(words["list.comma"], line.Choices);
            var each = line.Quantity > 1 ? words.Say("line.each", ("amount", words.Amount(line.UnitPrice))) : "";
            if (choices.Length + each.Length > 0) card.Text(string.Join(" · ", new[] { choices, each }.Where(t => t.Length > 0)), 4, Tone.Dim);
        }

        foreach (var fee in quote.Fees) card.Amount(words["fee." + Words.Key(fee.Kind)], words.Amount(fee.Amount));
        foreach (var discount in quote.Discounts)
        {
            card.Amount(discount.Title, words.Off(discount.Amount), Tone.Good);
            if (discount.How is { } how) card.Text(ReckoningWords.Say(words.Book, words.Language, how), 4, Tone.Dim);
        }

        card.Rule().Amount(words["total"], words.Amount(quote.Total), Tone.Strong);
    }

    /// <summary>What merchants declare, over all lines. What is not declared in full is never passed over.</summary>
    public static string Allergens(Quote quote, Words words)
    {
        var contains = Names(quote.Lines.SelectMany(l => l.Allergens.Contains), words);
        var may = Names(quote.Lines.SelectMany(l => l.Allergens.MayContain).Except(quote.Lines.SelectMany(l => l.Allergens.Contains), StringComparer.Ordinal), words);
        var unknown = quote.Lines.Where(l => !l.Allergens.Complete).Select(l => l.Name).Distinct(StringComparer.Ordinal).ToArray();
        var parts = new List<string>();
        if (contains.Length > 0) parts.Add(words.Say("allergens.contains", ("list", contains)));
        if (may.Length > 0) parts.Add(words.Say("allergens.may_contain", ("list", may)));
        if (unknown.Length > 0) parts.Add(words.Say("allergens.not_declared", ("items", string.Join(words["list.comma"], unknown))));
        return parts.Count == 0 ? words["allergens.none"] : string.Join(words["list.semicolon"], parts);
    }

    private static string Names(IEnumerable<string> allergens, Words words) =>
        string.Join(words["list.comma"], AllergenInfo.Names.Intersect(allergens.Distinct(StringComparer.Ordinal)).Select(a => words.SayOr("allergen." + a, a)));

    private static string Method(PaymentMethod method, Words words) =>
        method.Balance is { } balance ? words.Say("quote.balance", ("method", method.Name), ("amount", words.Amount(balance))) : method.Name;
}
