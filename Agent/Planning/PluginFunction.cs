using System.Reflection;
using System.Text.Json;
using Agent.Plugins;
using Microsoft.Extensions.AI;

namespace Agent.Planning;

/// <summary>A function of a plugin, bound to one turn. The result is the typed record, a <see cref="Refusal"/> included; serialising is left to the wire.</summary>
internal sealed class PluginFunction(FunctionBinding binding, BoundPlugin plugin) : AIFunction
{
    public override string Name => binding.Name;

    public override string Description => binding.Description;

    public override JsonElement JsonSchema => binding.Schema;

    public override JsonSerializerOptions JsonSerializerOptions => FunctionBinding.Json;

    public override MethodInfo UnderlyingMethod => binding.Method;

    public Effect Effect => binding.Effect;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var (values, problem) = binding.Bind(arguments, cancellationToken);
        if (problem is not null) return new Refusal(RefusalCode.CallInvalid) { Subject = binding.Name, Detail = problem };
        return await binding.InvokeAsync(plugin.Instance, values);
    }
}

/// <summary>A plugin of one turn, made when the first of its functions is called.</summary>
internal sealed class BoundPlugin(Func<object> create)
{
    private readonly Lock _gate = new();
    private object? _instance;

    public object Instance
    {
        get
        {
            lock (_gate) return _instance ??= create();
        }
    }
}
