using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.People;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;
using Agent.Sandbox.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Sandbox;

/// <summary>The person that the sandbox comes with.</summary>
public static class DemoPerson
{
    /// <summary>Puts the demo person's addresses, wallet balance, campaign vouchers and past orders into the agent's <see cref="IDatabase"/>, from the world that is registered. Idempotent; what is there already stays as it is.</summary>
    /// <returns>The person's id.</returns>
    /// <exception cref="Agent.Plugins.ShopException">unavailable: the world in another process does not answer.</exception>
    public static async Task<string> SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var demo = services.GetService<WorldClient>() is { } remote
            ? await remote.ReadDemoAsync(cancellationToken)
            : DemoData.Of(services.GetRequiredService<SandboxWorld>().Catalogue);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return await services.GetRequiredService<IDatabase>().WriteAsync(tx => Seed(tx, demo, now), cancellationToken);
    }

    private static string Seed(ITransaction tx, DemoData demo, DateTimeOffset now)
    {
        // The wallet is filled once, even where the catalogue's figure has been edited since.
        if (AddressBook.List(tx, demo.PersonId).Count == 0 && !demo.WalletBalance.IsZero) Ledger.TopUp(tx, demo.PersonId, demo.WalletBalance, $"sandbox:{demo.PersonId}", now);
        foreach (var address in demo.Addresses)
        {
            if (AddressBook.Find(tx, demo.PersonId, address.Id) is null) AddressBook.Save(tx, demo.PersonId, address, addedAt: null);
        }

        foreach (var voucher in demo.Vouchers) VoucherPurse.Issue(tx, demo.PersonId, voucher);
        foreach (var order in demo.Orders)
        {
            if (OrderStore.Find(tx, demo.PersonId, order.Id) is null) OrderStore.Save(tx, order);
        }

        return demo.PersonId;
    }
}
