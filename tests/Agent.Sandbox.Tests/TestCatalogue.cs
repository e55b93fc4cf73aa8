using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.People;
using Agent.Plugins.Vouchers;
using Agent.Sandbox.Catalogue;

namespace Agent.Sandbox.Tests;

/// <summary>A world small enough to count in one's head: the shipped catalogue may change without changing a test.</summary>
internal static class TestCatalogue
{
    public const string Tea = "tea";
    public const string Market = "market";
    public const string Night = "night";
    public const string Person = "demo";

    public static Address Home { get; } = new("home", new LocalizedText("home", "家", "Zuhause"), "1 Near Street", "near");

    public static Address Office { get; } = new("office", new LocalizedText("office", "公司", "Büro"), "2 Far Street", "far");

    public static DateTimeOffset ValidUntil { get; } = new(2026, 12, 31, 0, 0, 0, TimeSpan.FromHours(8));

    /// <param name="change">What of each platform is otherwise.</param>
    public static SandboxCatalogue Create(Func<PlatformProfile, PlatformProfile>? change = null)
    {
        PlatformProfile[] platforms =
        [
            Platform("alpha", "Alpha", hasFeed: true, publishes: true),
            Platform("beta", "Beta", hasFeed: false, publishes: true) with { ServiceFeeBasisPoints = 500, FreeDeliveryFrom = null, FreeWhenLateBy = TimeSpan.FromMinutes(16) },
            Platform("gamma", "Gamma", hasFeed: false, publishes: false),
        ];
        if (change is not null) platforms = [.. platforms.Select(change)];
        return new SandboxCatalogue(
            platforms,
            platforms.ToDictionary(p => p.Id, p => Menus(p.Id, p.Id == "beta" ? 100 : 0), StringComparer.Ordinal),
            [new HeldVoucher(Person, Free)],
            new PersonProfile(Person, "Demo", [Home, Office], Yuan(200), [new PastOrder("po_past", "alpha", Tea, [new BasketLine("1", "tea.taro", ["size.large"], 2)], "office", At(4, 15), At(4, 15).AddMinutes(30))]));
    }

    public static Money Yuan(decimal amount) => new((long)(amount * 100), "CNY");

    public static DateTimeOffset At(int day, int hour) => new(2026, 2, day, hour, 0, 0, TimeSpan.FromHours(8));

    public static Voucher Free { get; } = Of("FREE", null, Funder.Campaign, new VoucherTerms { Benefit = new Benefit.FreeOrder(Yuan(40)), StackingGroup = "free" });

    public static Voucher Of(string code, string? platform, Funder funder, VoucherTerms? terms) =>
        new(code, new LocalizedText(code, code, code), platform, funder, At(1, 0), ValidUntil, terms);

    private static PlatformProfile Platform(string id, string name, bool hasFeed, bool publishes) => new()
    {
        Id = id,
        Name = name,
        Payee = $"{name} Payments Ltd",
        HasFeed = hasFeed,
        PublishesVoucherTerms = publishes,
        Zones = ["near", "far"],
        MinimumOrder = Yuan(15),
        DeliveryFee = Yuan(5),
        FreeDeliveryFrom = Yuan(100),
        PackagingPerItem = Yuan(1),
        ServiceFeeBasisPoints = 300,
        ServiceFeeCap = Yuan(4),
        SmallOrderFee = Yuan(2),
        SmallOrderBelow = Yuan(20),
        Pace = new Pace(2, 12, 4, 12),
        CancellationFeeBasisPoints = 3000,
        FreeWhenLateBy = TimeSpan.FromMinutes(15),
        Vouchers =
        [
            new HeldVoucher(Person, Of($"{id}-5", id, Funder.Platform, new VoucherTerms { Benefit = new Benefit.AmountOff(Yuan(5)), MinimumSpend = Yuan(30), StackingGroup = "platform" })),
            new HeldVoucher(Person, Of($"{id}-meal", id, Funder.Merchant, new VoucherTerms { Benefit = new Benefit.PercentOff(2000, Yuan(10)), Categories = [Category.Meal], StackingGroup = "merchant" })),
            new HeldVoucher("someone", Of($"{id}-other", id, Funder.Platform, new VoucherTerms { Benefit = new Benefit.AmountOff(Yuan(3)), StackingGroup = "platform" })),
        ],
    };

    private static IReadOnlyList<StoreMenu> Menus(string platform, int dearer)
    {
        var tea = new Store
        {
            Id = Tea,
            Name = new LocalizedText("Tea House", "茶屋", "Teehaus"),
            Category = Category.MilkTea,
            Zones = ["near", "far"],
            Pickup = true,
            Hours = new OpeningHours(new TimeOnly(9, 0), new TimeOnly(22, 0)),
            Rating = 46,
            Street = "3 Tea Street",
            UsualMinutes = 30,
        };
        var market = tea with { Id = Market, Name = new LocalizedText("Corner Market", "街角超市", "Eckmarkt"), Category = Category.Supermarket, Zones = [], Rating = 40 };
        var night = tea with { Id = Night, Name = new LocalizedText("Night Grill", "夜宵", "Nachtgrill"), Category = Category.Meal, Zones = ["near"], Pickup = false, Hours = new OpeningHours(new TimeOnly(18, 0), new TimeOnly(2, 0)) };
        return
        [
            new StoreMenu(platform, tea, [Taro(dearer), Item(Tea, "tea.matcha", "Matcha Latte", "抹茶拿铁", "Matcha Latte", 1600 + dearer, Category.MilkTea) with { Stock = 5 }, Item(Tea, "tea.cookie", "Cookie", "饼干", "Keks", 600 + dearer, Category.MilkTea)]),
            new StoreMenu(platform, market, [Item(Market, "market.rice", "Rice", "大米", "Reis", 3000 + dearer, Category.Supermarket)]),
            .. platform == "alpha" ? new[] { new StoreMenu(platform, night, [Item(Night, "night.skewers", "Lamb Skewers", "羊肉串", "Lammspieße", 4000, Category.Meal)]) } : [],
        ];
    }

    private static MenuItem Taro(int dearer) => Item(Tea, "tea.taro", "Taro Milk Tea", "芋头奶茶", "Taro-Milchtee", 1800 + dearer, Category.MilkTea) with
    {
        Aliases = ["yam tea"],
        Options =
        [
            new OptionGroup("size", new LocalizedText("size", "规格", "Größe"), 1, 1, null, [Choice("size.regular", "regular", 0), Choice("size.large", "large", 300)]),
            new OptionGroup("sugar", new LocalizedText("sugar", "糖度", "Zucker"), 1, 1, "sugar.full", [Choice("sugar.full", "full sugar", 0), Choice("sugar.half", "half sugar", 0)]),
            new OptionGroup("topping", new LocalizedText("topping", "加料", "Extra"), 0, 2, null, [Choice("topping.pearls", "pearls", 200), Choice("topping.pudding", "pudding", 250), Choice("topping.none", "no milk", -100)]),
        ],
    };

    private static MenuItem Item(string store, string id, string english, string chinese, string german, long price, string category) => new()
    {
        Id = id,
        StoreId = store,
        Name = new LocalizedText(english, chinese, german),
        Description = new LocalizedText("", "", ""),
        Category = category,
        Kind = id,
        Price = new Money(price, "CNY"),
        Options = [],
        Allergens = AllergenInfo.Unknown,
        Dietary = [],
    };

    private static OptionChoice Choice(string id, string name, long change) => new(id, new LocalizedText(name, name, name), new Money(change, "CNY"));
}
