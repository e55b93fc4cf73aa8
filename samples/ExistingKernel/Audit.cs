using Agent.SemanticKernel;
using Microsoft.SemanticKernel;

namespace ExistingKernel;

/// <summary>A filter that the app has on its Kernel, whoever's function runs.</summary>
internal sealed class Audit : IFunctionInvocationFilter
{
    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        await next(context);
        Console.Error.WriteLine($"[audit] {context.Function.PluginName}-{context.Function.Name} for {context.Kernel.GetShoppingTurn()?.PersonId}: {context.Result.ValueType?.Name}");
    }
}
