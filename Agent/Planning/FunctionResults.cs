using System.Text.Json;
using Agent.Conversations;

namespace Agent.Planning;

internal static class FunctionResults
{
    /// <summary>The agent's own records as they are; anything else as JSON.</summary>
    public static object Storable(object result) => FunctionResultConverter.Holds(result.GetType()) ? result : JsonSerializer.SerializeToElement(result, result.GetType(), FunctionBinding.Json);
}
