using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Vouchers;

namespace Agent.Sandbox.Catalogue;

/// <summary>Everything the sandbox's world starts from, read from a folder of data files. Immutable, in the order of the files.</summary>
public sealed class SandboxCatalogue
{
    public const string Currency = "CNY";

    private readonly Dictionary<string, IReadOnlyList<StoreMenu>> menus;

    internal SandboxCatalogue(IReadOnlyList<PlatformProfile> platforms, Dictionary<string, IReadOnlyList<StoreMenu>> menus, IReadOnlyList<HeldVoucher> campaignVouchers, PersonProfile person)
    {
        Platforms = platforms;
        this.menus = menus;
        CampaignVouchers = [.. campaignVouchers.Where(h => h.PersonId == person.Id).Select(h => h.Voucher)];
        Person = person;
    }

    /// <summary>The data files that ship with the program.</summary>
    public static string ShippedFolder { get; } = Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>The offset of the city's clock, on which all times of the catalogue stand.</summary>
    public static TimeSpan CityOffset { get; } = TimeSpan.FromHours(8);

    public IReadOnlyList<PlatformProfile> Platforms { get; }

    /// <summary>Issued to the demo person; every platform takes them.</summary>
    public IReadOnlyList<Voucher> CampaignVouchers { get; }

    public PersonProfile Person { get; }

    /// <exception cref="ShopException">"catalogue_broken": a file is missing or wrong; the message names file, line and what to change.</exception>
    public static SandboxCatalogue Load(string folder) => CatalogueReader.Read(folder);

    /// <summary>All that one platform lists, at its prices; empty for a platform that is not there.</summary>
    public IReadOnlyList<StoreMenu> MenusOf(string platformId) => menus.GetValueOrDefault(platformId, []);
}
