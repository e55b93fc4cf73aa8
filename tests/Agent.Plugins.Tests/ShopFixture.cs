using Agent.Plugins.Baskets;
using Agent.Plugins.Friends;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests;

/// <summary>One person in front of test platforms, with a home and an office, at noon. Each plugin asked for is that of a new turn.</summary>
public sealed class ShopFixture : IAsyncDisposable
{
    private readonly Lazy<(PlatformDirectory Directory, StoreMenus Menus)> _shop;
    private readonly SeededIds _ids = new(1);
    private int _turns;

    public ShopFixture()
    {
        _shop = new(() =>
        {
            var directory = new PlatformDirectory(Platforms, Clock);
            return (directory, new StoreMenus(directory));
        });
        Write(tx =>
        {
            AddressBook.Save(tx, "p1", new Address("a-home", new LocalizedText("Home", "家", "Zuhause"), "8 Willow Lane", "z1"), null);
            AddressBook.Save(tx, "p1", new Address("a-office", new LocalizedText("Office", "公司", "Büro"), "100 Willow Tower", "z1"), null);
        });
    }

    public VirtualTime Clock { get; } = new();

    public List<IPlatform> Platforms { get; } = [];

    public IDatabase Database { get; } = SqliteDatabase.Open(SqliteDatabase.Memory);

    public BasketPlugin Basket => NewBasket(Turn());

    public PricePlugin Prices => new(Turn(), _shop.Value.Directory, _shop.Value.Menus, Database);

    public VoucherPlugin Vouchers => NewVouchers(Turn());

    public VoucherPlugin NewVouchers(TurnContext turn) => new(turn, _shop.Value.Directory, _shop.Value.Menus, new ShopLinks(), Database);

    public QuotingPlatform Add(string id, Func<QuotingPlatform, QuotingPlatform>? build = null)
    {
        var platform = (build ?? (p => p))(new QuotingPlatform(id, Clock));
        Platforms.Add(platform);
        return platform;
    }

    public TurnContext Turn(string person = "p1", Language language = Language.English) => new()
    {
        PersonId = person,
        ConversationId = "c1",
        TurnId = $"t{++_turns}",
        Language = language,
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        Clock = Clock,
        Ids = _ids,
    };

    public BasketPlugin NewBasket(TurnContext turn)
    {
        var views = new BasketViews(_shop.Value.Menus, Database);
        return new BasketPlugin(turn, new BasketEditor(_shop.Value.Menus, views, Database), views, new AddressDesk(_shop.Value.Directory, Database), Database);
    }

    public async Task<BasketView> FillAsync(params BasketChange[] changes)
    {
        var view = (await Basket.UpdateBasket(changes)).Value.ShouldNotBeNull();
        return (await Basket.SetDelivery("a-office")).Value.ShouldNotBeNull() with { Version = view.Version };
    }

    /// <summary>Moves the clock from timer to timer until it is done.</summary>
    public async Task<T> UntilAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            if (Clock.NextDue is { } due) Clock.MoveTo(due);
            else await Task.Yield();
        }

        return await task;
    }

    public void Issue(Voucher voucher, string person = "p1") => Write(tx => VoucherPurse.Issue(tx, person, voucher));

    public void Write(Action<ITransaction> unit) => Read(tx =>
    {
        unit(tx);
        return true;
    });

    public T Read<T>(Func<ITransaction, T> unit) => Database.WriteAsync(unit, CancellationToken.None).GetAwaiter().GetResult();

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
