using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agent.Planning;

/// <summary>A call that a chat client makes, its arguments written once for all who read them.</summary>
internal sealed class PlannedCall(FunctionCallContent content)
{
    private static readonly JsonElement NoArguments = JsonElement.Parse("{}"u8);

    public FunctionCallContent Content => content;

    public string Name => content.Name;

    /// <summary>An empty object where they cannot be written, which only a hostile chat client gets to see.</summary>
    public JsonElement Arguments { get; } = Write(content);

    private static JsonElement Write(FunctionCallContent content)
    {
        if (content.Arguments is not { Count: > 0 }) return NoArguments;
        using var json = new PooledBuffer(512);
        try
        {
            ArgumentWriter.Write(json, content);
            return JsonElement.Parse(json.Span);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return NoArguments;
        }
    }
}
