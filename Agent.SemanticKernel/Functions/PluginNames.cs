using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agent.SemanticKernel.Functions;

/// <summary>Which plugin of a Kernel a function belongs to: its class's name, so that search_menu of MenuPlugin is menu-search_menu to a model.</summary>
internal static class PluginNames
{
    private const string Suffix = "Plugin";

    public static string Of(AIFunction function) => Of(function.UnderlyingMethod?.DeclaringType ?? typeof(ShoppingAgent));

    public static string Of(Type plugin) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(plugin.Name.Length > Suffix.Length && plugin.Name.EndsWith(Suffix, StringComparison.Ordinal) ? plugin.Name[..^Suffix.Length] : plugin.Name);
}
