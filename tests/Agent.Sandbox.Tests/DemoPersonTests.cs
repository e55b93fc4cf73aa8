using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;
using Agent.Sandbox.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Sandbox.Tests;

public sealed class DemoPersonTests
{
    [Fact]
    public async Task The_world_inside_this_process_brings_its_person()
    {
        await using var services = new ServiceCollection()
            .AddSandbox(new SandboxOptions { BaseClock = new VirtualTime() })
            .AddSingleton<IDatabase>(_ => SqliteDatabase.Open(SqliteDatabase.Memory))
            .BuildServiceProvider();
        services.GetServices<IPlatform>().Count().ShouldBe(3);
        services.GetRequiredService<TimeProvider>().GetUtcNow().ShouldBe(SandboxClock.FirstNoon);
        (await DemoPerson.SeedAsync(services, default)).ShouldBe("demo");

        var database = services.GetRequiredService<IDatabase>();
        (await database.ReadAsync(tx => AddressBook.List(tx, "demo"), default)).Select(a => a.Id).ShouldBe(["home", "office"]);
        (await database.ReadAsync(tx => VoucherPurse.List(tx, "demo"), default)).ShouldContain(v => v.Terms!.Benefit is Benefit.FreeOrder);
        var orders = await database.ReadAsync(tx => OrderStore.List(tx, "demo"), default);
        orders.ShouldNotBeEmpty();
        foreach (var order in orders)
        {
            order.Quote.AddsUp.ShouldBeTrue();
            order.IsOpen.ShouldBeFalse();
            var platform = services.GetServices<IPlatform>().Single(p => p.Info.Id == order.Quote.PlatformId);
            (await platform.TrackAsync(order.PlatformOrderId!, default))!.State.ShouldBe(OrderState.Delivered);
        }
    }

    [Fact]
    public async Task Seeding_again_changes_nothing_that_the_person_has_changed()
    {
        await using var world = await RemoteWorld.StartAsync();
        await using var database = SqliteDatabase.Open(SqliteDatabase.Memory);
        await using var services = new ServiceCollection().AddRemoteSandbox(world.Url).AddSingleton<IDatabase>(database).BuildServiceProvider();
        await DemoPerson.SeedAsync(services, default);
        await database.WriteAsync(tx => { AddressBook.Save(tx, "demo", TestCatalogue.Home with { Street = "9 New Street" }, null); return true; }, default);
        await DemoPerson.SeedAsync(services, default);

        (await database.ReadAsync(tx => AddressBook.Find(tx, "demo", "home"), default))!.Street.ShouldBe("9 New Street");
        (await database.ReadAsync(tx => Ledger.Balance(tx, LedgerAccount.Wallet("demo"), "CNY"), default)).ShouldBe(TestCatalogue.Yuan(200));
        (await database.ReadAsync(tx => Ledger.Verify(tx), default)).ShouldBeEmpty();
        (await database.ReadAsync(tx => OrderStore.List(tx, "demo"), default)).ShouldHaveSingleItem().PlatformOrderId.ShouldBe("po_past");
    }
}
