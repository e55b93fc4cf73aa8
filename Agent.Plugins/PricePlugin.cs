using System.ComponentModel;
using Agent.Plugins.Baskets;
using Agent.Plugins.Payments;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;

namespace Agent.Plugins;

/// <summary>What a basket costs on each platform, everything in.</summary>
public sealed class PricePlugin(TurnContext turn, PlatformDirectory directory, StoreMenus menus, IDatabase database)
{
    [Description("What the basket costs on every platform, each fee and the best vouchers in, best first, each with why it stands there. Its quotes can be paid.")]
    public async Task<Outcome<Comparison>> ComparePrices(
        [Description("Lines of one store to price instead of the basket's.")] IReadOnlyList<BasketLine>? lines = null,
        [Description("Ids or names of the only platforms to ask.")] IReadOnlyList<string>? platforms = null,
        [Description("What comes first; cheapest when left out.")] Preference? prefer = null,
        [Description("Also equivalent items at other stores.")] bool? similar = null,
        [Description("\"card\" or \"wallet\", where the person said so: some vouchers need one of them.")] string? method = null,
        CancellationToken cancellationToken = default)
    {
        var chosen = Choose(platforms);
        if (!chosen.Succeeded) return chosen.Refusal;
        if (method is not (null or PaymentMethods.Card or PaymentMethods.Wallet)) return new Refusal(RefusalCode.MethodUnknown) { Choices = PaymentMethods.Names(turn.Language) };
        var read = await ReadBasketAsync(lines, cancellationToken);
        if (!read.Succeeded) return read.Refusal;
        var basket = read.Value;
        if (basket.StoreId is null || basket.IsEmpty) return RefusalCode.BasketEmpty;
        if (basket.Delivery.At is { } at && at < turn.Now) return new Refusal(RefusalCode.TimePast) { At = at };
        Address? address = null;
        if (!basket.Delivery.Pickup)
        {
            var where = await FindAddressAsync(basket.Delivery.AddressId, cancellationToken);
            if (!where.Succeeded) return where.Refusal;
            address = where.Value;
        }

        var comparison = await new PriceComparer(turn, directory, menus, database).CompareAsync(basket, address, chosen.Value, prefer ?? Preference.Cheapest, similar ?? false, method ?? PaymentMethods.Default, cancellationToken);
        Quote[] quotes = [.. comparison.Ranked.Concat(comparison.Similar).Select(q => q.Quote)];
        return await database.WriteAsync(
            tx =>
            {
                QuoteStore.Save(tx, turn.PersonId, turn.ConversationId, quotes);
                return comparison;
            },
            cancellationToken);
    }

    private Outcome<IReadOnlyList<IPlatform>> Choose(IReadOnlyList<string>? names)
    {
        if (names is not { Count: > 0 }) return Outcome.Of(directory.All);
        bool Is(IPlatform platform, string name) => string.Equals(platform.Info.Id, name, StringComparison.OrdinalIgnoreCase) || string.Equals(platform.Info.Name, name, StringComparison.OrdinalIgnoreCase);
        if (names.FirstOrDefault(n => !directory.All.Any(p => Is(p, n))) is { } stranger)
            return new Refusal(RefusalCode.NotListed) { Subject = Shown.Cut(stranger), Choices = [.. directory.All.Select(p => p.Info.Name)] };
        return Outcome.Of<IReadOnlyList<IPlatform>>([.. directory.All.Where(p => names.Any(n => Is(p, n)))]);
    }

    private async Task<Outcome<Basket>> ReadBasketAsync(IReadOnlyList<BasketLine>? lines, CancellationToken cancellationToken)
    {
        var basket = await database.ReadAsync(tx => BasketStore.Load(tx, turn.PersonId, turn.ConversationId), cancellationToken);
        if (lines is null) return basket;
        var changes = lines.Select(l => new BasketChange(BasketAction.Add, l.ItemId, Choices: l.Choices, Quantity: l.Quantity)).ToArray();
        return await new BasketChanges(turn, menus).ApplyAsync(basket with { StoreId = null, Lines = [] }, changes, cancellationToken);
    }

    /// <summary>Never assumed, even where there is only one.</summary>
    private async Task<Outcome<Address>> FindAddressAsync(string? addressId, CancellationToken cancellationToken)
    {
        var book = await database.ReadAsync(tx => AddressBook.List(tx, turn.PersonId), cancellationToken);
        if (book.FirstOrDefault(a => a.Id == addressId) is { } address) return address;
        return new Refusal(RefusalCode.AddressNeeded) { Choices = DeliveryWishes.Labels(book, turn.Language) };
    }
}
