using Agent.Guarding;
using Agent.Plugins.Menu;
using Microsoft.Extensions.Logging;

namespace Agent.Planning;

/// <summary>Opens the reply of a turn.</summary>
internal sealed class ReplyTexts(FallbackResponder words, AgentSettings settings, MenuIndex menus, ILogger<ReplyTexts> log)
{
    /// <summary>What the guard did in all turns.</summary>
    public GuardReport Report { get; } = new();

    public ReplyText Open(TurnScope scope) => new(scope, words, settings.Limits.Text, menus.Names, Report, log);
}
