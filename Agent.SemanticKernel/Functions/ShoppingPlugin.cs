using System.Diagnostics.CodeAnalysis;
using Agent.Planning;
using Agent.Plugins;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Agent.SemanticKernel.Functions;

/// <summary>One of the agent's plugins on somebody's Kernel, and whose it is.</summary>
internal sealed class ShoppingPlugin : KernelPlugin
{
    private static readonly Type[] Own = [typeof(MenuPlugin), typeof(PricePlugin), typeof(BasketPlugin), typeof(VoucherPlugin), typeof(PaymentPlugin), typeof(OrderPlugin)];

    private readonly ShoppingSession? _session;
    private readonly List<KernelFunction> _functions;

    private ShoppingPlugin(string name, IEnumerable<AIFunction> functions, ShoppingSession? session)
        : base(name) =>
        (_session, _functions) = (session, [.. functions.Select(f => new SessionFunction(f, session).AsKernelFunction().Clone(name))]);

    public override int FunctionCount => _functions.Count;

    /// <summary>The agent's own functions, that can only be told of.</summary>
    public static IReadOnlyList<AIFunction> Unbound() =>
        [.. Own.SelectMany(FunctionBinding.Of).Select(f => new PluginFunction(f, new BoundPlugin(() => throw new InvalidOperationException("Nobody is bound to this function."))))];

    /// <summary>Puts the functions on the Kernel by their plugins, in place of those that are bound to nobody any more.</summary>
    public static void Put(Kernel kernel, IReadOnlyList<AIFunction> functions, ShoppingSession? session)
    {
        ShoppingPlugin[] plugins = [.. functions.GroupBy(PluginNames.Of, StringComparer.Ordinal).Select(g => new ShoppingPlugin(g.Key, g, session))];
        var left = kernel.Plugins.OfType<ShoppingPlugin>().Where(p => p._session is not { IsOpen: true }).ToArray();
        var names = plugins.Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var other in kernel.Plugins.Except(left))
        {
            if (other is ShoppingPlugin)
                throw new InvalidOperationException("This Kernel serves a session that is open. Give every person a Kernel of their own, cloned before any session's functions are on it: kernel.Clone().AddShoppingPlugins(session).");
            if (names.Contains(other.Name))
                throw new InvalidOperationException($"This Kernel has another plugin named '{other.Name}'. Give that one another name, or add the shopping functions to a Kernel without it.");
        }

        foreach (var plugin in left) kernel.Plugins.Remove(plugin);
        kernel.Plugins.AddRange(plugins);
    }

    public override IEnumerator<KernelFunction> GetEnumerator() => _functions.GetEnumerator();

    public override bool TryGetFunction(string name, [NotNullWhen(true)] out KernelFunction? function)
    {
        function = _functions.Find(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));
        return function is not null;
    }
}
