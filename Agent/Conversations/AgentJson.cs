using System.Text.Json.Serialization;
using Agent.Plugins;

namespace Agent.Conversations;

/// <summary>The one JSON form of TurnEvents: in storage, on <c>--output json</c> and in streams.</summary>
[JsonSerializable(typeof(TurnEvent))]
[JsonSerializable(typeof(IReadOnlyList<TurnEvent>))]
public sealed partial class AgentJson : JsonSerializerContext
{
    public static AgentJson Relaxed { get; } = new(PluginsJson.CreateOptions());
}
