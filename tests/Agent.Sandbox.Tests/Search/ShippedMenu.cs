using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Agent.Sandbox.Catalogue;

namespace Agent.Sandbox.Tests.Search;

/// <summary>What people write is searched for over the catalogue that ships, from the demo person's addresses.</summary>
public sealed class ShippedMenu : IAsyncLifetime, IDisposable
{
    private readonly VirtualTime _time = new();
    private readonly SqliteDatabase _database = SqliteDatabase.Open(":memory:");
    private readonly SandboxWorld _world;
    private readonly PlatformDirectory _platforms;
    private readonly MenuIndex _index;
    private readonly PlatformDirectory _feeds;
    private readonly MenuIndex _feedIndex;

    public ShippedMenu()
    {
        var catalogue = SandboxCatalogue.Load(SandboxCatalogue.ShippedFolder);
        _world = SandboxWorld.Open(new SandboxOptions { Speed = 1, BaseClock = _time }, catalogue);
        _platforms = new PlatformDirectory(_world.Platforms, _time);
        _index = new MenuIndex(_platforms, _time);
        _feeds = new PlatformDirectory(_world.Platforms.Where(p => p.Info.HasFeed), _time);
        _feedIndex = new MenuIndex(_feeds, _time);
        Addresses = catalogue.Person.Addresses;
    }

    private IReadOnlyList<Address> Addresses { get; }

    public async Task InitializeAsync()
    {
        foreach (var address in Addresses) await _database.WriteAsync(tx => { AddressBook.Save(tx, "demo", address, null); return 0; }, default);
    }

    public void Dispose()
    {
        _index.Dispose();
        _feedIndex.Dispose();
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        await _world.DisposeAsync();
    }

    public async Task<IReadOnlyList<MenuHit>> SearchAsync(string query) => (await Plugin().SearchMenu(query)).Value.ShouldNotBeNull().Hits;

    /// <summary>Over the platforms that give a feed, which is quicker where every item is looked for.</summary>
    public MenuPlugin Feeds(Language language) => new(Turn(language), _feedIndex, _feeds, _database);

    private MenuPlugin Plugin() => new(Turn(Language.English), _index, _platforms, _database);

    private TurnContext Turn(Language language) => new()
    {
        PersonId = "demo",
        ConversationId = "cnv",
        TurnId = "trn",
        Language = language,
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        Clock = _time,
        Ids = new SeededIds(1),
    };
}
