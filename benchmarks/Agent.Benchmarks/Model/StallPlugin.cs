using System.ComponentModel;
using Agent.Plugins;

#pragma warning disable CA1822 // The agent calls a plugin's functions on its instance.
namespace Agent.Benchmarks.Model;

/// <summary>Four functions that cost next to nothing, so that what is measured is what lies around them.</summary>
internal sealed class StallPlugin(TurnContext turn)
{
    private static readonly StallHits Found = new(
    [
        new("itm_taro", "Taro milk tea", "Cloud Leaf Tea", "¥16.80", 47, "25 to 35 minutes"),
        new("itm_taro_puree", "Taro purée milk tea", "Moon Pearl", "¥18.00", 46, "30 to 40 minutes"),
        new("itm_taro_boba", "Taro boba", "Moon Pearl", "¥19.50", 44, "30 to 40 minutes"),
        new("itm_taro_latte", "Taro latte", "North Star Coffee", "¥22.00", 48, "20 to 30 minutes"),
        new("itm_taro_fresh", "Fresh taro milk", "Paper Crane Café", "¥21.00", 45, "35 to 45 minutes"),
    ]);

    private static readonly StallPrices Prices = new(
    [
        new("qt_magpie", "Magpie Dash", "¥33.60", "¥5.00", "¥15.00", "¥23.60"),
        new("qt_lotus", "Lotus Go", "¥35.60", "¥4.00", "¥12.00", "¥27.60"),
        new("qt_swift", "Swift Bowl", "¥33.60", "¥6.00", "¥6.00", "¥33.60"),
    ]);

    private static readonly StallVouchers Best = new(["vch_newyear", "vch_tea"], "¥15.00", "¥23.60");

    [Description("Finds dishes and drinks by what they are called, with their store, price and time to the door.")]
    public Task<Outcome<StallHits>> SearchMenu([Description("What is looked for, in the person's words.")] string query, [Description("How many at most.")] int limit = 5) =>
        Task.FromResult<Outcome<StallHits>>(query.Length > 0 && limit >= Found.Hits.Count ? Found : new StallHits([]));

    [Description("Puts an item into the basket, with its options.")]
    public Task<Outcome<StallBasket>> UpdateBasket([Description("An id that search_menu gave.")] string itemId, [Description("How many.")] int quantity, [Description("Ids of options.")] string[]? choices = null) =>
        Task.FromResult<Outcome<StallBasket>>(new StallBasket(turn.Language, [new StallLine(itemId, quantity, choices ?? [])]));

    [Description("What the basket costs on every platform, fees and the best vouchers in, the cheapest first.")]
    public Task<Outcome<StallPrices>> ComparePrices() => Task.FromResult<Outcome<StallPrices>>(Prices);

    [Description("Applies vouchers to the basket: named ones, or the best.")]
    public Task<Outcome<StallVouchers>> ApplyVouchers([Description("Codes; none for the best.")] string[]? codes = null) =>
        Task.FromResult<Outcome<StallVouchers>>(codes is null ? Best : Best with { Applied = codes });
}

internal sealed record StallHits(IReadOnlyList<StallHit> Hits);

internal sealed record StallHit(string ItemId, string Name, string Store, string Price, int Rating, string Delivery);

internal sealed record StallBasket(Language Language, IReadOnlyList<StallLine> Lines);

internal sealed record StallLine(string ItemId, int Quantity, IReadOnlyList<string> Choices);

internal sealed record StallPrices(IReadOnlyList<StallPrice> Ranked);

internal sealed record StallPrice(string QuoteId, string Platform, string Items, string Delivery, string Vouchers, string Total);

internal sealed record StallVouchers(IReadOnlyList<string> Applied, string Saved, string Total);

internal sealed record SearchArguments(string Query, int Limit = 5);

internal sealed record BasketArguments(string ItemId, int Quantity, string[]? Choices = null);

internal sealed record VoucherArguments(string[]? Codes = null);
