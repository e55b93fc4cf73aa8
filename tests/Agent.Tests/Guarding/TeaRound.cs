using Agent.Guarding;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;
using Agent.Tests.World;

namespace Agent.Tests.Guarding;

/// <summary>A conversation about two taro milk teas, as its functions would have returned it in one language, in the city of the shipped sandbox.</summary>
internal sealed class TeaRound(Language language)
{
    private static readonly DateTimeOffset Noon = VirtualTime.Noon;
    private static readonly Lazy<MenuNames> Shipped = new(() => ReadNamesAsync().GetAwaiter().GetResult());

    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>Of all twenty stores that ship.</summary>
    public static MenuNames Names => Shipped.Value;

    private string[] Platforms => language == Language.Chinese ? ["鹊达", "莲花购", "飞碗"] : ["Magpie Dash", "Lotus Go", "Swift Bowl"];

    private string Store => Say("Cloud Leaf Tea", "云叶茶铺", "Teehaus Wolkenblatt");

    private string Tea => Say("Taro Milk Tea", "香芋奶茶", "Taro-Milchtee");

    public ReplyGuard Guard(ReplyGuard.Repair? repair = null) => new(Sources(), Zone, () => Noon, Names, repair);

    public FigureSources Sources()
    {
        var sources = new FigureSources();
        sources.Fold(new TurnStarted(Say(
            "two large taro milk teas, half sugar, no ice, to the office, as cheap as possible, under 30 please",
            "两杯大杯香芋奶茶，半糖去冰，送到公司，越便宜越好，三十块以内",
            "zwei große Taro-Milchtees, halber Zucker, ohne Eis, ins Büro, so günstig wie möglich, unter dreißig Yuan"), language));
        foreach (var result in new object[] { Search(), Stores(), Basket(), Vouchers(), Wallet(), Compared(), Order() }) sources.Fold(new ToolFinished("1", "f", result));
        return sources;
    }

    public MenuSearchResult Search() => new(
        Tea,
        [
            Hit("taro", Tea, Store, 16.00m),
            Hit("taro-2", Tea, Say("Moon Pearl Bubble Tea", "月珠茶饮", "Mondperle Bubble Tea"), 14.50m),
            Hit("sesame", Say("Black Sesame Milk Tea", "黑芝麻奶茶", "Milchtee mit schwarzem Sesam"), Say("Orchard Cup", "果园杯", "Obstgartenbecher"), 18.00m),
            Hit("brown", Say("Brown Sugar Pearl Milk", "黑糖珍珠鲜奶", "Perlenmilch mit braunem Zucker"), Store, 17.50m),
        ],
        4,
        [],
        []);

    public StoreList Stores() => new(
        [
            new("cloud-leaf", Store, Category.MilkTea, 47, true, new TimeOnly(9, 0), new TimeOnly(23, 0), true, true, Platforms),
            new("paper-crane", Say("Paper Crane Café", "纸鹤咖啡馆", "Café Papierkranich"), Category.Coffee, 46, true, new TimeOnly(7, 30), new TimeOnly(22, 0), true, true, Platforms),
        ],
        []);

    public BasketView Basket() => new(
        2,
        "cloud-leaf",
        Store,
        [new("1", "taro", Tea, ["size.large"], [Say("large", "大杯", "groß")], 2, Yuan(19), [new ShownDisclosure(DisclosureKind.Contains, "milk")])],
        Yuan(38),
        new DeliveryView("office", Say("Office", "公司", "Büro"), Street, false, null),
        null,
        null);

    public VoucherList Vouchers() => new(
        [
            Voucher("MAGPIE-TEA-20", Say("20% off milk tea", "奶茶八折券", "20 % auf Milchtee"), 8, 20, 30, null),
            Voucher("MAGPIE-EXTRA-5", Say("¥5 extra from ¥35", "满35再减5", "5 ¥ extra ab 35 ¥"), 5, null, 35, null),
            Voucher("SPRING-FREE-ORDER", Free, 25, null, null, null),
            Voucher("SPRING-2-OFF", Say("¥2 red packet from ¥25", "满25减2红包", "2-¥-Glücksumschlag ab 25 ¥"), 2, null, 25, null),
            Voucher("LOTUS-DRINK-10", Say("¥10 drinks voucher", "10元饮品券", "10-¥-Getränkegutschein"), 10, null, 40, 2),
            Voucher("MAGPIE-12-OFF-60", Say("¥12 off from ¥60", "满60减12", "12 ¥ Rabatt ab 60 ¥"), 12, null, 60, 22),
        ],
        []);

    public WalletView Wallet() => new(Yuan(192.84m), [new PaymentMethod("wallet", Say("Wallet", "钱包", "Guthaben"), Yuan(192.84m))], [new WalletEntry(Noon.AddMinutes(15), WalletEntryKind.Payment, -Yuan(7.16m), "ord_0123456789k754q524")]);

