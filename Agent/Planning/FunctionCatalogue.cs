using System.Text.Json;
using Agent.Plugins;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Planning;

/// <summary>The registered plugins' functions. Registering no plugin for a known function makes it unavailable, nothing else.</summary>
internal sealed class FunctionCatalogue
{
    private readonly IServiceProvider _services;
    private readonly (Lazy<ObjectFactory> Create, IReadOnlyList<FunctionBinding> Functions)[] _plugins;
    private readonly FunctionWrapping? _wrapping;

    public FunctionCatalogue(IEnumerable<PluginRegistration> plugins, IServiceProvider services, FunctionWrapping? wrapping = null)
    {
        (_services, _wrapping) = (services, wrapping);
        _plugins = [.. plugins.Select(p => p.Type).Distinct().Select(t => (new Lazy<ObjectFactory>(() => ActivatorUtilities.CreateFactory(t, [typeof(TurnContext)])), FunctionBinding.Of(t)))];
        Names = [.. _plugins.SelectMany(p => p.Functions).Select(f => f.Name)];
        Advertised = [.. _plugins.SelectMany(p => p.Functions).Select(f => new AdvertisedFunction(f))];
    }

    /// <summary>The same objects in every turn, so that a client writes each of them once. They cannot be run.</summary>
    public IList<AITool> Advertised { get; }

    /// <summary>Advertised names, in the order of registration.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The functions of one turn, with what was put around them.</summary>
    public TurnFunctions Bind(TurnContext turn) => Bind(turn, _wrapping?.Invoke(turn));

    /// <summary>The functions of one turn and nothing around them, for who has a loop of his own.</summary>
    public TurnFunctions BindBare(TurnContext turn) => Bind(turn, null);

    private TurnFunctions Bind(TurnContext turn, Func<AIFunction, AIFunction>? wrap)
    {
        var functions = new List<AITool>(Names.Count);
        foreach (var (create, bindings) in _plugins)
        {
            var plugin = new BoundPlugin(() => create.Value(_services, [turn]));
            foreach (var binding in bindings)
            {
                var function = new PluginFunction(binding, plugin);
                functions.Add(wrap is null ? function : wrap(function));
            }
        }

        return new TurnFunctions(functions);
    }
}

/// <summary>A plugin that the agent may call.</summary>
internal sealed record PluginRegistration(Type Type);

internal sealed class TurnFunctions(List<AITool> tools)
{
    public IList<AITool> Tools => tools;

    public AIFunction? Find(string name)
    {
        foreach (var tool in tools)
            if (tool is AIFunction function && string.Equals(function.Name, name, StringComparison.Ordinal)) return function;
        return null;
    }
}

/// <summary>What a model is told of a function; to run it takes one that is bound to a turn.</summary>
internal sealed class AdvertisedFunction(FunctionBinding binding) : AIFunction
{
    public override string Name => binding.Name;

    public override string Description => binding.Description;

    public override JsonElement JsonSchema => binding.Schema;

    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Name} is only advertised. The planner runs the function of the turn.");
}
