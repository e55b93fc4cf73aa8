using System.Text.Json;
using Agent.Conversations;

namespace Agent.Host.Chat;

/// <summary>One TurnEvent a line, in the one JSON form.</summary>
internal sealed class JsonLines(TextWriter output)
{
    public void Write(TurnEvent e)
    {
        output.WriteLine(JsonSerializer.Serialize(e, AgentJson.Relaxed.TurnEvent));
        output.Flush();
    }
}
