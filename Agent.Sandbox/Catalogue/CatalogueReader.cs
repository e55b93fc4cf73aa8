using Agent.Plugins.Files;
using Agent.Plugins.Menu;

namespace Agent.Sandbox.Catalogue;

/// <summary>Puts the data files together. What one file refers to is read before it.</summary>
internal static class CatalogueReader
{
    private static readonly FileKind Files = new("catalogue_broken", SandboxCatalogue.Currency, SandboxCatalogue.CityOffset);

    public static SandboxCatalogue Read(string folder)
    {
        var platforms = PlatformReader.Read(YamlFile.Read(folder, "platforms.yaml", Files), out var zones);
        var options = OptionReader.Read(YamlFile.Read(folder, "options.yaml", Files));
        var stores = new StoreReader(platforms, zones, options);
        foreach (var file in StoreFiles(folder))
            stores.Read(YamlFile.Read(folder, file, Files));

        var menus = platforms.ToDictionary(p => p.Id, IReadOnlyList<StoreMenu> (p) => [.. stores.Menus.Where(m => m.PlatformId == p.Id)], StringComparer.Ordinal);
        var person = PersonReader.Read(YamlFile.Read(folder, "person.yaml", Files), zones, menus);
        var vouchers = new VoucherReader(platforms, zones, stores.Menus, person.Id).Read(YamlFile.Read(folder, "vouchers.yaml", Files));
        return new SandboxCatalogue(
            [.. platforms.Select(p => p with { Vouchers = [.. vouchers.Where(v => v.Voucher.PlatformId == p.Id)] })],
            menus,
            [.. vouchers.Where(v => v.Voucher.PlatformId is null)],
            person);
    }

    private static string[] StoreFiles(string folder)
    {
        var path = Path.Combine(folder, "stores");
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.yaml") : [];
        if (files.Length == 0) throw YamlFile.Broken("stores", 1, $"no store files (*.yaml) are in {path}; put at least one there", Files);
        Array.Sort(files, StringComparer.Ordinal);
        return [.. files.Select(f => "stores/" + Path.GetFileName(f))];
    }
}
