using System.Globalization;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Baskets;

/// <summary>What is being paid for leaves the basket, so that nobody's next order holds it a second time. Called inside the checkout's own transactions.</summary>
internal static class OrderedBasket
{
    /// <returns>What was taken; null where the basket holds something else than was quoted, and stays.</returns>
    public static Basket? Take(ITransaction tx, string personId, string conversationId, Quote quote)
    {
        var basket = BasketStore.Load(tx, personId, conversationId);
        if (basket.IsEmpty || basket.StoreId != quote.StoreId || !quote.IsFor(basket.Lines)) return null;
        // The next order is not for the same friend unless that is said again.
        var next = quote.Delivery.Gift is null ? basket.Delivery with { At = null, Gift = null } : Delivery.Unset;
        BasketStore.Save(tx, personId, conversationId, Basket.Empty with { Version = checked(basket.Version + 1), Delivery = next });
        return basket;
    }

    /// <summary>A quote's lines as they would be wanted again.</summary>
    public static IReadOnlyList<BasketLine> LinesOf(Quote quote) =>
        [.. quote.Lines.Select((l, i) => new BasketLine((i + 1).ToString(CultureInfo.InvariantCulture), l.ItemId, l.ChoiceIds, l.Quantity))];

    /// <summary>The payment came to nothing. What was put into the basket since then stays as it is.</summary>
    public static void GiveBack(ITransaction tx, string personId, string conversationId, Basket? taken)
    {
        var now = BasketStore.Load(tx, personId, conversationId);
        if (taken is not null && now.IsEmpty) BasketStore.Save(tx, personId, conversationId, taken with { Version = checked(now.Version + 1) });
    }
}
