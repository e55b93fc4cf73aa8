using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;

namespace OwnPlatform;

/// <summary>Prices the lines of a basket, or says which one cannot be had and why.</summary>
internal static class CornerPrices
{
    private const int MostOfOne = 20;

    public static Outcome<IReadOnlyList<QuoteLine>> Price(IReadOnlyList<BasketLine> lines, Language language)
    {
        if (lines.Count == 0) return RefusalCode.BasketEmpty;
        var priced = new List<QuoteLine>(lines.Count);
        foreach (var line in lines)
        {
            var answer = Price(line, language);
            if (!answer.Succeeded) return answer.Refusal;
            priced.Add(answer.Value);
        }

        return Outcome.Of<IReadOnlyList<QuoteLine>>(priced);
    }

    private static Outcome<QuoteLine> Price(BasketLine line, Language language)
    {
        if (CornerMenu.Find(line.ItemId) is not { } item) return new Refusal(RefusalCode.ItemUnknown) { Subject = line.ItemId };
        var name = item.Name.In(language);
        if (line.Quantity <= 0) return new Refusal(RefusalCode.QuantityInvalid) { Subject = name };
        if (line.Quantity > MostOfOne) return new Refusal(RefusalCode.QuantityTooLarge) { Subject = name, Count = MostOfOne };
        if (line.Choices.FirstOrDefault(c => item.FindChoice(c) is null) is { } unknown) return new Refusal(RefusalCode.OptionUnknown) { Subject = unknown };

        var chosen = new List<OptionChoice>();
        foreach (var group in item.Options)
        {
            // Each group here has a default and allows one choice.
            OptionChoice[] picked = [.. group.Choices.Where(c => line.Choices.Contains(c.Id))];
            if (picked.Length > group.Most) return new Refusal(RefusalCode.OptionConflict) { Subject = group.Name.In(language), Count = group.Most };
            chosen.Add(picked.Length > 0 ? picked[0] : group.Choices.First(c => c.Id == group.Default));
        }

        var unit = chosen.Aggregate(item.Price, (sum, c) => sum + c.PriceChange);
        return new QuoteLine(item.Id, name, [.. chosen.Select(c => c.Id)], [.. chosen.Select(c => c.Name.In(language))], line.Quantity, unit, item.Allergens);
    }
}
