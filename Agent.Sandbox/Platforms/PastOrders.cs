using Agent.Plugins;
using Agent.Plugins.Pricing;
using Agent.Sandbox.Catalogue;

namespace Agent.Sandbox.Platforms;

/// <summary>The demo person's past orders as the platforms know them: at the catalogue's prices, without vouchers.</summary>
internal static class PastOrders
{
    private static readonly TimeSpan WindowBefore = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan WindowAfter = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<WorldOrder> Of(SandboxCatalogue catalogue) => [.. catalogue.Person.Orders.Select(o => Build(catalogue, o))];

    private static WorldOrder Build(SandboxCatalogue catalogue, PastOrder past)
    {
        var profile = catalogue.Platforms.First(p => p.Id == past.PlatformId);
        var address = catalogue.Person.Addresses.First(a => a.Id == past.AddressId);
        var menu = catalogue.MenusOf(profile.Id).First(m => m.Store.Id == past.StoreId);
        // What was in stock then is not known now.
        var shelves = menu with { Items = [.. menu.Items.Select(i => i with { Stock = null })] };
        var priced = new LinePricer(profile, catalogue).Price(shelves, past.Lines, Language.English);
        if (!priced.Succeeded)
            throw new ShopException("catalogue_broken", $"person.yaml: the past order '{past.Id}' cannot have been ordered: {priced.Refusal.Code} '{priced.Refusal.Subject}'. Change its lines.") { Subject = "person.yaml" };
        QuoteLine[] lines = [.. priced.Value.Select(p => p.Line)];
        var goods = lines.Aggregate(Money.Zero(SandboxCatalogue.Currency), (sum, l) => sum + l.Total);
        var fees = FeeRules.Of(profile, goods, lines.Sum(l => l.Quantity), pickup: false);
        var quote = new Quote
        {
            Id = past.Id,
            PlatformId = profile.Id,
            PlatformName = profile.Name,
            StoreId = menu.Store.Id,
            StoreName = menu.Store.Name.English,
            Payee = profile.Payee,
            Lines = lines,
            Fees = fees,
            Discounts = [],
            Total = fees.Aggregate(goods, (sum, f) => sum + f.Amount),
            Delivery = new QuoteDelivery(false, address.Id, address.Label.English, address.Street, past.DeliveredAt - WindowBefore, past.DeliveredAt + WindowAfter),
            Substitution = Substitution.Refund,
            ExpiresAt = past.PlacedAt,
        };
        return Timetable.Of(profile.Pace, menu.Store, address.Zone).Plan(past.Id, catalogue.Person.Id, quote, past.DeliveredAt, past.PlacedAt, late: false);
    }
}
