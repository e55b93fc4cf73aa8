using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Sandbox.Catalogue;

namespace Agent.Sandbox.Platforms;

/// <summary>Names of what one platform does not list and another does.</summary>
internal static class CatalogueNames
{
    public static LocalizedText? NameOfStore(this SandboxCatalogue catalogue, string storeId) => Everywhere(catalogue).FirstOrDefault(m => m.Store.Id == storeId)?.Store.Name;

    public static LocalizedText? NameOfItem(this SandboxCatalogue catalogue, string itemId) => Everywhere(catalogue).SelectMany(m => m.Items).FirstOrDefault(i => i.Id == itemId)?.Name;

    private static IEnumerable<StoreMenu> Everywhere(SandboxCatalogue catalogue) => catalogue.Platforms.SelectMany(p => catalogue.MenusOf(p.Id));
}
