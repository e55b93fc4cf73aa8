using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;
using Agent.Sandbox.Catalogue;

namespace Agent.Sandbox.Platforms;

/// <summary>Prices the lines of a basket at one store of one platform, options and stock checked.</summary>
internal sealed class LinePricer(PlatformProfile profile, SandboxCatalogue catalogue)
{
    private const int MostLines = 50;
    private const int MostOfOne = 99;

    public Outcome<IReadOnlyList<PricedLine>> Price(StoreMenu menu, IReadOnlyList<BasketLine> lines, Language language)
    {
        if (lines.Count == 0) return Refuse(RefusalCode.BasketEmpty);
        if (lines.Count > MostLines) return Refuse(RefusalCode.TooManyLines) with { Count = MostLines };
        var priced = new List<PricedLine>(lines.Count);
        foreach (var line in lines)
        {
            if (menu.Items.FirstOrDefault(i => i.Id == line.ItemId) is not { } item)
                return catalogue.NameOfItem(line.ItemId) is { } name ? Refuse(RefusalCode.NotListed, name.In(language)) : Refuse(RefusalCode.ItemUnknown, line.ItemId);
            var answer = Price(item, line, language);
            if (!answer.Succeeded) return answer.Refusal;
            priced.Add(answer.Value);
        }

        foreach (var line in priced)
        {
            if (line.Item.Stock is { } stock && priced.Where(p => p.Item.Id == line.Item.Id).Sum(p => p.Line.Quantity) > stock)
                return Refuse(RefusalCode.SoldOut, line.Item.Name.In(language)) with { Count = stock };
        }

        return Outcome.Of<IReadOnlyList<PricedLine>>(priced);
    }

    private Outcome<PricedLine> Price(MenuItem item, BasketLine line, Language language)
    {
        var name = item.Name.In(language);
        if (line.Quantity <= 0) return Refuse(RefusalCode.QuantityInvalid, name);
        if (line.Quantity > MostOfOne) return Refuse(RefusalCode.QuantityTooLarge, name) with { Count = MostOfOne };
        if (line.Choices.FirstOrDefault(c => item.FindChoice(c) is null) is { } unknown)
            return Refuse(RefusalCode.OptionUnknown, unknown) with { Choices = [.. item.Options.SelectMany(g => g.Choices).Select(c => c.Name.In(language))] };
        var chosen = new List<OptionChoice>();
        foreach (var group in item.Options)
        {
            var picked = group.Choices.Where(c => line.Choices.Contains(c.Id)).ToArray();
            if (picked.Length > group.Most) return Refuse(RefusalCode.OptionConflict, group.Name.In(language)) with { Count = group.Most, Choices = [.. picked.Select(c => c.Name.In(language))] };
            if (picked.Length == 0 && group.Default is { } byDefault) picked = [.. group.Choices.Where(c => c.Id == byDefault)];
            if (picked.Length < group.Least) return Refuse(RefusalCode.OptionRequired, group.Name.In(language)) with { Choices = [.. group.Choices.Select(c => c.Name.In(language))] };
            chosen.AddRange(picked);
        }

        // Price changes may be negative; a line never is.
        var unit = Money.Max(chosen.Aggregate(item.Price, (sum, c) => sum + c.PriceChange), Money.Zero(item.Price.Currency));
        return new PricedLine(item, new QuoteLine(item.Id, name, [.. chosen.Select(c => c.Id)], [.. chosen.Select(c => c.Name.In(language))], line.Quantity, unit, item.Allergens));
    }

    private Refusal Refuse(RefusalCode code, string? subject = null) => new(code) { Subject = subject, Platform = profile.Name };
}

internal sealed record PricedLine(MenuItem Item, QuoteLine Line);
