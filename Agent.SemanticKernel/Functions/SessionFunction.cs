using System.Reflection;
using System.Text.Json;
using Agent.Planning;
using Agent.Plugins;
using Microsoft.Extensions.AI;

namespace Agent.SemanticKernel.Functions;

/// <summary>A function as somebody else's planner calls it: for the session's person, with JSON text as its result. A Kernel sends text as it is; any other result it would write anew, with every character beyond ASCII escaped.</summary>
internal sealed class SessionFunction(AIFunction function, ShoppingSession? session) : DelegatingAIFunction(function)
{
    private const string Open = "ShoppingSession.Open(services, personId, conversationId), and gives its functions to a Kernel of that person: kernel.Clone().AddShoppingPlugins(session)";

    public override MethodInfo? UnderlyingMethod => null;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        if (session is null) return Refused($"Nobody is bound to this call, so nothing was done. The host opens a session for the person with {Open}.");
        if (!session.IsOpen) return Refused($"This session is closed, so nothing was done. The host opens another with {Open}.");
        return await session.CallAsync(Name, new AIFunctionArguments(GivenArguments.Read(arguments, JsonSchema)), cancellationToken);
    }

    private string Refused(string detail) => JsonSerializer.Serialize(new Refusal(RefusalCode.CallInvalid) { Subject = Name, Detail = detail }, FunctionBinding.Json);
}
