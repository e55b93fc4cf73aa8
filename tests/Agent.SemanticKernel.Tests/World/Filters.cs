using System.Collections.Concurrent;
using Microsoft.SemanticKernel;

namespace Agent.SemanticKernel.Tests.World;

/// <summary>Notes what ran, for whom, and with which result.</summary>
internal sealed class Notes : IFunctionInvocationFilter
{
    private readonly ConcurrentQueue<Note> _ran = new();

    public IReadOnlyList<Note> Ran => [.. _ran];

    public IEnumerable<string> Functions => Ran.Select(n => n.Function);

    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        await next(context);
        _ran.Enqueue(new Note($"{context.Function.PluginName}-{context.Function.Name}", context.Kernel.GetShoppingTurn()?.PersonId, context.Result.GetValue<object>()));
    }
}

internal sealed record Note(string Function, string? PersonId, object? Result);

/// <summary>A filter that a test writes where it needs it.</summary>
internal sealed class Filter(Func<FunctionInvocationContext, Func<FunctionInvocationContext, Task>, Task> filter) : IFunctionInvocationFilter
{
    public Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next) => filter(context, next);
}
