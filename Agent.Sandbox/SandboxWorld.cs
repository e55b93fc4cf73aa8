using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.Payments;
using Agent.Sandbox.Platforms;
using Agent.Sandbox.Storage;

namespace Agent.Sandbox;

/// <summary>The embedded world: three fictional platforms, a payment gateway and their couriers on one clock. It survives its process. Thread-safe.</summary>
public sealed class SandboxWorld : IAsyncDisposable, IDisposable
{
    private readonly WorldDatabase _database;

    private SandboxWorld(SandboxCatalogue catalogue, WorldDatabase database, Faults faults)
    {
        (Catalogue, _database, Faults) = (catalogue, database, faults);
        Platforms = [.. catalogue.Platforms.OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => new SandboxPlatform(p, catalogue, database, faults))];
        Gateway = new SandboxGateway(database, faults);
    }

    public SandboxCatalogue Catalogue { get; }

    public SandboxClock Clock => _database.Clock;

    public Faults Faults { get; }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<IPlatform> Platforms { get; }

    public IPaymentGateway Gateway { get; }

    /// <exception cref="Agent.Plugins.ShopException">catalogue_broken, fault_unknown, speed_invalid, or what opening a database can throw.</exception>
    public static SandboxWorld Open(SandboxOptions options) => Open(options, SandboxCatalogue.Load(options.CataloguePath));

    internal static SandboxWorld Open(SandboxOptions options, SandboxCatalogue catalogue)
    {
        var faults = new Faults(catalogue.Platforms.Select(p => (p.Id, p.Name)));
        foreach (var fault in options.Faults) faults.Raise(fault);
        var database = WorldDatabase.Open(options);
        try
        {
            database.WriteAsync(tx => PastOrders.Of(catalogue).Count(o => OrderBook.Add(tx, o.Quote.PlatformId, o)), CancellationToken.None).GetAwaiter().GetResult();
            return new SandboxWorld(catalogue, database, faults);
        }
        catch
        {
            database.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>For containers that are disposed of synchronously; the database completes its units before it returns.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
