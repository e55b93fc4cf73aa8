using System.Globalization;
using Agent.Plugins.Baskets;

namespace Agent.Host.Cards;

internal static class BasketCard
{
    public static Card Draw(BasketView basket, Words words, int width)
    {
        var card = new Card(basket.StoreName is { } store ? $"{words["basket.title"]} · {store}" : words["basket.title"], width);
        if (basket.Lines.Count == 0) return card.Text(words["basket.empty"], 0, Tone.Dim);
        foreach (var line in basket.Lines)
        {
            card.Amount(words.Say("line", ("quantity", line.Quantity.ToString(CultureInfo.InvariantCulture)), ("item", line.Name)), words.Amount(line.UnitPrice * line.Quantity));
            if (line.Choices.Count > 0) card.Text(string.Join(words["list.comma"], line.Choices), 4, Tone.Dim);
        }

        if (basket.Estimate is { } estimate) card.Rule().Amount(words["basket.from"], words.Amount(estimate), Tone.Strong);
        var delivery = basket.Delivery;
        List<(string, string)> fields = [];
        if (delivery.Pickup) fields.Add((words["basket.to"], words["basket.pickup"]));
        else if (delivery.Label is { } label) fields.Add((words["basket.to"], words.Say("place", ("label", label), ("street", delivery.Street))));
        if (delivery.At is { } at) fields.Add((words["basket.at"], $"{words.Day(at)}, {words.Clock(at)}"));
        if (delivery.Gift is { } gift) fields.Add(QuoteCard.Gift(gift, words));
        if (!string.IsNullOrWhiteSpace(basket.Note)) fields.Add((words["quote.note"], basket.Note));
        return fields.Count == 0 ? card : card.Gap().Fields(fields);
    }
}
