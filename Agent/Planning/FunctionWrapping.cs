using Agent.Plugins;
using Microsoft.Extensions.AI;

namespace Agent.Planning;

/// <summary>Puts something around the functions of one turn: a Kernel and its filters. What comes out keeps the name, the description, the schema and the typed result.</summary>
/// <returns>Called once for each of the turn's functions.</returns>
internal delegate Func<AIFunction, AIFunction> FunctionWrapping(TurnContext turn);
