using Microsoft.Extensions.Logging;

namespace Agent.Planning;

/// <summary>Opens the reply of a turn.</summary>
internal sealed class ReplyTexts(FallbackResponder words, AgentSettings settings, ILogger<ReplyTexts> log)
{
    public ReplyText Open(TurnScope scope) => new(scope, words, settings.Limits.Text, log);
}
