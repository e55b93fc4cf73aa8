using Agent.Plugins;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Agent.SemanticKernel.Functions;

/// <summary>A function of a turn that is run by its Kernel. To the planner it is the same function: same name, schema and typed result.</summary>
internal sealed class KernelTurnFunction(AIFunction function, Kernel kernel) : DelegatingAIFunction(function)
{
    // Most functions of a turn are never called.
    private readonly Lazy<KernelFunction> _onKernel = new(() => new PlainFunction(function).AsKernelFunction().Clone(PluginNames.Of(function)));

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        if (GivenTwice(arguments) is { } name) return new Refusal(RefusalCode.CallInvalid) { Subject = Name, Detail = $"The parameter '{name}' is given twice." };
        var result = await _onKernel.Value.InvokeAsync(kernel, new KernelArguments(arguments), cancellationToken);
        return result.GetValue<object>() ?? new Refusal(RefusalCode.Unavailable) { Subject = Name, Detail = "A filter on the Kernel gave no result." };
    }

    /// <summary>A Kernel's arguments do not tell upper case from lower.</summary>
    private static string? GivenTwice(AIFunctionArguments arguments)
    {
        if (arguments.Count < 2) return null;
        var seen = new HashSet<string>(arguments.Count, StringComparer.OrdinalIgnoreCase);
        return arguments.Keys.FirstOrDefault(name => !seen.Add(name));
    }
}

/// <summary>Shows a Kernel no method: it would make a schema of what the method returns, which is nothing that anybody gets to see.</summary>
internal sealed class PlainFunction(AIFunction function) : DelegatingAIFunction(function)
{
    public override System.Reflection.MethodInfo? UnderlyingMethod => null;
}
