using Agent.Plugins;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Agent.SemanticKernel.Functions;

/// <summary>A Kernel of one turn: a clone, so that nothing that a filter leaves on it reaches another person's turn.</summary>
internal sealed class KernelTurn
{
    private const string TurnKey = "agent.turn";

    private readonly Kernel _kernel;

    public KernelTurn(Kernel source, TurnContext turn)
    {
        _kernel = source.Clone();
        _kernel.Data[TurnKey] = turn;
    }

    public static TurnContext? Of(Kernel kernel) => kernel.Data.TryGetValue(TurnKey, out var turn) ? turn as TurnContext : null;

    public AIFunction Wrap(AIFunction function) => new KernelTurnFunction(function, _kernel);
}
