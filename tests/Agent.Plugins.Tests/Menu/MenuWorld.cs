using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Tests.Menu;

/// <summary>The menu plugin over platforms that a test fills, at noon in Shanghai.</summary>
internal sealed class MenuWorld : IDisposable
{
    private readonly SqliteDatabase _database = SqliteDatabase.Open(":memory:");
    private readonly MenuIndex _index;
    private readonly PlatformDirectory _platforms;

    public MenuWorld(params IPlatform[] platforms)
    {
        _platforms = new PlatformDirectory(platforms, Time);
        _index = new MenuIndex(_platforms, Time);
    }

    public VirtualTime Time { get; } = new();

    public MenuIndex Index => _index;

    /// <summary>A small tea house and its neighbour, on one platform with a feed.</summary>
    public static TestPlatform Teahouse() => new TestPlatform("north")
        .With(
            Menus.Store("cloud", "Cloud Tea", "云上茶", "Wolkentee"),
            Menus.Item("taro", "Taro Milk Tea", "香芋奶茶", "Taro-Milchtee", 1600),
            Menus.Item("taro-pudding", "Taro Pudding Milk Tea", "香芋布丁奶茶", "Taro-Pudding-Milchtee", 1900),
            Menus.Item("pearl", "Pearl Milk Tea", "珍珠奶茶", "Perlenmilchtee", 1500),
            Menus.Item("jasmine", "Jasmine Green Tea", "茉莉绿茶", "Jasmin-Grüntee", 1200))
        .With(
            Menus.Store("bean", "Bean House", "豆屋", "Bohnenhaus") with { Category = Category.Coffee },
            Menus.Item("latte", "Caffè Latte", "拿铁", "Milchkaffee", 2200) with { Category = Category.Coffee },
            Menus.Item("cappuccino", "Cappuccino", "卡布奇诺", "Cappuccino", 2300) with { Category = Category.Coffee },
            Menus.Item("fries", "French Fries", "薯条", "Pommes frites", 1100) with { Category = Category.Meal });

    public MenuPlugin Plugin(Language language = Language.English) => new(
        new TurnContext
        {
            PersonId = "demo",
            ConversationId = "cnv",
            TurnId = "trn",
            Language = language,
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
            Clock = Time,
            Ids = new SeededIds(1),
        },
        _index,
        _platforms,
        _database);

    public async Task<MenuSearchResult> SearchAsync(string query, Language language = Language.English) => (await Plugin(language).SearchMenu(query)).Value.ShouldNotBeNull();

    public async Task<string[]> IdsAsync(string query) => [.. (await SearchAsync(query)).Hits.Select(h => h.ItemId)];

    public async Task LiveAtAsync(params string[] zones)
    {
        foreach (var zone in zones)
            await _database.WriteAsync(tx => { AddressBook.Save(tx, "demo", new Address(zone, new LocalizedText(zone, zone, zone), "Street 1", zone), null); return 0; }, default);
    }

    public Task DeliverAsync(Delivery delivery) =>
        _database.WriteAsync(tx => { BasketStore.Save(tx, "demo", "cnv", Basket.Empty with { Delivery = delivery }); return 0; }, default);

    public void Dispose()
    {
        _index.Dispose();
        _database.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
