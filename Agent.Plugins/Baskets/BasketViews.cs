using Agent.Plugins.Menu;
using Agent.Plugins.People;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Baskets;

/// <summary>A basket with the names and list prices of this moment.</summary>
public sealed class BasketViews(StoreMenus menus, IDatabase database)
{
    /// <returns>Refused with <see cref="RefusalCode.Unavailable"/> when no platform that could name the lines answers, and with <see cref="RefusalCode.AmountTooLarge"/>.</returns>
    public async Task<Outcome<BasketView>> BuildAsync(TurnContext turn, Basket basket, CancellationToken cancellationToken)
    {
        var address = basket.Delivery.AddressId is { } id ? await database.ReadAsync(tx => AddressBook.Find(tx, turn.PersonId, id), cancellationToken) : null;
        var delivery = new DeliveryView(address?.Id, address?.Label.In(turn.Language), address?.Street, basket.Delivery.Pickup, basket.Delivery.At) { Gift = basket.Delivery.GiftFor(address) };
        if (basket.StoreId is not { } storeId) return new BasketView(basket.Version, null, null, [], null, delivery, basket.Note, basket.VoucherCodes);
        var listing = await menus.GetAsync(turn, storeId, cancellationToken);
        if (listing.Menus.Count == 0 && listing.Unreachable is { } silent) return new Refusal(RefusalCode.Unavailable) { Platform = silent };
        try
        {
            var (lines, estimate) = Price(basket.Lines, listing, turn.Language);
            var name = listing.Menus.Count > 0 ? listing.Menus[0].Store.Name.In(turn.Language) : storeId;
            return new BasketView(basket.Version, storeId, name, lines, estimate, delivery, basket.Note, basket.VoucherCodes);
        }
        catch (OverflowException)
        {
            return RefusalCode.AmountTooLarge;
        }
    }

    /// <summary>All from the platform that is cheapest for the whole basket, so that the lines add up to the estimate; where none has all of it, each line from its own cheapest.</summary>
    private static (IReadOnlyList<BasketViewLine> Lines, Money? Estimate) Price(IReadOnlyList<BasketLine> basket, StoreListing listing, Language language)
    {
        var whole = listing.Menus
            .Select(menu => basket.Select(l => StoreListing.FindItem(menu, l.ItemId)).ToArray())
            .Where(items => items.All(i => i is not null))
            .Select(items => basket.Zip(items, (line, item) => View(line, item!, language)).ToArray())
            .MinBy(lines => Sum(lines).Minor);
        if (whole is not null) return (whole, Sum(whole));
        var currency = listing.Menus.SelectMany(m => m.Items).Select(i => i.Price.Currency).FirstOrDefault();
        var each = basket.Select(l => listing.FindItem(l.ItemId) is { } item ? View(l, item, language) : Gone(l, currency)).ToArray();
        return (each, null);
    }

    private static Money Sum(IReadOnlyList<BasketViewLine> lines) => lines.Select(l => l.UnitPrice * l.Quantity).Aggregate((sum, amount) => sum + amount);

    private static BasketViewLine View(BasketLine line, MenuItem item, Language language)
    {
        var choices = OptionChoices.Resolve(item, line.Choices);
        return new BasketViewLine(line.Id, item.Id, item.Name.In(language), line.Choices, [.. choices.Select(c => c.Name.In(language))], line.Quantity, OptionChoices.UnitPrice(item, line.Choices), Disclose(item.Allergens));
    }

    /// <summary>A line that no reachable platform lists any more: it must still be seen to be removed.</summary>
    private static BasketViewLine Gone(BasketLine line, string? currency) =>
        new(line.Id, line.ItemId, line.ItemId, line.Choices, [], line.Quantity, Money.Zero(currency ?? "CNY"), Disclose(AllergenInfo.Unknown));

    private static ShownDisclosure[] Disclose(AllergenInfo allergens) =>
    [
        .. allergens.Contains.Select(a => new ShownDisclosure(DisclosureKind.Contains, a)),
        .. allergens.MayContain.Select(a => new ShownDisclosure(DisclosureKind.MayContain, a)),
        .. allergens.Complete ? (ShownDisclosure[])[] : [new ShownDisclosure(DisclosureKind.NotDeclared, null)],
    ];
}