    public Comparison Compared() => new(
        Preference.Cheapest,
        [
            new(Quote(0, 19, 4, 1, 0.76m, 30), 45, 47, new(WhyCode.Cheapest, Yuan(3.04m), null, []), false),
            new(Quote(1, 20, 5, 0.80m, 0, 45, 36.40m), 60, 48, new(WhyCode.Dearer, Yuan(3.04m), null, [new(PricePart.Items, Yuan(2)), new(PricePart.Delivery, Yuan(1)), new(PricePart.Vouchers, Yuan(1.20m))]) { Offsets = [new(PricePart.Vouchers, Yuan(0.60m))] }, false),
            new(Quote(2, 18, 6, 0.50m, 0, 20, 28, 10), 30, 46, new(WhyCode.Dearer, Yuan(7.84m), null, [new(PricePart.Vouchers, Yuan(9.60m))]), false),
        ],
        [],
        []);

    public OrderView Order() => new(
        "ord_0123456789k754q524",
        "54Q524",
        OrderState.PickedUp,
        Quote(0, 19, 4, 1, 0.76m, 30),
        "wallet",
        [new OrderStep(OrderState.Placed, Noon.AddMinutes(15))],
        Noon.AddMinutes(15),
        Noon.AddMinutes(45),
        Noon.AddMinutes(34),
        11,
        null,
        null,
        Say("Li Na", "李娜", "Li Na"),
        Yuan(0));

    private string Free => Say("Spring Festival free order up to ¥25", "春节免单券（最高25元）", "Gratisbestellung zum Frühlingsfest bis 25 ¥");

    private string Street => Say("88 Century Avenue", "世纪大道88号", "Century Avenue 88");

    private Quote Quote(int platform, decimal price, decimal delivery, decimal packaging, decimal service, int from, decimal discount = 37.60m, int window = 15)
    {
        Discount[] discounts = platform == 0
            ? [new("MAGPIE-TEA-20", Say("20% off milk tea", "奶茶八折券", "20 % auf Milchtee"), Yuan(7.60m), Funder.Merchant), new("MAGPIE-EXTRA-5", "5", Yuan(5), Funder.Merchant), new("SPRING-FREE-ORDER", Free, Yuan(25), Funder.Campaign)]
            : [new("SPRING-FREE-ORDER", Free, Yuan(discount), Funder.Campaign)];
        return new Quote
        {
            Id = "qt_" + platform,
            PlatformId = "p" + platform,
            PlatformName = Platforms[platform],
            StoreId = "cloud-leaf",
            StoreName = Store,
            Payee = "Ltd",
            Lines = [new("taro", Tea, ["size.large"], [Say("large", "大杯", "groß")], 2, Yuan(price), new AllergenInfo(true, ["milk"], ["soy", "egg"]))],
            Fees = [new(FeeKind.Delivery, Yuan(delivery)), new(FeeKind.Packaging, Yuan(packaging * 2)), new(FeeKind.Service, Yuan(service))],
            Discounts = discounts,
            Total = Yuan((price * 2) + delivery + (packaging * 2) + service - discounts.Sum(d => d.Amount.Minor / 100m)),
            Delivery = new(false, "office", Say("Office", "公司", "Büro"), Street, Noon.AddMinutes(from).ToUniversalTime(), Noon.AddMinutes(from + window).ToUniversalTime()),
            Substitution = Substitution.Refund,
            ExpiresAt = Noon.AddMinutes(15),
        };
    }

    private MenuHit Hit(string id, string name, string store, decimal from) =>
        new(id, name, "", store, store, Category.MilkTea, id, Yuan(from), MatchQuality.Exact, true, false, 47, Platforms, [], ["milk"], [Size, Topping]);

    private ShownOptions Size => new("size", Say("Size", "规格", "Größe"), true, 1, "size.regular", [new("size.large", Say("large", "大杯", "groß"), Yuan(3)), new("size.small", Say("small", "小杯", "klein"), Yuan(-2))]);

    private ShownOptions Topping => new("topping", Say("Topping", "加料", "Topping"), false, 3, null, [new("topping.pearls", Say("tapioca pearls", "珍珠", "Tapiokaperlen"), Yuan(1.5m))]);

    private static ShownVoucher Voucher(string code, string title, decimal worth, int? percent, decimal? minimum, decimal? missing) =>
        new(code, title, null, Funder.Campaign, Yuan(worth), percent, minimum is { } m ? Yuan(m) : null, missing is { } less ? Yuan(less) : null, Noon.AddDays(22), true);

    private static Money Yuan(decimal amount) => new((long)(amount * 100), "CNY");

    private string Say(string english, string chinese, string german) => new LocalizedText(english, chinese, german).In(language);

    private static async Task<MenuNames> ReadNamesAsync()
    {
        await using var city = await City.OpenAsync();
        var menus = new List<StoreMenu>();
        foreach (var platform in city.Get<PlatformDirectory>().All.Where(p => p.Info.HasFeed))
            await foreach (var menu in platform.ReadFeedAsync(default)) menus.Add(menu);
        return MenuNames.Of(menus.Select(m => m.Store.Name), menus.SelectMany(m => m.Items).Select(i => i.Name));
    }
}
