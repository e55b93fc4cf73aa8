using Agent.Plugins.Menu;

namespace Agent.Plugins.Baskets;

/// <summary>What one change makes of a basket, or why it cannot be made.</summary>
internal sealed class BasketChanges(TurnContext turn, StoreMenus menus)
{
    public const int MostOfALine = 99;

    public const int MostLines = 30;

    /// <summary>All of them, or the refusal of the first that cannot be made. The version is left as it is.</summary>
    public async Task<Outcome<Basket>> ApplyAsync(Basket basket, IReadOnlyList<BasketChange> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            var next = change.Action switch
            {
                BasketAction.Add => await AddAsync(basket, change, cancellationToken),
                BasketAction.Set => await SetAsync(basket, change, cancellationToken),
                BasketAction.Remove => Remove(basket, change),
                _ => Basket.Empty with { Version = basket.Version, Delivery = basket.Delivery },
            };
            if (!next.Succeeded) return next;
            basket = next.Value;
        }

        return basket;
    }

    private async Task<Outcome<Basket>> AddAsync(Basket basket, BasketChange change, CancellationToken cancellationToken)
    {
        if (change.ItemId is not { } itemId) return StoreMenus.Unknown("");
        var quantity = change.Quantity ?? 1;
        if (CheckQuantity(quantity) is { } wrong) return wrong;
        var found = await menus.FindStoreAsync(turn, itemId, cancellationToken);
        if (!found.Succeeded) return found.Refusal;
        var item = found.Value.FindItem(itemId)!;
        if (basket.StoreId is { } storeId && storeId != found.Value.StoreId) return await OtherStoreAsync(storeId, found.Value, cancellationToken);
        var choices = OptionChoices.Check(item, change.Choices ?? [], turn.Language);
        if (!choices.Succeeded) return choices.Refusal;
        var id = basket.Lines.Select(l => int.TryParse(l.Id, out var number) ? number : 0).DefaultIfEmpty().Max() + 1;
        var line = new BasketLine(id.ToString(System.Globalization.CultureInfo.InvariantCulture), itemId, choices.Value, quantity);
        return Merge(basket with { StoreId = found.Value.StoreId, Lines = [.. basket.Lines, line] }, line, item);
    }

    private async Task<Outcome<Basket>> SetAsync(Basket basket, BasketChange change, CancellationToken cancellationToken)
    {
        if (Find(basket, change) is not { } line) return LineUnknown(change);
        if (change.Quantity is 0) return Without(basket, line);
        var quantity = change.Quantity ?? line.Quantity;
        if (CheckQuantity(quantity) is { } wrong) return wrong;
        if (change.Choices is not { } said) return Replace(basket, line with { Quantity = quantity });
        var found = await menus.FindStoreAsync(turn, line.ItemId, cancellationToken);
        if (!found.Succeeded) return found.Refusal;
        var item = found.Value.FindItem(line.ItemId)!;
        var choices = OptionChoices.Replace(item, line.Choices, said, turn.Language);
        if (!choices.Succeeded) return choices.Refusal;
        var changed = line with { Quantity = quantity, Choices = choices.Value };
        return Merge(Replace(basket, changed), changed, item);
    }

    private static Outcome<Basket> Remove(Basket basket, BasketChange change) =>
        Find(basket, change) is { } line ? Without(basket, line) : LineUnknown(change);

    /// <summary>Makes one line of two that want the same; the elder keeps its place and id.</summary>
    private static Outcome<Basket> Merge(Basket basket, BasketLine line, MenuItem item)
    {
        var twin = basket.Lines.FirstOrDefault(l => l.Id != line.Id && l.ItemId == line.ItemId && OptionChoices.Same(item, l.Choices, line.Choices));
        if (twin is null) return basket.Lines.Count > MostLines ? new Refusal(RefusalCode.TooManyLines) { Count = MostLines } : basket;
        var quantity = twin.Quantity + line.Quantity;
        return CheckQuantity(quantity) is { } wrong ? wrong : Replace(Without(basket, line), twin with { Quantity = quantity });
    }

    private static Refusal? CheckQuantity(int quantity) => quantity switch
    {
        < 1 => new Refusal(RefusalCode.QuantityInvalid) { Count = MostOfALine },
        > MostOfALine => new Refusal(RefusalCode.QuantityTooLarge) { Count = MostOfALine },
        _ => null,
    };

    private async Task<Refusal> OtherStoreAsync(string storeId, StoreListing other, CancellationToken cancellationToken)
    {
        var held = await menus.GetAsync(turn, storeId, cancellationToken);
        string Name(StoreListing listing) => listing.Menus.Count > 0 ? listing.Menus[0].Store.Name.In(turn.Language) : listing.StoreId;
        return new Refusal(RefusalCode.BasketOtherStore) { Subject = Name(other), Choices = [Name(held), Name(other)] };
    }

    private static BasketLine? Find(Basket basket, BasketChange change)
    {
        if (change.LineId is { } id) return basket.Lines.FirstOrDefault(l => l.Id == id);
        var ofItem = basket.Lines.Where(l => l.ItemId == change.ItemId).Take(2).ToArray();
        return ofItem.Length == 1 ? ofItem[0] : null;
    }

    private static Refusal LineUnknown(BasketChange change) => new(RefusalCode.LineUnknown) { Subject = Shown.Cut(change.LineId ?? change.ItemId ?? "") };

    private static Basket Replace(Basket basket, BasketLine line) => basket with { Lines = [.. basket.Lines.Select(l => l.Id == line.Id ? line : l)] };

    private static Basket Without(Basket basket, BasketLine line)
    {
        BasketLine[] rest = [.. basket.Lines.Where(l => l.Id != line.Id)];
        return basket with { Lines = rest, StoreId = rest.Length == 0 ? null : basket.StoreId };
    }
}
